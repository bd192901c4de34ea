package app.accord.donation;

/**
 * What part of a customer's donations one non-profit gets.
 *
 * @param nonProfit its code
 * @param name its name today; null where nobody has looked it up
 * @param percent 1 to 100
 * @param active whether bills give to it; if not, its share is not collected
 */
public record Share(String nonProfit, String name, int percent, boolean active) {

	/** A share as somebody chooses it. */
	public static Share of(String nonProfit, int percent) {
		return new Share(nonProfit, null, percent, true);
	}

}

package app.accord.payment;

/**
 * How a card is asked for in a shop.
 *
 * @param terminal at that terminal, the gateway's id; null: on a payment page
 * @param returnUrl where the customer comes back to from a payment page; else null
 */
public record CardWay(String terminal, String returnUrl) {

	/** At that terminal. */
	public static CardWay terminal(String id) {
		return new CardWay(id, null);
	}

	/** On a payment page, which the customer opens on the own telephone. */
	public static CardWay page(String returnUrl) {
		return new CardWay(null, returnUrl);
	}

}

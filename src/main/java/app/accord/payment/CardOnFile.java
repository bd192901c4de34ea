package app.accord.payment;

import java.time.LocalDate;

/**
 * A card as this program knows it: a token of the gateway's, and what may be shown of it.
 * Its number never reaches us.
 *
 * @param token what the gateway knows it by; null for one that was used once and not kept
 * @param brand {@code Visa}; null where the gateway doesn't say
 * @param lastFour its last four digits; null where the gateway doesn't say
 * @param expires the last day on which it can be used, by what is printed on it; or null
 */
public record CardOnFile(String token, String brand, String lastFour, LocalDate expires) {

	/** What people read: {@code Visa •••• 4242}. */
	public String label() {
		String name = (this.brand == null || this.brand.isBlank()) ? "Card" : this.brand;
		return (this.lastFour == null) ? name : name + " •••• " + this.lastFour;
	}

}

package app.accord.subscription;

import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * What a contract provides and what it costs.
 *
 * @param productCode the service
 * @param quantity how many of it, 1 or more
 * @param each what a month of one costs, before the discount
 * @param byBook whether the price is the price book's, so that promotions are taken off
 * it; otherwise it was agreed
 * @param discount what was agreed to be taken off; null: nothing
 */
public record ContractTerms(String productCode, int quantity, Money each, boolean byBook, ContractDiscount discount) {

	/** What a month of all of them comes to, before the discount. */
	public Money monthly() {
		return this.each.multipliedBy(this.quantity);
	}

	/** What a month comes to after the discount. */
	Money net() {
		return (this.discount != null) ? monthly().minus(this.discount.off(monthly())) : monthly();
	}

	/** What employees read: {@code 3 × $15.00 a month, 10% off until 2026-12-31}. */
	String words() {
		return ((this.quantity > 1) ? this.quantity + " × " : "") + Amounts.show(this.each) + " a month"
				+ ((this.discount != null) ? ", " + this.discount.words() : "");
	}

}

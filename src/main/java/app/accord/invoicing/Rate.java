package app.accord.invoicing;

import java.math.BigDecimal;

import app.accord.subscription.ContractDiscount;

import org.joda.money.Money;

/**
 * What a day is charged by, or what is taken off it.
 *
 * @param productCode the service
 * @param monthly what a month of all pieces costs, or what is taken off it
 * @param reference the code of the promotion, or the discount that was agreed, by which
 * it is taken off; null for a charge
 * @param quantity how many pieces are charged; 1 for what is taken off
 */
record Rate(String productCode, Money monthly, String reference, int quantity) {

	/** No promotion's code is written in small letters. */
	private static final String AGREED = "agreed";

	/** What the discount that was agreed takes off a month. */
	static Rate agreed(String productCode, Money off, ContractDiscount discount) {
		return new Rate(productCode, off,
				(discount.percent() != null) ? AGREED + " " + discount.percent().toPlainString() : AGREED, 1);
	}

	Layer layer() {
		if (this.reference == null) {
			return Layer.CHARGE;
		}
		return this.reference.startsWith(AGREED) ? Layer.AGREED : Layer.PROMOTION;
	}

	/** The percentage that was agreed; null for an amount. */
	BigDecimal percent() {
		return (this.reference.length() > AGREED.length())
				? new BigDecimal(this.reference.substring(AGREED.length() + 1)) : null;
	}

	/** A day's price, and what is taken off it, one after the other. */
	enum Layer {

		/** What the service costs. */
		CHARGE,

		/** What the price book's promotion takes off that. */
		PROMOTION,

		/** What the agreed discount takes off the rest. */
		AGREED

	}

}

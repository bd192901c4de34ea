package app.accord.order;

import org.joda.money.Money;

/**
 * A line of a purchase to be recorded.
 *
 * @param productCode a product's code; null: something else, which the description names
 * @param description what it is; null: the product's name
 * @param quantity how many; below zero: returned
 * @param unitPrice what one costs before deductions
 * @param deduction what is taken off the whole line, zero or more; null: nothing
 * @param promotionCode the promotion that takes it off, or null
 */
public record NewOrderLine(String productCode, String description, int quantity, Money unitPrice, Money deduction,
		String promotionCode) {

	/** So many of a product at that price each. */
	public static NewOrderLine of(String productCode, int quantity, Money unitPrice) {
		return new NewOrderLine(productCode, null, quantity, unitPrice, null, null);
	}

	/** The same, less a promotion's deduction from the whole line. */
	public NewOrderLine less(Money amount, String promotion) {
		return new NewOrderLine(this.productCode, this.description, this.quantity, this.unitPrice, amount, promotion);
	}

	/**
	 * The amount of the line: quantity times unit price less deduction, below zero for a
	 * return.
	 */
	Money total() {
		Money gross = this.unitPrice.multipliedBy(Math.abs((long) this.quantity));
		Money net = (this.deduction != null) ? gross.minus(this.deduction) : gross;
		return (this.quantity < 0) ? net.negated() : net;
	}

}

package app.accord.subscription;

import java.time.LocalDate;

import org.joda.money.Money;

/**
 * What is to be different about a contract from a day on; the rest stays as it is then.
 *
 * @param on first day; may lie in the past
 * @param productCode another service; null: the same
 * @param quantity how many; null: as many
 * @param each what a month of one is agreed to cost; null: as before, and the list price
 * for another service
 * @param listPrice whether it is to cost the price book's list price
 * @param otherDiscount whether the discount is to be another one
 * @param discount that other discount; null: none any more
 */
public record ContractChange(LocalDate on, String productCode, Integer quantity, Money each, boolean listPrice,
		boolean otherDiscount, ContractDiscount discount) {

	/** Nothing is different yet. */
	public static ContractChange from(LocalDate on) {
		return new ContractChange(on, null, null, null, false, false, null);
	}

	/** Another service. */
	public ContractChange to(String product) {
		return new ContractChange(this.on, product, this.quantity, this.each, this.listPrice, this.otherDiscount,
				this.discount);
	}

	/** So many of it. */
	public ContractChange times(int pieces) {
		return new ContractChange(this.on, this.productCode, pieces, this.each, this.listPrice, this.otherDiscount,
				this.discount);
	}

	/** That agreed price for a month of one. */
	public ContractChange at(Money price) {
		return new ContractChange(this.on, this.productCode, this.quantity, price, false, this.otherDiscount,
				this.discount);
	}

	/** The price book's list price. */
	public ContractChange atListPrice() {
		return new ContractChange(this.on, this.productCode, this.quantity, null, true, this.otherDiscount,
				this.discount);
	}

	/**
	 * Another discount.
	 * @param agreed null: none any more
	 */
	public ContractChange less(ContractDiscount agreed) {
		return new ContractChange(this.on, this.productCode, this.quantity, this.each, this.listPrice, true, agreed);
	}

	/**
	 * What that makes of the terms that hold on the day; without a price: the list price.
	 */
	ContractTerms of(ContractTerms before) {
		boolean other = this.productCode != null && !this.productCode.strip().equalsIgnoreCase(before.productCode());
		boolean book = this.each == null && (this.listPrice || other);
		return new ContractTerms(other ? this.productCode.strip() : before.productCode(),
				(this.quantity != null) ? this.quantity : before.quantity(),
				book ? null : (this.each != null) ? this.each : before.each(),
				book || (this.each == null && before.byBook()), this.otherDiscount ? this.discount : before.discount());
	}

}

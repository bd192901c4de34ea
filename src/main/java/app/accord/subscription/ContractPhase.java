package app.accord.subscription;

import java.time.LocalDate;

import org.joda.money.Money;

/**
 * What a contract costs from a day on, until a later phase says otherwise.
 *
 * @param no 1, 2, 3 … in the order of recording
 * @param kind what began it
 * @param from first day
 * @param productCode the service
 * @param monthly what a month of all pieces costs, before the discount
 * @param charged whether its days are charged
 * @param byBook whether the price is the price book's, so that promotions are taken off
 * it; otherwise it was agreed
 * @param quantity how many pieces, of which each costs the same
 * @param discount what was agreed to be taken off; null: nothing
 */
public record ContractPhase(int no, PhaseKind kind, LocalDate from, String productCode, Money monthly, boolean charged,
		boolean byBook, int quantity, ContractDiscount discount) {

	/** One piece without a discount. */
	public ContractPhase(int no, PhaseKind kind, LocalDate from, String productCode, Money monthly, boolean charged,
			boolean byBook) {
		this(no, kind, from, productCode, monthly, charged, byBook, 1, null);
	}

	/** What it provides and what that costs. */
	public ContractTerms terms() {
		Money each = (this.quantity > 1)
				? Money.ofMinor(this.monthly.getCurrencyUnit(), this.monthly.getAmountMinorLong() / this.quantity)
				: this.monthly;
		return new ContractTerms(this.productCode, this.quantity, each, this.byBook, this.discount);
	}

	ContractPhase charged(boolean whether) {
		return new ContractPhase(this.no, this.kind, this.from, this.productCode, this.monthly, whether, this.byBook,
				this.quantity, this.discount);
	}

	ContractPhase on(ContractTerms terms) {
		return new ContractPhase(this.no, this.kind, this.from, terms.productCode(), terms.monthly(), this.charged,
				terms.byBook(), terms.quantity(), terms.discount());
	}

	ContractPhase begun(PhaseKind by, LocalDate on) {
		return new ContractPhase(this.no, by, on, this.productCode, this.monthly, this.charged, this.byBook,
				this.quantity, this.discount);
	}

}

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
 * @param monthly what a month costs
 * @param charged whether its days are charged
 * @param byBook whether the price is the price book's, so that promotions are taken off
 * it; otherwise it was agreed
 */
public record ContractPhase(int no, PhaseKind kind, LocalDate from, String productCode, Money monthly, boolean charged,
		boolean byBook) {

	ContractPhase charged(boolean whether) {
		return new ContractPhase(this.no, this.kind, this.from, this.productCode, this.monthly, whether, this.byBook);
	}

	ContractPhase priced(ContractPhase other) {
		return new ContractPhase(this.no, this.kind, this.from, other.productCode, other.monthly, this.charged,
				other.byBook);
	}

	ContractPhase begun(PhaseKind by, LocalDate on) {
		return new ContractPhase(this.no, by, on, this.productCode, this.monthly, this.charged, this.byBook);
	}

}

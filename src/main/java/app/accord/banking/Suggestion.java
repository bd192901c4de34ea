package app.accord.banking;

import java.util.List;

import app.accord.billing.Position;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;

/**
 * An account that a line may be for.
 *
 * @param account which
 * @param customer whose
 * @param customerName the customer's name
 * @param position where the account stands
 * @param weight what speaks for it, in hundredths of a bit
 * @param confidence how likely it is the right one, per 100,000
 * @param reasons what speaks for and against it, the heaviest first
 */
public record Suggestion(AccountNumber account, CustomerNumber customer, String customerName, Position position,
		int weight, int confidence, List<Reason> reasons) {

	/**
	 * Something that speaks for an account, or against it.
	 *
	 * @param kind what it is about
	 * @param words a sentence
	 * @param weight hundredths of a bit, below zero against it
	 */
	public record Reason(Kind kind, String words, int weight) {

		/** What it is about. */
		public enum Kind {

			/** One of our numbers in the text. */
			REFERENCE,

			/** The amount. */
			AMOUNT,

			/** The payer's name. */
			NAME,

			/** The payer's bank account. */
			PAYER,

			/** The day. */
			DATE

		}

	}

	/** Whether it is the sure one. */
	public boolean likely() {
		return this.confidence >= 90_000;
	}

	/** The confidence as people read it. */
	public String confidenceShown() {
		return (this.confidence >= 99_950) ? "over 99.9 %"
				: (this.confidence < 1000) ? "under 1 %" : (this.confidence / 1000) + " %";
	}

	boolean speaks(Reason.Kind kind) {
		return this.reasons.stream().anyMatch((reason) -> reason.kind() == kind && reason.weight() > 0);
	}

	boolean contradicts(Reason.Kind kind) {
		return this.reasons.stream().anyMatch((reason) -> reason.kind() == kind && reason.weight() < -300);
	}

	int weightOf(Reason.Kind kind) {
		return this.reasons.stream().filter((reason) -> reason.kind() == kind).mapToInt(Reason::weight).max().orElse(0);
	}

}

package app.accord.dunning;

import java.time.Instant;
import java.time.LocalDate;

import app.accord.customer.AccountNumber;
import org.joda.money.Money;

/**
 * What a day's run made of an account for which something was due.
 *
 * @param account the account
 * @param on the day
 * @param outcome what became of it
 * @param action what was due; null where the account was cleared
 * @param reason why it was held or left out; else null
 * @param asked what it might have been asked for
 * @param asOf the ledger entry that included last
 * @param at when, UTC
 * @param sent what became of the notice since then; null if none was decided
 */
public record Check(AccountNumber account, LocalDate on, Outcome outcome, StepAction action, String reason, Money asked,
		long asOf, Instant at, NoticeState sent) {

	/** What became of an account in a run. */
	public enum Outcome {

		/** A notice was decided. */
		DECIDED("Notice decided"),

		/** Something stands against it; it is looked at again tomorrow. */
		HELD("Held back"),

		/** A person is to agree first. */
		TO_APPROVE("To be approved"),

		/** This customer is spared the step. */
		SKIPPED("Left out"),

		/** Nothing is to be chased any more. */
		CLEARED("Back to the start");

		private final String label;

		Outcome(String label) {
			this.label = label;
		}

		/** What people call it. */
		public String label() {
			return this.label;
		}

	}

}

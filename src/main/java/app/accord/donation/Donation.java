package app.accord.donation;

import java.time.Instant;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;

import org.joda.money.Money;

/**
 * What was given with a bill to one non-profit.
 *
 * @param account the account
 * @param seq its ledger entry
 * @param bill the bill it was given with
 * @param nonProfit whose, by code
 * @param name the non-profit's name today
 * @param amount above zero
 * @param at when the bill was issued, UTC
 * @param state where it stands
 */
public record Donation(AccountNumber account, long seq, InvoiceNumber bill, String nonProfit, String name, Money amount,
		Instant at, State state) {

	/** Where a donation stands. */
	public enum State {

		/** Its bill is not paid yet. */
		BILL_OPEN("counts when the bill is paid"),

		/** Its bill is paid: it is owed to the non-profit. */
		GIVEN("given"),

		/** It was paid out to the non-profit. */
		PAID_OUT("given, and passed on"),

		/**
		 * It was taken back: the bill was credited or given up, or the entry reversed.
		 */
		TAKEN_BACK("taken back");

		private final String label;

		State(String label) {
			this.label = label;
		}

		/** What people read. */
		public String label() {
			return this.label;
		}

	}

}

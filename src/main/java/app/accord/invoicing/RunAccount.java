package app.accord.invoicing;

import java.time.Instant;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;

import org.joda.money.Money;

/**
 * What a run did for an account.
 *
 * @param account the account
 * @param customerName whose it is
 * @param state where it stands
 * @param total as previewed
 * @param last what the bill before came to; null: there was none
 * @param billed as issued; null if it isn't
 * @param bill the bill; null if there is none
 * @param rule which rule held it, or null
 * @param reason why it was held, skipped or failed, in a sentence; or null
 * @param decidedBy who released or left it out, or null
 * @param decidedAt when, UTC, or null
 */
public record RunAccount(AccountNumber account, String customerName, State state, Money total, Money last, Money billed,
		InvoiceNumber bill, HoldRules.Rule rule, String reason, String decidedBy, Instant decidedAt) {

	/** The difference to the bill before; null if there was none. */
	public Money difference() {
		return (this.last != null) ? this.total.minus(this.last) : null;
	}

	/** Where an account stands in a run. */
	public enum State {

		/** Its bill is computed. */
		PREVIEWED,

		/** There is nothing to bill so far. */
		EMPTY,

		/** Waits for a person. */
		HELD,

		/** A person let it through. */
		RELEASED,

		/** Its bill is made. */
		BILLED,

		/** There was nothing to bill, or a person left it out. */
		SKIPPED,

		/** Its bill could not be made. */
		FAILED

	}

}

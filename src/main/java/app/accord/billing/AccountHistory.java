package app.accord.billing;

import java.time.Instant;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;

/**
 * What happened on an account in another system, oldest first, to be posted with the
 * dates it had there.
 *
 * @param account an existing account
 * @param events oldest first
 */
public record AccountHistory(AccountNumber account, List<Event> events) {

	/** Something that happened. */
	public sealed interface Event permits Billed, Moved {

		/** When, UTC. */
		Instant at();

		/** Who, from which channel. */
		Actor actor();

	}

	/**
	 * A bill was issued.
	 *
	 * @param invoiceNo its number, drawn by the caller from the customer's series
	 * {@code INVOICE}
	 * @param invoice the bill
	 */
	public record Billed(Instant at, Actor actor, int invoiceNo, NewInvoice invoice) implements Event {
	}

	/**
	 * Money was moved: a payment, a correction, a charge.
	 *
	 * @param movement what
	 * @param summary the timeline's line, or null for none
	 */
	public record Moved(Instant at, Actor actor, Movement movement, String summary) implements Event {
	}

}

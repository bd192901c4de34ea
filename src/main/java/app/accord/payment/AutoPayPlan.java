package app.accord.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;

/**
 * What is going to be charged for a bill by itself, and what became of it.
 *
 * @param bill the bill it was planned for; what else is due by then is charged along
 * @param account whose
 * @param state where it stands
 * @param dueOn the bill's due date
 * @param firstOn the day of the first try
 * @param nextOn the day of the next try, while it is planned
 * @param tries how many times the bank said no
 * @param begun how many times the gateway was asked
 * @param attemptNo the customer's attempt made last, or null
 * @param cardId the card tried last, or null
 * @param code why the last try failed, or null
 * @param receipt the receipt, once it is paid by it; else null
 * @param stateSince since when it stands there, UTC
 * @param version counts its changes
 */
public record AutoPayPlan(InvoiceNumber bill, AccountNumber account, State state, LocalDate dueOn, LocalDate firstOn,
		LocalDate nextOn, int tries, int begun, Integer attemptNo, UUID cardId, DeclineCode code, ReceiptNumber receipt,
		Instant stateSince, int version) {

	/** Whether money may be taken by it still. */
	public boolean running() {
		return this.state == State.PLANNED || underWay();
	}

	/** Whether the gateway is being asked. */
	public boolean underWay() {
		return this.state == State.CHARGING || this.state == State.CHECKING;
	}

	/** The key of its latest try: the same try is one attempt. */
	String key() {
		return "autopay-" + this.bill + "-" + this.begun;
	}

	/** Where a plan stands. */
	public enum State {

		/** The card is charged on its day. */
		PLANNED("planned"),

		/** The card is being charged. */
		CHARGING("being charged"),

		/** The bank has not said yet whether it was charged; it is asked again. */
		CHECKING("being checked with the bank"),

		/** Charged. */
		PAID("paid"),

		/** Nothing was open on its day. */
		NOT_NEEDED("nothing was open"),

		/** Not charged, and not tried again by itself. */
		FAILED("not charged"),

		/** Auto-pay was switched off. */
		STOPPED("switched off");

		/** The one table of moves. */
		static final Map<State, Set<State>> MOVES = Map.of(PLANNED, EnumSet.of(CHARGING, NOT_NEEDED, FAILED, STOPPED),
				CHARGING, EnumSet.of(PAID, PLANNED, CHECKING, FAILED), CHECKING, EnumSet.of(PAID, PLANNED, FAILED),
				FAILED, EnumSet.of(PLANNED), STOPPED, EnumSet.of(PLANNED), PAID, EnumSet.noneOf(State.class),
				NOT_NEEDED, EnumSet.noneOf(State.class));

		private final String label;

		State(String label) {
			this.label = label;
		}

		/** What employees read. */
		public String label() {
			return this.label;
		}

		boolean mayBecome(State next) {
			return MOVES.get(this).contains(next);
		}

	}

}

package app.accord.payment;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;

import org.joda.money.Money;

/**
 * An attempt to pay through the gateway.
 *
 * @param attemptId its id, which the gateway knows as well
 * @param account the account to be paid
 * @param amount how much
 * @param state where it stands
 * @param methodLabel what it was paid with, as people read it
 * @param declineReason why not, in the customer's words, if declined
 * @param createdAt since when, UTC
 * @param receipt the receipt, once it succeeded; otherwise null
 */
public record PaymentAttempt(UUID attemptId, AccountNumber account, Money amount, State state, String methodLabel,
		String declineReason, Instant createdAt, ReceiptNumber receipt) {

	/** Whether its outcome is not known yet: nobody should pay again meanwhile. */
	public boolean open() {
		return this.state == State.CREATED || this.state == State.SENT || this.state == State.UNKNOWN;
	}

	/** Where an attempt stands. */
	public enum State {

		/** Noted; the gateway has not been asked. */
		CREATED,

		/** The gateway is being asked. */
		SENT,

		/** Charged, once. */
		SUCCEEDED,

		/** Not charged. */
		DECLINED,

		/** The customer must confirm it with the bank. */
		REQUIRES_ACTION,

		/** The gateway did not answer clearly; it is asked again. */
		UNKNOWN;

		/** The one table of moves. */
		static final Map<State, Set<State>> MOVES = Map.of(CREATED, EnumSet.of(SENT, DECLINED), SENT,
				EnumSet.of(SUCCEEDED, DECLINED, REQUIRES_ACTION, UNKNOWN), REQUIRES_ACTION,
				EnumSet.of(SUCCEEDED, DECLINED, UNKNOWN), UNKNOWN, EnumSet.of(SUCCEEDED, DECLINED), SUCCEEDED,
				EnumSet.noneOf(State.class), DECLINED, EnumSet.noneOf(State.class));

		boolean mayBecome(State next) {
			return MOVES.get(this).contains(next);
		}

	}

}

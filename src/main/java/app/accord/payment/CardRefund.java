package app.accord.payment;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;

import org.joda.money.Money;

/**
 * Money that goes back to the card it came from. It stands in the ledger from the moment
 * it is decided; if the gateway refuses it, its entry is reversed.
 *
 * @param refundId its id, which the gateway knows as well
 * @param capture the gateway's reference of the capture that is paid back
 * @param account the account
 * @param amount how much
 * @param state where it stands
 * @param origin who wanted it
 * @param reason why
 * @param gatewayReference the gateway's reference, once known
 * @param entrySeq the ledger entry
 * @param failure why the gateway refused it, or null
 * @param actor who decided it
 * @param createdAt when, UTC
 * @param stateSince since when it stands there, UTC
 * @param asks how many times the gateway was asked what became of it
 * @param nextAskAt when it is asked again, UTC; or null
 * @param forPersonSince since when a person is to find out, UTC; or null
 */
public record CardRefund(UUID refundId, String capture, AccountNumber account, Money amount, State state, Origin origin,
		String reason, String gatewayReference, long entrySeq, String failure, Actor actor, Instant createdAt,
		Instant stateSince, int asks, Instant nextAskAt, Instant forPersonSince) {

	/** Whether it is not known yet that the money goes back. */
	public boolean open() {
		return this.state == State.CREATED || this.state == State.SENT || this.state == State.UNKNOWN;
	}

	/** Who wanted a refund. */
	public enum Origin {

		/** An employee decided it. */
		ASKED_FOR,

		/** The program, for a capture that should not have been. */
		SURPLUS,

		/** Somebody at the gateway's own dashboard. */
		AT_GATEWAY

	}

	/** Where a refund stands. */
	public enum State {

		/** Decided and posted; the gateway has not been asked. */
		CREATED,

		/** The gateway is being asked. */
		SENT,

		/** The gateway did not answer clearly; it is asked again. */
		UNKNOWN,

		/** The money goes to the card. */
		SUCCEEDED,

		/** The gateway refused; the entry is reversed. */
		FAILED;

		/** The one table of moves. */
		static final Map<State, Set<State>> MOVES = Map.of(CREATED, EnumSet.of(SENT), SENT,
				EnumSet.of(SUCCEEDED, FAILED, UNKNOWN), UNKNOWN, EnumSet.of(SENT, SUCCEEDED, FAILED), SUCCEEDED,
				EnumSet.of(FAILED), FAILED, EnumSet.noneOf(State.class));

		boolean mayBecome(State next) {
			return MOVES.get(this).contains(next);
		}

	}

}

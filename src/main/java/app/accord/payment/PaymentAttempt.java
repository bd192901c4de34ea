package app.accord.payment;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.ReceiptNumber;

import org.joda.money.Money;

/**
 * An attempt to pay through the gateway.
 *
 * @param attemptId its id, which the gateway knows as well
 * @param number its number, which can be said on the telephone
 * @param account the account to be paid
 * @param amount how much
 * @param state where it stands
 * @param way how it is made
 * @param gateway at which gateway
 * @param methodLabel what it was paid with, as people read it
 * @param gatewayReference the capture's reference once it succeeded; else null
 * @param pageReference the gateway's reference of its page, or null
 * @param pageUrl where the customer pays, or null
 * @param expiresAt until when the customer may act, UTC; or null
 * @param saveCard whether the card is to be kept for later
 * @param card what is known of the card, or null
 * @param declineCode why not, if declined
 * @param starter who began it, from which channel
 * @param createdAt since when, UTC
 * @param stateSince since when it stands there, UTC
 * @param sentAt when the gateway was asked first, UTC; or null
 * @param asks how many times the program has asked by itself what became of it
 * @param nextAskAt when it asks again, UTC; null: not by itself
 * @param forPersonSince since when a person is to find out, UTC; or null
 * @param resolvedBy who settled it by hand, or null
 * @param receipt the receipt, once it succeeded; else null
 * @param version counts its changes
 * @param terminal the gateway's id of the card terminal, or null
 */
public record PaymentAttempt(UUID attemptId, AttemptNumber number, AccountNumber account, Money amount, State state,
		Way way, String gateway, String methodLabel, String gatewayReference, String pageReference, String pageUrl,
		Instant expiresAt, boolean saveCard, CardOnFile card, DeclineCode declineCode, Actor starter, Instant createdAt,
		Instant stateSince, Instant sentAt, int asks, Instant nextAskAt, Instant forPersonSince, String resolvedBy,
		ReceiptNumber receipt, int version, String terminal) {

	/** Whether it may turn out either way without anybody doing anything. */
	public boolean open() {
		return this.state == State.CREATED || this.state == State.SENT || this.state == State.UNKNOWN;
	}

	/** Whether it is the customer's turn. */
	public boolean waiting() {
		return this.state == State.REQUIRES_ACTION;
	}

	/** Whether its verdict is known for good. */
	public boolean settled() {
		return this.state == State.SUCCEEDED || this.state == State.DECLINED;
	}

	/** How an attempt is made. */
	public enum Way {

		/** The customer pays on the gateway's page. */
		HOSTED_PAGE,

		/** A card that is kept at the gateway is charged. */
		SAVED_CARD,

		/** At a card terminal. */
		TERMINAL,

		/** The gateway had captured it and we knew nothing of it. */
		FOUND

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

		/** The customer is to pay on the gateway's page, or to confirm with the bank. */
		REQUIRES_ACTION,

		/** The gateway did not answer clearly; it is asked again. */
		UNKNOWN;

		/** The one table of moves. */
		static final Map<State, Set<State>> MOVES = Map.of(CREATED, EnumSet.of(SENT, DECLINED), SENT,
				EnumSet.of(SUCCEEDED, DECLINED, REQUIRES_ACTION, UNKNOWN), REQUIRES_ACTION,
				EnumSet.of(SUCCEEDED, DECLINED, UNKNOWN), UNKNOWN, EnumSet.of(SUCCEEDED, DECLINED, REQUIRES_ACTION),
				SUCCEEDED, EnumSet.noneOf(State.class), DECLINED, EnumSet.noneOf(State.class));

		/** Where it can go from here. */
		public Set<State> moves() {
			return Set.copyOf(MOVES.get(this));
		}

		boolean mayBecome(State next) {
			return MOVES.get(this).contains(next);
		}

	}

}

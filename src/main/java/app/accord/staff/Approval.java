package app.accord.staff;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;

import org.joda.money.Money;

/**
 * A request that goes beyond somebody's limit, and what became of it.
 *
 * @param customerId whom it concerns; 0: no customer
 * @param no its number
 * @param accountNo the customer's account it concerns, or null
 * @param action what is to be done
 * @param kind which {@link ApprovedAction} carries it out
 * @param amount for how much
 * @param summary one line: {@code Credit of $80.00}
 * @param reason why, as the requester gave it
 * @param details what carrying it out needs
 * @param state where it stands
 * @param requester who asked, from which channel
 * @param requestedAt when, UTC
 * @param deciderName who decided it, or null
 * @param decidedBy the decider's user name, or null
 * @param decidedAt when, UTC, or null
 * @param decisionReason what the decider, or the program, said about it, or null
 */
public record Approval(long customerId, long no, Integer accountNo, Permission action, String kind, Money amount,
		String summary, String reason, Map<String, String> details, State state, Actor requester, Instant requestedAt,
		String decidedBy, String deciderName, Instant decidedAt, String decisionReason) {

	/** The number that people say: {@code AP-10428-17}. */
	public String number() {
		return "AP-" + this.customerId + "-" + this.no;
	}

	/** What the requester is told when it was asked for. */
	public String asked() {
		return "Asked for approval as " + number() + ". It is done as soon as somebody approves it.";
	}

	/** A key under which carrying it out is a write that happens once. */
	public String key() {
		return "approval-" + this.no;
	}

	/** Whether somebody still has to decide it. */
	public boolean pending() {
		return this.state == State.PENDING;
	}

	/** Where a request stands. */
	public enum State {

		/** Somebody has to decide it. */
		PENDING("waiting"),

		/** Approved, and done. */
		CARRIED_OUT("approved and done"),

		/** Refused by the second person. */
		REFUSED("refused"),

		/** Approved, but it could not be done any more; the reason says why. */
		LAPSED("no longer possible"),

		/** Taken back by the requester. */
		WITHDRAWN("taken back");

		/** The one table of moves. */
		static final Map<State, Set<State>> MOVES = Map.of(PENDING, EnumSet.of(CARRIED_OUT, REFUSED, LAPSED, WITHDRAWN),
				CARRIED_OUT, EnumSet.noneOf(State.class), REFUSED, EnumSet.noneOf(State.class), LAPSED,
				EnumSet.noneOf(State.class), WITHDRAWN, EnumSet.noneOf(State.class));

		private final String label;

		State(String label) {
			this.label = label;
		}

		/** What people read. */
		public String label() {
			return this.label;
		}

		boolean mayBecome(State next) {
			return MOVES.get(this).contains(next);
		}

	}

}

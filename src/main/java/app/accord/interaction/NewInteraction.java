package app.accord.interaction;

import java.time.Instant;
import java.util.Objects;

import app.accord.actor.Actor;

/**
 * What is to be written into a customer's timeline.
 *
 * @param customerId whose
 * @param at when it happened, UTC
 * @param kind what it is about
 * @param direction which way a contact went
 * @param actor who, from which channel
 * @param summary one line, in plain words; the customer sees it unless {@code internal}
 * @param body more text, or null
 * @param reason why, or null
 * @param internal seen by staff only
 * @param accountNo the billing account it concerns, or null
 * @param entrySeq the ledger entry it is about, or null
 * @param statedMinor an amount that the customer was told by it, in minor units of the
 * account's currency, or null
 * @param statedAsOf the ledger position at which that amount was read, or null
 * @param speaker who was speaking, where it was not the customer; or null
 */
public record NewInteraction(long customerId, Instant at, InteractionKind kind, Direction direction, Actor actor,
		String summary, String body, String reason, boolean internal, Integer accountNo, Long entrySeq,
		Long statedMinor, Long statedAsOf, String speaker) {

	public NewInteraction {
		Objects.requireNonNull(at, "An interaction happened at an instant.");
		Objects.requireNonNull(kind, "An interaction has a kind.");
		Objects.requireNonNull(direction, "An interaction has a direction.");
		Objects.requireNonNull(actor, "An interaction has an actor.");
		Objects.requireNonNull(summary, "An interaction has a summary.");
	}

	/** A change that the customer could notice; no contact. */
	public static NewInteraction change(long customerId, Instant at, InteractionKind kind, Actor actor,
			String summary) {
		return new NewInteraction(customerId, at, kind, Direction.NONE, actor, summary, null, null, false, null, null,
				null, null, null);
	}

	/** A contact in that direction. */
	public static NewInteraction contact(long customerId, Instant at, InteractionKind kind, Direction direction,
			Actor actor, String summary, String body) {
		return new NewInteraction(customerId, at, kind, direction, actor, summary, body, null, false, null, null, null,
				null, null);
	}

	/** The same, with the reason for it. */
	public NewInteraction because(String why) {
		return new NewInteraction(this.customerId, this.at, this.kind, this.direction, this.actor, this.summary,
				this.body, why, this.internal, this.accountNo, this.entrySeq, this.statedMinor, this.statedAsOf,
				this.speaker);
	}

	/** The same, with more text. */
	public NewInteraction saying(String text) {
		return new NewInteraction(this.customerId, this.at, this.kind, this.direction, this.actor, this.summary, text,
				this.reason, this.internal, this.accountNo, this.entrySeq, this.statedMinor, this.statedAsOf,
				this.speaker);
	}

	/** The same, with who was speaking for the customer; null: the customer. */
	public NewInteraction spokenBy(String who) {
		return new NewInteraction(this.customerId, this.at, this.kind, this.direction, this.actor, this.summary,
				this.body, this.reason, this.internal, this.accountNo, this.entrySeq, this.statedMinor, this.statedAsOf,
				who);
	}

	/** The same, for staff only. */
	public NewInteraction forStaffOnly() {
		return new NewInteraction(this.customerId, this.at, this.kind, this.direction, this.actor, this.summary,
				this.body, this.reason, true, this.accountNo, this.entrySeq, this.statedMinor, this.statedAsOf,
				this.speaker);
	}

	/** The same, about an entry of a billing account. */
	public NewInteraction aboutEntry(int account, long seq) {
		return new NewInteraction(this.customerId, this.at, this.kind, this.direction, this.actor, this.summary,
				this.body, this.reason, this.internal, account, seq, this.statedMinor, this.statedAsOf, this.speaker);
	}

	/**
	 * The same, having told the customer an amount of a billing account as of a ledger
	 * position.
	 */
	public NewInteraction stating(int account, long amountMinor, long asOf) {
		return new NewInteraction(this.customerId, this.at, this.kind, this.direction, this.actor, this.summary,
				this.body, this.reason, this.internal, account, this.entrySeq, amountMinor, asOf, this.speaker);
	}

}

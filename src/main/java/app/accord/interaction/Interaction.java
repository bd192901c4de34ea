package app.accord.interaction;

import java.time.Instant;

import app.accord.actor.Actor;

/**
 * An entry of a customer's timeline, as every channel shows it.
 *
 * @param customerId whose
 * @param interactionId its id among the customer's; later entries may have smaller ones
 * @param at when it happened, UTC
 * @param kind what it is about
 * @param direction which way a contact went
 * @param actor who, from which channel
 * @param summary one line
 * @param body more text, or null
 * @param reason why, or null
 * @param internal seen by staff only
 * @param accountNo the billing account it concerns, or null
 * @param entrySeq the ledger entry it is about, or null
 * @param statedMinor an amount the customer was told, minor units, or null
 * @param statedAsOf the ledger position of that amount, or null
 * @param speaker who was speaking, where it was not the customer: “Ana Ruiz (daughter)”;
 * or null
 */
public record Interaction(long customerId, long interactionId, Instant at, InteractionKind kind, Direction direction,
		Actor actor, String summary, String body, String reason, boolean internal, Integer accountNo, Long entrySeq,
		Long statedMinor, Long statedAsOf, String speaker) {
}

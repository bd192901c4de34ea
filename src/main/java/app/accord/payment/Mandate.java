package app.accord.payment;

import java.time.Instant;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;

/**
 * Whether an account's bills are paid by card by themselves, as from some instant. It
 * belongs to the account: a new plan, a move or a new card doesn't end it.
 *
 * @param account whose bills
 * @param no counts an account's mandates from 1; the highest holds
 * @param active whether auto-pay is on
 * @param cardId the card that the customer chose; null: whichever is the default
 * @param consent what the customer agreed to or asked for, and how
 * @param setAt since when, UTC
 * @param setBy who set it
 */
public record Mandate(AccountNumber account, int no, boolean active, UUID cardId, String consent, Instant setAt,
		Actor setBy) {
}

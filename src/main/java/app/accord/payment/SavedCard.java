package app.accord.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A card that a customer has left with the gateway to be used again.
 *
 * @param customerId whose
 * @param id its id among the customer's cards
 * @param card the gateway's token and what may be shown
 * @param preferred whether it is the customer's default
 * @param savedAt since when, UTC
 * @param savedBy who was there when it was saved
 * @param refused why the bank will never take it again, or null
 */
public record SavedCard(long customerId, UUID id, CardOnFile card, boolean preferred, Instant savedAt, String savedBy,
		DeclineCode refused) {

	/** What people read: {@code Visa •••• 4242}. */
	public String label() {
		return this.card.label();
	}

	/** Whether its date is past on that day. */
	public boolean expiredOn(LocalDate day) {
		return this.card.expires() != null && this.card.expires().isBefore(day);
	}

	/** Whether it can be charged on that day, as far as is known. */
	public boolean usableOn(LocalDate day) {
		return this.refused == null && !expiredOn(day);
	}

}

package app.accord.payment;

import java.util.Optional;
import java.util.UUID;

import org.joda.money.Money;

/**
 * The card gateway. It charges a card that is known to it by a token; card numbers never
 * reach this program. No database transaction is open during a call.
 */
interface Gateway {

	/**
	 * Charges a card, at most once for an attempt, however often it is asked to.
	 * @param attemptId our attempt: the gateway's idempotency key
	 * @param amount above zero
	 * @param token the gateway's token for the card
	 * @throws GatewayUnclear if it can't be told whether the card was charged
	 */
	Outcome charge(UUID attemptId, Money amount, String token);

	/**
	 * What became of an attempt; empty if the gateway has never heard of it, so that
	 * nothing was charged.
	 */
	Optional<Outcome> ask(UUID attemptId);

	/** What the gateway says of an attempt. */
	sealed interface Outcome permits Charged, Declined {

	}

	/**
	 * The card was charged.
	 *
	 * @param reference the gateway's own reference
	 */
	record Charged(String reference) implements Outcome {
	}

	/**
	 * The card was not charged.
	 *
	 * @param reason in the customer's words
	 */
	record Declined(String reason) implements Outcome {
	}

	/**
	 * It can't be told whether the card was charged: a time-out, a lost connection, an
	 * answer that makes no sense.
	 */
	class GatewayUnclear extends RuntimeException {

		private static final long serialVersionUID = 1L;

		GatewayUnclear(String message) {
			super(message);
		}

	}

}

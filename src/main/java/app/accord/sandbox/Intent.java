package app.accord.sandbox;

import java.time.Instant;
import java.util.UUID;

import org.joda.money.Money;

/**
 * What somebody wants to be paid.
 *
 * @param id its user's id
 * @param reference our own
 * @param kind on a page, by a kept card, at a terminal, or a card to be kept without
 * payment
 * @param state where it stands
 * @param amount how much; zero for a card to be kept
 * @param description one line, or null
 * @param account what its user calls the account, or null
 * @param customer what its user calls the customer, or null
 * @param returnUrl where a page leads back to, or null
 * @param saveCard whether the card is to be kept
 * @param pageKey names its page, or null
 * @param expiresAt when the page closes, UTC; or null
 * @param declineCode why it was declined last, or null
 * @param cardTail the card's last four digits, or null
 * @param cardToken by what the card is kept, or null
 * @param muteAsks how many more questions go unanswered
 * @param contentHash what was asked for
 * @param terminal at which terminal, or null
 */
record Intent(UUID id, String reference, Kind kind, State state, Money amount, String description, String account,
		String customer, String returnUrl, boolean saveCard, String pageKey, Instant expiresAt, String declineCode,
		String cardTail, String cardToken, int muteAsks, String contentHash, String terminal) {

	enum Kind {

		PAGE, CHARGE, SAVING, TERMINAL

	}

	enum State {

		/** The page is open. */
		OPEN,

		/** The bank asks the customer to confirm. */
		CHALLENGE,

		SUCCEEDED, DECLINED, CANCELED, EXPIRED;

		boolean settled() {
			return this != OPEN && this != CHALLENGE;
		}

	}

	/** What is wanted, before there is an intent. */
	record Wanted(UUID id, Kind kind, Money amount, String description, String account, String customer,
			String returnUrl, boolean saveCard, Instant expiresAt, String card, String terminal) {

		String content() {
			return this.kind + " " + this.amount + " " + this.account + " " + this.card + " " + this.saveCard
					+ ((this.terminal != null) ? " " + this.terminal : "");
		}

	}

}

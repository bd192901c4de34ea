package app.accord.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.joda.money.Money;

/**
 * The card gateway. Card numbers never reach this program: the customer types them on the
 * gateway's own page, and this program charges what is kept there by a token. Every call
 * is made with no database transaction open, connects within 3 s and is given up after 25
 * s.
 * <p>
 * An attempt is known to the gateway by our id. Whatever is asked for twice with one id
 * is done once. What can't be told is {@link GatewayUnclear}: then the attempt is asked
 * about, never made again.
 */
interface Gateway {

	/** Its name in our books: {@code sandbox}, {@code stripe}. */
	String name();

	/** The origin of its payment pages, which our forms may lead to; or null. */
	String pageOrigin();

	/**
	 * Opens a payment page for a customer.
	 * @throws GatewayUnclear if it can't be told whether the page was opened
	 * @throws GatewayRefused if it surely was not
	 */
	Waiting openPage(Checkout checkout);

	/**
	 * Charges a card that is kept at the gateway, without the customer.
	 * @throws GatewayUnclear if it can't be told whether the card was charged
	 * @throws GatewayRefused if it surely was not
	 */
	Outcome charge(OffSession charge);

	/**
	 * The card terminals that stand in the company's shops.
	 * @throws GatewayUnclear if it doesn't say
	 */
	List<CardTerminal> terminals();

	/**
	 * Has a terminal ask for a card.
	 * @throws GatewayUnclear if it can't be told whether it does
	 * @throws GatewayRefused if it surely does not
	 */
	Outcome present(AtTerminal order);

	/**
	 * What became of an attempt; empty if the gateway has never heard of it.
	 * @throws GatewayUnclear if it doesn't say
	 */
	Optional<Outcome> ask(PaymentAttempt attempt);

	/**
	 * Calls an attempt off if that can still be done.
	 * @return how it stands afterwards; empty if the gateway has never heard of it
	 * @throws GatewayUnclear if it doesn't say
	 */
	Optional<Outcome> callOff(PaymentAttempt attempt);

	/**
	 * Opens a page on which a customer leaves a card without paying.
	 * @throws GatewayUnclear if it can't be told whether the page was opened
	 * @throws GatewayRefused if it surely was not
	 */
	Waiting openSaving(Saving saving);

	/**
	 * The card that was left on such a page; empty: none yet.
	 * @param pageReference of {@link Waiting}
	 * @throws GatewayUnclear if it doesn't say
	 */
	Optional<CardOnFile> saved(UUID savingId, String pageReference);

	/**
	 * Forgets a card and who left it; one that is forgotten already, or was never known,
	 * is no mistake. What was paid with it stays.
	 * @param token the card's
	 * @throws GatewayUnclear if it can't be told whether it is forgotten
	 * @throws GatewayRefused if it surely is not
	 */
	void forget(String token);

	/**
	 * Pays a captured amount back, wholly or in part.
	 * @throws GatewayUnclear if it can't be told whether it was paid back
	 * @throws GatewayRefused if it surely was not
	 */
	PaidBack refund(Refund refund);

	/**
	 * What became of a refund; empty if the gateway has never heard of it.
	 * @throws GatewayUnclear if it doesn't say
	 */
	Optional<PaidBack> askRefund(Refund refund);

	/**
	 * What the gateway's books have since then, oldest first.
	 * @throws GatewayUnclear if it doesn't say
	 */
	List<BookLine> booksSince(Instant since);

	/**
	 * One object of the books by its reference: a capture, refund or dispute; empty if
	 * there is none.
	 * @throws GatewayUnclear if it doesn't say
	 */
	Optional<BookLine> bookLine(String reference);

	/**
	 * Reads what came in at our door in the gateway's name.
	 * @param signature the signature's header, or null
	 * @throws ForgedReport if it was not signed by the gateway within the last five
	 * minutes
	 */
	Report read(String body, String signature);

	/** What the gateway says of an attempt. */
	sealed interface Outcome permits Charged, Declined, Waiting {

	}

	/**
	 * The card was charged.
	 *
	 * @param reference the capture's reference
	 * @param amount what was captured
	 * @param at when, UTC
	 * @param card what may be shown of the card; its token is null unless it was to be
	 * kept
	 */
	record Charged(String reference, Money amount, Instant at, CardOnFile card) implements Outcome {
	}

	/**
	 * The card was not charged, and this attempt never will be.
	 *
	 * @param code why
	 * @param card what was tried, or null
	 */
	record Declined(DeclineCode code, CardOnFile card) implements Outcome {
	}

	/**
	 * It is the customer's turn.
	 *
	 * @param pageReference the gateway's reference of the page, or of the payment at a
	 * terminal
	 * @param pageUrl where the customer goes; null at a real terminal
	 * @param until when the page closes, UTC; or null
	 */
	record Waiting(String pageReference, String pageUrl, Instant until) implements Outcome {
	}

	/**
	 * A payment page that is wanted.
	 *
	 * @param attempt our attempt
	 * @param description one line that the customer reads there
	 * @param returnUrl where the customer comes back to
	 * @param email the customer's, to be filled in; or null
	 * @param until when it is to close, UTC
	 */
	record Checkout(PaymentAttempt attempt, String description, String returnUrl, String email, Instant until) {
	}

	/**
	 * A charge without the customer.
	 *
	 * @param attempt our attempt
	 * @param token the card's
	 * @param description one line for the customer's card statement
	 */
	record OffSession(PaymentAttempt attempt, String token, String description) {
	}

	/**
	 * A payment at a terminal that is wanted; {@link PaymentAttempt#terminal} says at
	 * which.
	 *
	 * @param attempt our attempt
	 * @param description one line for the customer's card statement
	 * @param until when the terminal is to stop asking, UTC
	 */
	record AtTerminal(PaymentAttempt attempt, String description, Instant until) {
	}

	/**
	 * A page to leave a card on.
	 *
	 * @param savingId our id: asked for twice, it is one page
	 * @param customer the number of whose card it is
	 * @param currency in which it is going to pay, ISO 4217
	 * @param returnUrl where the customer comes back to
	 * @param until when it is to close, UTC
	 */
	record Saving(UUID savingId, String customer, String currency, String returnUrl, Instant until) {
	}

	/**
	 * A refund that is wanted.
	 *
	 * @param refundId our id: asked for twice, it is paid once
	 * @param capture the reference of what is paid back
	 * @param amount how much of it
	 */
	record Refund(UUID refundId, String capture, Money amount) {
	}

	/**
	 * What the gateway says of a refund.
	 *
	 * @param reference its own reference
	 * @param paid whether the money goes to the customer; false: it doesn't and won't
	 * @param failure why not, or null
	 */
	record PaidBack(String reference, boolean paid, String failure) {
	}

	/** What a line of the gateway's books is. */
	enum LineKind {

		/** A card was charged. */
		CAPTURE,

		/** Money was paid back. */
		REFUND,

		/** The customer's bank took money back, and wants to know what it was for. */
		DISPUTE

	}

	/**
	 * A line of the gateway's books.
	 *
	 * @param kind what it is
	 * @param reference the gateway's
	 * @param ourId our attempt's or refund's id; null: it wasn't us
	 * @param account the account that we named when it was made, or null
	 * @param capture the capture that a refund or dispute is about; else null
	 * @param amount how much
	 * @param at when, UTC
	 * @param state of a refund: PAID or FAILED; of a dispute: OPEN, WON or LOST; else
	 * null
	 * @param why a dispute's reason, or null
	 * @param card what may be shown of a capture's card, or null
	 */
	record BookLine(LineKind kind, String reference, UUID ourId, String account, String capture, Money amount,
			Instant at, String state, String why, CardOnFile card) {
	}

	/**
	 * What a report is about. Never more than that is taken from it: what happened is
	 * asked.
	 *
	 * @param eventId the event's, the same each time it is sent
	 * @param type what the gateway calls it
	 * @param attemptId our attempt, or null
	 * @param subject the reference of a capture, refund or dispute; or null
	 */
	record Report(String eventId, String type, UUID attemptId, String subject) {
	}

	/**
	 * It can't be told what happened: a time-out, a lost connection, an answer that makes
	 * no sense.
	 */
	class GatewayUnclear extends RuntimeException {

		private static final long serialVersionUID = 1L;

		GatewayUnclear(String message) {
			super(message);
		}

		GatewayUnclear(String message, Throwable cause) {
			super(message, cause);
		}

	}

	/** Nothing happened, and nothing will because of this request. */
	class GatewayRefused extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final DeclineCode code;

		GatewayRefused(DeclineCode code, String message) {
			super(message);
			this.code = code;
		}

		DeclineCode code() {
			return this.code;
		}

	}

	/** Something came in that the gateway did not sign, or not lately. */
	class ForgedReport extends RuntimeException {

		private static final long serialVersionUID = 1L;

		ForgedReport(String message) {
			super(message);
		}

	}

}

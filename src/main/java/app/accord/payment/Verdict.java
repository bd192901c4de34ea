package app.accord.payment;

import java.time.Instant;

import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.fact.Fact;

import org.joda.money.Money;

/**
 * What became of the latest payment by card on an account: one fact, the same on every
 * channel. The page buttons that pay obey {@link #mayPay}.
 *
 * @param code what it comes to
 * @param headline the same in a few words: {@code Charged once: $110.27}
 * @param sentence what the customer is told, in the customer's language
 * @param payment the attempt's number; null for {@link Code#NONE}
 * @param account the account
 * @param amount how much; null for {@link Code#NONE}
 * @param method what it was paid with: {@code Visa •••• 4242}; null for {@link Code#NONE}
 * @param since since when it stands so, UTC; null for {@link Code#NONE}
 * @param receipt the receipt, if charged; else null
 * @param why why nothing was charged; else null
 * @param answerBy when we expect to know, UTC, while the bank is being asked; null when a
 * person is finding out
 * @param pageUrl where the customer continues, while it is the customer's turn; else null
 * @param waitsUntil until when that page is open, UTC; else null
 * @param fact the code as a fact: its subject is the attempt, {@code asOf} its version
 * @param mayPay whether somebody may pay now. While the customer's turn lasts that calls
 * the waiting one off first
 */
public record Verdict(Code code, String headline, String sentence, AttemptNumber payment, AccountNumber account,
		Money amount, String method, Instant since, ReceiptNumber receipt, DeclineCode why, Instant answerBy,
		String pageUrl, Instant waitsUntil, Fact fact, boolean mayPay) {

	/** Whether it can still change by itself. */
	public boolean open() {
		return this.code == Code.ASKING || this.code == Code.WAITING_FOR_CUSTOMER;
	}

	/** Whether there is anything to be said. */
	public boolean any() {
		return this.code != Code.NONE;
	}

	/** What a payment comes to. */
	public enum Code {

		/** Nothing was tried lately. */
		NONE,

		/** Charged, once. */
		CHARGED,

		/** Not charged, and it won't be. */
		NOT_CHARGED,

		/** The bank has not told; nobody should pay meanwhile. */
		ASKING,

		/** The customer is to pay on a page or to confirm with the bank. */
		WAITING_FOR_CUSTOMER

	}

}

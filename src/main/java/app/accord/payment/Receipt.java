package app.accord.payment;

import java.time.Instant;
import java.util.List;

import app.accord.billing.Position;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.fact.Fact;

/**
 * The answer to a payment: given again, word for word, to a repeat of the same request.
 *
 * @param receipt the receipt's number
 * @param account the account it was posted to
 * @param amount what was received, plain decimal
 * @param currency ISO 4217
 * @param method how
 * @param reference the payer's or terminal's reference, or null
 * @param receivedAt when, UTC
 * @param seq the ledger entry
 * @param position the facts of the account's position right after it
 * @param due what that position consists of, by due date
 */
public record Receipt(String receipt, String account, String amount, String currency, PaymentMethod method,
		String reference, Instant receivedAt, long seq, List<Fact> position, List<Position.DueStated> due) {

	/** The receipt's number. */
	public ReceiptNumber number() {
		return ReceiptNumber.parse(this.receipt);
	}

	/** The account's number. */
	public AccountNumber accountNumber() {
		return AccountNumber.parse(this.account);
	}

}

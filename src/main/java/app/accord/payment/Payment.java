package app.accord.payment;

import java.time.Instant;

import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;

import org.joda.money.Money;

/**
 * A payment received.
 *
 * @param receipt its receipt's number
 * @param account the account it was posted to
 * @param amount how much, above zero
 * @param currency ISO 4217
 * @param method how
 * @param reference the payer's or terminal's reference, or null
 * @param receivedAt when, UTC
 * @param entrySeq the ledger entry
 * @param actorName who took it
 * @param channel where
 * @param reversed whether the entry was reversed later: the money bounced or was posted
 * by mistake
 */
public record Payment(ReceiptNumber receipt, AccountNumber account, Money amount, String currency, PaymentMethod method,
		String reference, Instant receivedAt, long entrySeq, String actorName, Channel channel, boolean reversed) {
}

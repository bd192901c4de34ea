package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;

import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;

import org.joda.money.Money;

/**
 * An entry of a billing account's ledger.
 *
 * @param account whose
 * @param seq 1, 2, 3 … without gaps
 * @param postingSeq the last entry posted together with this one; balances between them
 * were never seen by anybody
 * @param kind what it is
 * @param debit the ledger account that received the amount
 * @param credit the ledger account that gave it
 * @param amount what it did to the balance, with its sign: above zero the customer owes
 * more
 * @param balanceAfter the balance after it: the sum of all amounts up to here
 * @param at when it was posted, UTC
 * @param dueOn when the customer is to pay it; null for what lowers the balance
 * @param description one line that the customer reads
 * @param reference the other side's reference, or null
 * @param invoiceNo the customer's invoice it belongs to, or null
 * @param reversesSeq the entry that it undoes, or null
 * @param actorKind what kind of actor posted it
 * @param actorName who posted it
 * @param channel from where
 * @param reason why, or null
 */
public record LedgerEntry(AccountNumber account, long seq, long postingSeq, EntryKind kind, LedgerAccount debit,
		LedgerAccount credit, Money amount, Money balanceAfter, Instant at, LocalDate dueOn, String description,
		String reference, Integer invoiceNo, Long reversesSeq, ActorKind actorKind, String actorName, Channel channel,
		String reason) {

	/**
	 * Whether it is the last one of its posting, so that the balance after it could be
	 * seen.
	 */
	public boolean closesPosting() {
		return this.seq == this.postingSeq;
	}

}

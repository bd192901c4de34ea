package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;

import org.joda.money.Money;

/**
 * What an amount has to do with an account: when it was the balance, an amount due or a
 * bill's total, who was told it, and each step from it to today's balance.
 *
 * @param account the account
 * @param amount the amount asked about
 * @param currency its currency, ISO 4217
 * @param found whether it ever was what somebody may have said it was
 * @param sentence the answer in one sentence
 * @param occurrences when it was what, the most telling first; empty if never
 * @param more how many further occurrences there are
 * @param steps from the amount to today's balance, adding up; empty if never
 * @param balance today's balance
 * @param asOf the ledger entry that the balance includes last
 * @param at the instant it was read at, UTC
 * @param nearest where it was nearly so, nearest first; empty if it was
 */
public record Explanation(AccountNumber account, Money amount, String currency, boolean found, String sentence,
		List<Occurrence> occurrences, int more, List<Step> steps, Money balance, long asOf, Instant at,
		List<Nearest> nearest) {

	/** Today's balance as a fact. */
	public Fact balanceFact() {
		return Fact.ofMoney("balance", this.account.toString(), this.asOf, this.at, this.balance);
	}

	/** What an amount was. */
	public enum Kind {

		/** Everything owed. */
		BALANCE,

		/** What was to be paid by a day, when more was owed that was due later. */
		AMOUNT_DUE,

		/** The total of a bill. */
		INVOICE_TOTAL,

		/** Told to the customer, though it was none of these. */
		ONLY_TOLD

	}

	/**
	 * A time at which the amount was something.
	 *
	 * @param kind what it was
	 * @param fromSeq the entry since which it was so
	 * @param toSeq the last entry for which it was so
	 * @param from since when, UTC
	 * @param until until when, UTC; null: it still is, or for ever (a bill's total)
	 * @param subject the bill's number or null
	 * @param dueOn the day it was due, or null
	 * @param told who told the customer this amount then
	 */
	public record Occurrence(Kind kind, long fromSeq, long toSeq, Instant from, Instant until, String subject,
			LocalDate dueOn, List<Told> told) {
	}

	/**
	 * The customer was told an amount.
	 *
	 * @param at when, UTC
	 * @param channel by which channel
	 * @param by by whom
	 * @param summary in which words
	 * @param asOf the ledger position it stated
	 */
	public record Told(Instant at, Channel channel, String by, String summary, long asOf) {
	}

	/**
	 * A step on the way from the amount to today's balance.
	 *
	 * @param seq the ledger entry; null for what was owed besides the amount at the start
	 * @param at when, UTC
	 * @param description what happened
	 * @param amount what it changed, with its sign
	 * @param running the sum up to here
	 */
	public record Step(Long seq, Instant at, String description, Money amount, Money running) {
	}

	/**
	 * An amount near to the one asked about.
	 *
	 * @param amount the amount
	 * @param kind what it was
	 * @param seq the entry since which it was so
	 * @param at since when, UTC
	 * @param subject the bill's number or null
	 */
	public record Nearest(Money amount, Kind kind, long seq, Instant at, String subject) {
	}

}

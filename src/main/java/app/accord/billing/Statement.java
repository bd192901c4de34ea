package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.fact.Fact;

import org.joda.money.Money;

/**
 * A statement of account: what was owed before a period, each entry in it, and what is
 * owed after it; all of it from the ledger.
 *
 * @param account the account
 * @param from the period's first day
 * @param to its last day
 * @param opening what was owed before it
 * @param openingSeq the last entry before it; 0 if there was none
 * @param entries the entries of the period, oldest first
 * @param closing what was owed after it
 * @param closingSeq the last entry up to its end; 0 if there is none
 * @param position where the account stands when the statement is made
 */
public record Statement(BillingAccount account, LocalDate from, LocalDate to, Money opening, long openingSeq,
		List<LedgerEntry> entries, Money closing, long closingSeq, Position position) {

	/** What was charged in the period: the sum of what raised the balance. */
	public Money charged() {
		return sum(true);
	}

	/** What was paid or credited in the period, as an amount above zero. */
	public Money received() {
		return sum(false).negated();
	}

	/** When it was made, UTC. */
	public Instant at() {
		return this.position.at();
	}

	/** What is owed at its end as a fact, as of the last entry up to then. */
	public Fact closingFact() {
		return Fact.ofMoney("balance", this.account.number().toString(), this.closingSeq, at(), this.closing);
	}

	/** What was owed before it as a fact, as of the last entry before it. */
	public Fact openingFact() {
		return Fact.ofMoney("balance", this.account.number().toString(), this.openingSeq, at(), this.opening);
	}

	private Money sum(boolean debits) {
		return this.entries.stream()
			.map(LedgerEntry::amount)
			.filter((amount) -> amount.isPositive() == debits)
			.reduce(this.opening.minus(this.opening), Money::plus);
	}

}

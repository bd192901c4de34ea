package app.accord.billing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * Movements that are posted together: all or none, and nobody sees a balance in between.
 *
 * @param movements at least one, in order
 * @param at when, UTC
 * @param actor who, from which channel
 * @param reason why, or null
 */
record Posting(List<Movement> movements, Instant at, Actor actor, String reason) {

	Posting {
		if (movements.isEmpty()) {
			throw new IllegalArgumentException("A posting moves something.");
		}
	}

	/**
	 * The entries that it becomes in that account: numbered on, each with the balance
	 * after it.
	 */
	List<LedgerEntry> entriesIn(LockedAccount account) {
		List<LedgerEntry> entries = new ArrayList<>();
		long seq = account.lastSeq();
		long last = seq + this.movements.size();
		Money balance = account.balance();
		for (Movement movement : this.movements) {
			account.requireCurrency(movement.amount());
			seq++;
			balance = balance.plus(movement.effect());
			entries.add(new LedgerEntry(account.number(), seq, last, movement.kind(), movement.debit(),
					movement.credit(), movement.effect(), balance, this.at, movement.dueOn(), movement.description(),
					movement.reference(), movement.invoiceNo(), movement.reversesSeq(), this.actor.kind(),
					this.actor.name(), this.actor.channel(), this.reason));
		}
		return entries;
	}

	/** The account after those entries. */
	static LockedAccount after(LockedAccount account, List<LedgerEntry> entries) {
		LedgerEntry last = entries.getLast();
		return new LockedAccount(account.number(), account.currency(), Amounts.minor(last.balanceAfter()), last.seq());
	}

}

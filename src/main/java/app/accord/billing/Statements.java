package app.accord.billing;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Statements of account for any period, read from the ledger. */
@Component
public class Statements {

	private final JdbcClient client;

	private final BillingAccounts accounts;

	private final Positions positions;

	private final BusinessCalendar calendar;

	Statements(JdbcClient client, BillingAccounts accounts, Positions positions, BusinessCalendar calendar) {
		this.client = client;
		this.accounts = accounts;
		this.positions = positions;
		this.calendar = calendar;
	}

	/**
	 * The statement of an account.
	 * @param from first day, by the company's calendar
	 * @param to last day, included
	 * @throws NotFound if there is no such account
	 * @throws Refusal if the days are in the wrong order
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Statement of(AccountNumber number, LocalDate from, LocalDate to) {
		if (to.isBefore(from)) {
			throw new Refusal("to", "The last day can’t be before the first one.");
		}
		BillingAccount account = this.accounts.get(number);
		Position position = this.positions.of(number);
		long opening = lastBefore(number, from);
		long closing = Math.max(opening, lastBefore(number, to.plusDays(1)));
		List<LedgerEntry> entries = this.client
			.sql(Ledger.SELECT + " and e.seq > :opening and e.seq <= :closing order by e.seq")
			.param("customer", number.customerId())
			.param("account", number.no())
			.param("opening", opening)
			.param("closing", closing)
			.query(Ledger.ROW)
			.list();
		Money before = balanceAfter(number, opening, account.currency());
		return new Statement(account, from, to, before, opening, entries,
				entries.isEmpty() ? before : entries.getLast().balanceAfter(), closing, position);
	}

	// Entries are numbered in the order in which they were posted. An import may have
	// dated some back: they belong to the period in which the last one before them was.
	private long lastBefore(AccountNumber account, LocalDate day) {
		return this.client.sql("""
				select coalesce(max(seq), 0) from ledger_entry where customer_id = ? and account_no = ? and at < ?
				""")
			.param(account.customerId())
			.param(account.no())
			.param(Timestamp.from(this.calendar.startOf(day)))
			.query(Long.class)
			.single();
	}

	private Money balanceAfter(AccountNumber account, long seq, String currency) {
		return this.client
			.sql("select balance_after_minor from ledger_entry where customer_id = ? and account_no = ? and seq = ?")
			.param(account.customerId())
			.param(account.no())
			.param(seq)
			.query(Long.class)
			.optional()
			.map((minor) -> Amounts.ofMinor(currency, minor))
			.orElse(Amounts.ofMinor(currency, 0));
	}

}

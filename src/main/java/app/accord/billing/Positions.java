package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one place where an account's position is computed. Always read from the ledger,
 * never kept.
 */
@Component
public class Positions {

	/** Debits read at first: nearly always more than are open. */
	private static final int FIRST_READ = 40;

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	Positions(JdbcClient jdbc, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/**
	 * The position of an account, now.
	 * @throws NotFound if there is none of that number
	 */
	@Transactional(readOnly = true)
	public Position of(AccountNumber account) {
		for (int limit = FIRST_READ;; limit *= 16) {
			Read read = read(account, limit);
			if (read.complete(limit)) {
				return read.position(account);
			}
		}
	}

	/**
	 * Balance and debits in one statement, so that they belong together whatever is being
	 * posted meanwhile.
	 */
	private Read read(AccountNumber account, int limit) {
		Instant at = this.calendar.now();
		LocalDate today = this.calendar.dayOf(at);
		List<OpenItem> debits = new ArrayList<>();
		Optional<Read> read = this.jdbc
			.sql("""
					select a.currency, a.balance_minor, a.last_seq, d.seq, d.amount_minor, d.due_on, d.description, d.invoice_no
					from billing_account a
					left join lateral (
					  select e.seq, e.amount_minor, e.due_on, e.description, e.invoice_no
					  from ledger_entry e
					  where e.customer_id = a.customer_id and e.account_no = a.account_no
					    and e.debit = 'RECEIVABLE' and e.kind <> 'REVERSAL' and a.balance_minor > 0
					    and not exists (select from ledger_entry r where r.customer_id = e.customer_id
					                    and r.account_no = e.account_no and r.reverses_seq = e.seq)
					    and not exists (select from ledger_entry p where p.customer_id = e.customer_id
					                    and p.account_no = e.account_no and p.seq > e.seq and p.seq <= e.posting_seq
					                    and p.kind = 'PAYMENT'
					                    and not exists (select from ledger_entry b where b.customer_id = p.customer_id
					                                    and b.account_no = p.account_no and b.reverses_seq = p.seq))
					  order by e.due_on desc, e.seq desc limit :limit) d on true
					where a.customer_id = :customer and a.account_no = :account
					""")
			.param("customer", account.customerId())
			.param("account", account.no())
			.param("limit", limit)
			.query((rows) -> {
				Read found = null;
				while (rows.next()) {
					String currency = rows.getString("currency");
					if (found == null) {
						found = new Read(Amounts.ofMinor(currency, rows.getLong("balance_minor")),
								rows.getLong("last_seq"), debits, today, at);
					}
					if (rows.getObject("seq") != null) {
						debits.add(new OpenItem(rows.getLong("seq"),
								Amounts.ofMinor(currency, rows.getLong("amount_minor")),
								rows.getObject("due_on", LocalDate.class), rows.getString("description"),
								(Integer) rows.getObject("invoice_no")));
					}
				}
				return Optional.ofNullable(found);
			});
		return read.orElseThrow(() -> new NotFound("There is no account " + account + "."));
	}

	private record Read(Money balance, long asOf, List<OpenItem> debits, LocalDate today, Instant at) {

		/**
		 * Whether the debits that were read make up the balance, or are all there are.
		 */
		boolean complete(int limit) {
			return this.debits.size() < limit || !this.debits.stream()
				.map(OpenItem::open)
				.reduce(Money.zero(this.balance.getCurrencyUnit()), Money::plus)
				.isLessThan(this.balance);
		}

		Position position(AccountNumber account) {
			return new Position(account, this.balance, OpenItems.of(this.balance, this.debits), this.asOf, this.today,
					this.at);
		}

	}

}

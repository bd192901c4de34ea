package app.accord.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

	/**
	 * A debit that may be open: not reversed, no reversal, and not paid in the posting
	 * that made it. {@code offset 0} keeps each question a look into an index: as joins,
	 * and without statistics, they grow with the third power of the account's entries.
	 */
	private static final String STANDING_DEBIT = """
			e.debit = 'RECEIVABLE' and e.kind <> 'REVERSAL'
			and %1$s
			and not exists (select from ledger_entry p where p.customer_id = e.customer_id
			                and p.account_no = e.account_no and p.seq > e.seq and p.seq <= e.posting_seq
			                and p.kind = 'PAYMENT'
			                and %2$s offset 0)
			""".formatted(Ledger.notReversed("e", "seq"), Ledger.notReversed("p", "seq"));

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
	 * Balance, debits and disputes in one statement, so that they belong together
	 * whatever is being posted meanwhile. Debits are read from the due date that they
	 * were posted with, the last first; bills whose due date was moved come beside these,
	 * all of them. The limit stands in the text: as a parameter it has PostgreSQL plan
	 * the statement anew each time, which costs more than reading.
	 */
	private Read read(AccountNumber account, int limit) {
		Instant at = this.calendar.now();
		LocalDate today = this.calendar.dayOf(at);
		Optional<Read> read = this.jdbc
			.sql("""
					select a.currency, a.balance_minor, a.last_seq, p.disputed_minor, p.disputes, d.seq, d.amount_minor,
					  d.due_on, d.description, d.invoice_no, d.moved,
					  case when d.invoice_no is not null then
					    (select coalesce(sum(c.amount_minor), 0) from ledger_entry c where c.customer_id = a.customer_id
					     and c.account_no = a.account_no and c.invoice_no = d.invoice_no and c.credit = 'RECEIVABLE'
					     and c.kind <> 'REVERSAL'
					     and %2$s)
					    + (select coalesce(sum(l.amount_minor), 0) from allocation l where l.customer_id = a.customer_id
					       and l.account_no = a.account_no and l.invoice_no = d.invoice_no
					       and %3$s) end as taken_minor
					from billing_account a
					cross join lateral (
					  select coalesce(sum(q.amount_minor) filter (where q.state = 'OPEN'), 0) as disputed_minor,
					    count(*) + count(q.decided_at) as disputes
					  from dispute q where q.customer_id = a.customer_id and q.account_no = a.account_no) p
					left join lateral (
					  (select e.seq, e.amount_minor, e.due_on, e.description, e.invoice_no, false as moved
					  from ledger_entry e
					  where e.customer_id = a.customer_id and e.account_no = a.account_no and a.balance_minor > 0
					    and not exists (select from due_date_move m where m.customer_id = e.customer_id
					                    and m.invoice_no = e.invoice_no offset 0)
					    and %1$s
					  order by e.due_on desc, e.seq desc limit %4$d)
					  union all
					  (select e.seq, e.amount_minor, m.to_day, e.description, e.invoice_no, true
					  from (select distinct on (invoice_no) invoice_no, to_day from due_date_move
					        where customer_id = a.customer_id and account_no = a.account_no
					        order by invoice_no, move_no desc) m
					  cross join lateral (
					    select e.seq, e.amount_minor, e.description, e.invoice_no from ledger_entry e
					    where e.customer_id = a.customer_id and e.account_no = a.account_no
					      and e.invoice_no = m.invoice_no and a.balance_minor > 0 and %1$s offset 0) e)) d on true
					where a.customer_id = :customer and a.account_no = :account
					""".formatted(STANDING_DEBIT, Ledger.notReversed("c", "seq"), Ledger.notReversed("l", "entry_seq"),
					limit))
			.param("customer", account.customerId())
			.param("account", account.no())
			.query((rows) -> {
				Read found = null;
				while (rows.next()) {
					String currency = rows.getString("currency");
					if (found == null) {
						found = new Read(Amounts.ofMinor(currency, rows.getLong("balance_minor")),
								rows.getLong("last_seq"), Amounts.ofMinor(currency, rows.getLong("disputed_minor")),
								rows.getLong("disputes"), new ArrayList<>(), new HashSet<>(), new HashMap<>(), today,
								at);
					}
					if (rows.getObject("seq") != null) {
						found.add(rows, currency);
					}
				}
				return Optional.ofNullable(found);
			});
		return read.orElseThrow(() -> new NotFound("There is no account " + account + "."));
	}

	private record Read(Money balance, long asOf, Money disputed, long disputes, List<OpenItem> debits, Set<Long> moved,
			Map<Integer, Money> ofBill, LocalDate today, Instant at) {

		void add(ResultSet row, String currency) throws SQLException {
			long seq = row.getLong("seq");
			Integer invoiceNo = (Integer) row.getObject("invoice_no");
			this.debits.add(new OpenItem(seq, Amounts.ofMinor(currency, row.getLong("amount_minor")),
					row.getObject("due_on", LocalDate.class), row.getString("description"), invoiceNo));
			if (row.getBoolean("moved")) {
				this.moved.add(seq);
			}
			if (row.getLong("taken_minor") > 0) {
				this.ofBill.put(invoiceNo, Amounts.ofMinor(currency, row.getLong("taken_minor")));
			}
		}

		/**
		 * Whether the debits that were read in order make up the balance, or are all
		 * there are. Those that were moved don't count: they may be due before some that
		 * were not read.
		 */
		boolean complete(int limit) {
			return this.debits.size() - this.moved.size() < limit || !OpenItems.standing(this.debits, this.ofBill)
				.stream()
				.filter((debit) -> !this.moved.contains(debit.seq()))
				.map(OpenItem::open)
				.reduce(Money.zero(this.balance.getCurrencyUnit()), Money::plus)
				.isLessThan(this.balance);
		}

		Position position(AccountNumber account) {
			return new Position(account, this.balance, OpenItems.of(this.balance, this.debits, this.ofBill), this.asOf,
					this.disputed, this.disputes, this.today, this.at);
		}

	}

}

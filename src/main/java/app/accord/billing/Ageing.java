package app.accord.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ageing report: what is owed by how long it has been overdue, as of the end of any
 * day, computed from the ledger as it stood then by the same rule as positions.
 */
@Component
public class Ageing {

	/**
	 * What was open at the end of the day, debit by debit, in one statement: each
	 * account's last entry before that instant gives its balance; its debits, the due
	 * last first, make it up; what credits took off a bill is taken off the bill's
	 * debits, the last first.
	 */
	private static final String OPEN_OF = """
			/* across customers: reports */
			with last as (
			  select customer_id, account_no, max(seq) as seq from ledger_entry where at < :until [which]
			  group by customer_id, account_no),
			standing as (
			  select l.customer_id, l.account_no, l.seq, e.balance_after_minor as balance, a.currency
			  from last l
			  join ledger_entry e on e.customer_id = l.customer_id and e.account_no = l.account_no and e.seq = l.seq
			  join billing_account a on a.customer_id = l.customer_id and a.account_no = l.account_no),
			past as (
			  select e.*, s.balance, s.currency from standing s
			  join ledger_entry e on e.customer_id = s.customer_id and e.account_no = s.account_no and e.seq <= s.seq
			  where s.balance > 0),
			undone as (select customer_id, account_no, reverses_seq from past where reverses_seq is not null),
			paid_at_once as (
			  select p.customer_id, p.account_no, p.posting_seq, max(p.seq) as seq from past p
			  left join undone u on u.customer_id = p.customer_id and u.account_no = p.account_no and u.reverses_seq = p.seq
			  where p.kind = 'PAYMENT' and u.reverses_seq is null
			  group by p.customer_id, p.account_no, p.posting_seq),
			moved as (
			  select distinct on (customer_id, invoice_no) customer_id, invoice_no, to_day from due_date_move
			  where at < :until [which] order by customer_id, invoice_no, move_no desc),
			taken as (
			  select c.customer_id, c.account_no, coalesce(l.invoice_no, c.invoice_no) as invoice_no,
			    sum(coalesce(l.amount_minor, c.amount_minor)) as amount
			  from past c
			  left join undone u on u.customer_id = c.customer_id and u.account_no = c.account_no and u.reverses_seq = c.seq
			  left join allocation l on l.customer_id = c.customer_id and l.account_no = c.account_no and l.entry_seq = c.seq
			  where c.credit = 'RECEIVABLE' and c.kind <> 'REVERSAL' and u.reverses_seq is null
			    and coalesce(l.invoice_no, c.invoice_no) is not null
			  group by c.customer_id, c.account_no, coalesce(l.invoice_no, c.invoice_no)),
			debit as (
			  select d.customer_id, d.account_no, d.invoice_no, d.seq, d.balance, d.currency, coalesce(m.to_day, d.due_on) as due_on,
			    d.amount_minor - case when t.amount is null then 0 else least(d.amount_minor, greatest(0, t.amount
			      - coalesce(sum(d.amount_minor) over (partition by d.customer_id, d.account_no, d.invoice_no
			          order by d.seq desc rows between unbounded preceding and 1 preceding), 0))) end as amount
			  from past d
			  left join undone u on u.customer_id = d.customer_id and u.account_no = d.account_no and u.reverses_seq = d.seq
			  left join paid_at_once p on p.customer_id = d.customer_id and p.account_no = d.account_no
			    and p.posting_seq = d.posting_seq and p.seq > d.seq
			  left join moved m on m.customer_id = d.customer_id and m.invoice_no = d.invoice_no
			  left join taken t on t.customer_id = d.customer_id and t.account_no = d.account_no and t.invoice_no = d.invoice_no
			  where d.debit = 'RECEIVABLE' and d.kind <> 'REVERSAL' and u.reverses_seq is null and p.seq is null),
			summed as (
			  select *, sum(amount) over (partition by customer_id, account_no order by due_on desc, seq desc
			                              rows unbounded preceding) - amount as later
			  from debit where amount > 0),
			open as (
			  select customer_id, account_no, invoice_no, currency, balance, due_on, least(amount, balance - later) as amount,
			    case when due_on >= :day then 'NOT_DUE' when due_on >= :day - 30 then 'DAYS_1_TO_30'
			      when due_on >= :day - 60 then 'DAYS_31_TO_60' when due_on >= :day - 90 then 'DAYS_61_TO_90'
			      else 'OVER_90' end as bucket
			  from summed where later < balance)
			""";

	private static final String OPEN = OPEN_OF.replace("[which]", "");

	private static final String OPEN_OF_SOME = OPEN_OF.replace("[which]", "and customer_id = any (:customers)");

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	Ageing(JdbcClient client, BusinessCalendar calendar) {
		this.client = client;
		this.calendar = calendar;
	}

	/**
	 * The report as of the end of a day.
	 * @param day by the company's calendar
	 */
	@Transactional(readOnly = true)
	public AgeingReport asOf(LocalDate day) {
		wholeTables();
		return new AgeingReport(day, this.calendar.now(),
				this.client
					.sql(OPEN
							+ """
									select s.currency, count(*) filter (where s.balance > 0) as accounts,
									  coalesce(sum(s.balance) filter (where s.balance > 0), 0) as total,
									  count(*) filter (where s.balance < 0) as in_credit,
									  coalesce(sum(s.balance) filter (where s.balance < 0), 0) as credit, coalesce(sum(s.balance), 0) as balance,
									  %s
									from standing s
									left join (select customer_id, account_no, %s from open group by customer_id, account_no) o
									  on o.customer_id = s.customer_id and o.account_no = s.account_no
									group by s.currency order by s.currency
									"""
								.formatted(columns("coalesce(sum(o.%1$s), 0) as %1$s"),
										columns("sum(amount) filter (where bucket = '%1$s') as %1$s")))
					.param("until", until(day))
					.param("day", day)
					.query((row, n) -> {
						String currency = row.getString("currency");
						return new AgeingReport.Summary(currency, row.getLong("accounts"), owed(row, currency),
								Amounts.ofMinor(currency, row.getLong("total")), row.getLong("in_credit"),
								Amounts.ofMinor(currency, row.getLong("credit")),
								Amounts.ofMinor(currency, row.getLong("balance")));
					})
					.list());
	}

	/**
	 * The accounts of a currency that owed something at the end of a day, the most
	 * overdue first.
	 * @param bucket only those that owed something of that age; null: all
	 * @param page from 0
	 * @param size accounts a page, at most 500
	 */
	@Transactional(readOnly = true)
	public List<AgeingReport.Row> accounts(LocalDate day, String currency, AgeBucket bucket, int page, int size) {
		int limit = Math.clamp(size, 1, 500);
		wholeTables();
		return rows(day, currency, bucket, limit, (long) page * limit).list();
	}

	/** The same, all of them, one by one: for a file. */
	@Transactional(readOnly = true)
	public void each(LocalDate day, String currency, Consumer<AgeingReport.Row> each) {
		wholeTables();
		try (var rows = rows(day, currency, null, Integer.MAX_VALUE, 0).stream()) {
			rows.forEach(each);
		}
	}

	/**
	 * The bills of these customers of which something was open at the end of a day.
	 * @param day by the company's calendar
	 */
	@Transactional(readOnly = true)
	public Set<InvoiceNumber> openBills(LocalDate day, Collection<Long> customerIds) {
		return Set.copyOf(this.client
			.sql(OPEN_OF_SOME + "select distinct customer_id, invoice_no from open where invoice_no is not null")
			.param("until", until(day))
			.param("day", day)
			.param("customers", customerIds.toArray(Long[]::new))
			.query((row, n) -> InvoiceNumber.of(row.getLong("customer_id"), row.getInt("invoice_no")))
			.list());
	}

	// The planner can't know how many rows the steps have, and would look up each by
	// itself where reading all at once takes a hundredth of the time.
	private void wholeTables() {
		this.client.sql("set local enable_nestloop = off").update();
		this.client.sql("set local jit = off").update();
	}

	private JdbcClient.MappedQuerySpec<AgeingReport.Row> rows(LocalDate day, String currency, AgeBucket bucket,
			int limit, long offset) {
		return this.client
			.sql(OPEN + """
					select o.*, c.name from (
					  select customer_id, account_no, min(due_on) as oldest, sum(amount) as total, %s
					  from open where currency = :currency group by customer_id, account_no) o
					join shown_customer c on c.customer_id = o.customer_id
					where :bucket = '' or case :bucket %s else 0 end > 0
					order by o.oldest, o.total desc, o.customer_id, o.account_no limit :limit offset :offset
					""".formatted(columns("coalesce(sum(amount) filter (where bucket = '%1$s'), 0) as %1$s"),
					Arrays.stream(AgeBucket.values())
						.map((each) -> "when '" + each + "' then o." + each)
						.collect(Collectors.joining(" "))))
			.param("until", until(day))
			.param("day", day)
			.param("currency", currency)
			.param("bucket", (bucket != null) ? bucket.name() : "")
			.param("limit", limit)
			.param("offset", offset)
			.query((row, n) -> new AgeingReport.Row(
					AccountNumber.of(row.getLong("customer_id"), row.getInt("account_no")), row.getString("name"),
					owed(row, currency), Amounts.ofMinor(currency, row.getLong("total")),
					row.getObject("oldest", LocalDate.class)));
	}

	private Timestamp until(LocalDate day) {
		return Timestamp.from(this.calendar.startOf(day.plusDays(1)));
	}

	private static String columns(String pattern) {
		return Arrays.stream(AgeBucket.values())
			.map((bucket) -> pattern.formatted(bucket.name()))
			.collect(Collectors.joining(", "));
	}

	private static Map<AgeBucket, Money> owed(ResultSet row, String currency) throws SQLException {
		Map<AgeBucket, Money> owed = new EnumMap<>(AgeBucket.class);
		for (AgeBucket bucket : AgeBucket.values()) {
			owed.put(bucket, Amounts.ofMinor(currency, row.getLong(bucket.name())));
		}
		return owed;
	}

}

package app.accord.invoicing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import app.accord.time.Instants;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bill runs: begun, approved, reported. The work itself is shared out among the nodes
 * by {@link BillRunWork}.
 */
@Component
public class BillRuns {

	private static final String SELECT = """
			select r.*, c.accounts, c.chunks, case when r.state = 'PREVIEWING' then c.previewed else c.billed end as done
			from bill_run r
			left join lateral (
				select coalesce(sum(accounts), 0) as accounts, count(*) as chunks,
					count(*) filter (where preview_state = 'DONE') as previewed,
					count(*) filter (where bill_state = 'DONE') as billed
				from bill_run_chunk where bill_run_id = r.bill_run_id) c on true
			""";

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final BusinessCalendar calendar;

	private final int chunk;

	BillRuns(JdbcClient client, JdbcTemplate jdbc, BusinessCalendar calendar,
			@Value("${accord.billing.chunk:1000}") int chunk) {
		this.client = client;
		this.jdbc = jdbc;
		this.calendar = calendar;
		this.chunk = chunk;
	}

	/**
	 * Begins a run over all accounts whose next bill is planned by that date, and over
	 * those whose last contract has ended. Accounts that a person is still to decide
	 * about are left out.
	 * @param billDate the bills' date; today, or a day that was missed
	 * @param automatic whether it approves itself
	 * @throws Refusal by the field billDate, or if another run is under way
	 */
	@Transactional
	public BillRun start(Actor actor, LocalDate billDate, boolean automatic) {
		if (billDate == null || billDate.isAfter(this.calendar.today())) {
			throw new Refusal("billDate", "Bills are made today or for a day that was missed, not in advance.");
		}
		planWhatIsUsedAgain(billDate);
		planWhatHasEnded(billDate);
		long id;
		try {
			id = this.client.sql("""
					insert into bill_run (bill_date, state, automatic, started_by, started_at)
					values (?, 'PREVIEWING', ?, ?, ?) returning bill_run_id
					""")
				.params(billDate, automatic, actor.name(), Timestamp.from(this.calendar.now()))
				.query(Long.class)
				.single();
		}
		catch (DuplicateKeyException ex) {
			throw new Refusal("Another bill run is under way. Approve or cancel it first.");
		}
		insertChunks(id, due(billDate));
		return find(id).orElseThrow();
	}

	/**
	 * Approves a run whose bills are computed: they are made now.
	 * @throws Refusal if it is not at that point
	 */
	@Transactional
	public void approve(Actor actor, long id) {
		int rows = this.client.sql("""
				update bill_run set state = 'RUNNING', approved_by = ?, approved_at = ?
				where bill_run_id = ? and state = 'PREVIEWED'
				""").params(actor.name(), Timestamp.from(this.calendar.now()), id).update();
		if (rows == 0) {
			throw new Refusal("Only a run whose preview is complete can be approved. Look how it stands now.");
		}
	}

	/**
	 * Calls a run off before it is approved. Nothing was billed.
	 * @throws Refusal if it was approved already
	 */
	@Transactional
	public void cancel(Actor actor, long id) {
		int rows = this.client.sql("""
				update bill_run set state = 'CANCELLED', approved_by = ?, ended_at = ?
				where bill_run_id = ? and state in ('PREVIEWING', 'PREVIEWED')
				""").params(actor.name(), Timestamp.from(this.calendar.now()), id).update();
		if (rows == 0) {
			throw new Refusal("A run that was approved can't be cancelled: its bills are made.");
		}
		this.client.sql("""
				/* across customers: dispatch */
				update bill_run_account set state = 'SKIPPED', reason = 'The run was cancelled.'
				where bill_run_id = ? and state in ('PREVIEWED', 'EMPTY', 'HELD', 'RELEASED')
				""").param(id).update();
	}

	/** The runs, newest first. */
	@Transactional(readOnly = true)
	public List<BillRun> list(int page, int size) {
		return this.client.sql(SELECT + " order by r.bill_run_id desc limit ? offset ?")
			.params(Math.clamp(size, 1, 200), (long) page * size)
			.query(BillRuns::run)
			.list();
	}

	/** How many runs there are. */
	@Transactional(readOnly = true)
	public long count() {
		return this.client.sql("select count(*) from bill_run").query(Long.class).single();
	}

	/** That run. */
	@Transactional(readOnly = true)
	public Optional<BillRun> find(long id) {
		return this.client.sql(SELECT + " where r.bill_run_id = ?").param(id).query(BillRuns::run).optional();
	}

	/** What a run comes to, by state and currency. */
	@Transactional(readOnly = true)
	public RunSums sums(long id) {
		return new RunSums(this.client
			.sql("""
					/* across customers: reports */
					select state, currency, count(*) as accounts, sum(coalesce(billed_minor, total_minor)) as total,
						coalesce(sum(last_minor), 0) as last,
						coalesce(sum(coalesce(billed_minor, total_minor)) filter (where last_minor is not null), 0) as compared
					from bill_run_account where bill_run_id = ? group by state, currency order by state, currency
					""")
			.param(id)
			.query((row, n) -> new RunSums.Row(RunAccount.State.valueOf(row.getString("state")),
					row.getLong("accounts"), Amounts.ofMinor(row.getString("currency"), row.getLong("total")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("last")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("compared"))))
			.list());
	}

	/**
	 * A page of a run's accounts, those that a rule held by how much they differ.
	 * @param states of which states; empty: all
	 */
	@Transactional(readOnly = true)
	public List<RunAccount> accounts(long id, Collection<RunAccount.State> states, int page, int size) {
		String[] wanted = (states.isEmpty() ? Arrays.asList(RunAccount.State.values()) : states).stream()
			.map(Enum::name)
			.toArray(String[]::new);
		return this.client
			.sql("""
					/* across customers: reports */
					select a.*, c.name from bill_run_account a join shown_customer c using (customer_id)
					where a.bill_run_id = ? and a.state = any (?)
					order by a.rule is null, abs(a.total_minor - coalesce(a.last_minor, 0)) desc, a.customer_id, a.account_no
					limit ? offset ?
					""")
			.params(id, wanted, Math.clamp(size, 1, 1000), (long) page * size)
			.query(BillRuns::account)
			.list();
	}

	/** All accounts of a run in the order of their numbers, some thousand at a time. */
	@Transactional(readOnly = true)
	public List<RunAccount> accountsAfter(long id, AccountNumber after, int size) {
		return this.client.sql("""
				/* across customers: reports */
				select a.*, c.name from bill_run_account a join shown_customer c using (customer_id)
				where a.bill_run_id = ? and (a.customer_id, a.account_no) > (?, ?)
				order by a.customer_id, a.account_no limit ?
				""")
			.params(id, (after != null) ? after.customerId() : 0L, (after != null) ? after.no() : 0, size)
			.query(BillRuns::account)
			.list();
	}

	/** The run that is at work or waits for approval. */
	@Transactional(readOnly = true)
	public Optional<BillRun> underWay() {
		return this.client.sql(SELECT + " where r.state in ('PREVIEWING', 'PREVIEWED', 'RUNNING')")
			.query(BillRuns::run)
			.optional();
	}

	/** How many bills wait for a person. */
	@Transactional(readOnly = true)
	public long held() {
		return this.client
			.sql("/* across customers: reports */ select count(*) from bill_run_account where state = 'HELD'")
			.query(Long.class)
			.single();
	}

	/**
	 * Accounts without a plan whose services run again are billed from the day after
	 * their last period.
	 */
	private void planWhatIsUsedAgain(LocalDate billDate) {
		this.client.sql("""
				/* across customers: dispatch */
				update billing_account a set final_bill_on = null,
					rated_from = coalesce(a.rated_from, :date),
					next_bill_on = coalesce((select max(p.ends_on) + 1 from billing_period p
						where p.customer_id = a.customer_id and p.account_no = a.account_no), :date)
				where a.next_bill_on is null and exists (select from contract c
					where c.customer_id = a.customer_id and c.account_no = a.account_no
						and c.status in ('ACTIVE', 'PENDING_TERMINATE'))
				""").param("date", billDate).update();
	}

	/** Accounts whose last contract has ended get their final bill now. */
	private void planWhatHasEnded(LocalDate billDate) {
		this.client.sql("""
				/* across customers: dispatch */
				update billing_account a set next_bill_on = :date
				where a.next_bill_on > :date
					and exists (select from contract c where c.customer_id = a.customer_id
						and c.account_no = a.account_no and c.status = 'TERMINATED' and c.ended_on < :date)
					and not exists (select from contract c where c.customer_id = a.customer_id
						and c.account_no = a.account_no and (c.status not in ('TERMINATED', 'CANCELLED', 'ABORTED')
							or c.ended_on >= :date))
				""").param("date", billDate).update();
	}

	private List<long[]> due(LocalDate billDate) {
		List<long[]> due = new ArrayList<>();
		this.client.sql("""
				/* across customers: dispatch */
				select a.customer_id, count(*) from billing_account a
				where a.next_bill_on <= ? and not exists (select from bill_run_account h
					where h.customer_id = a.customer_id and h.account_no = a.account_no and h.state = 'HELD')
				group by a.customer_id order by a.customer_id
				""").param(billDate).query((row) -> {
			due.add(new long[] { row.getLong(1), row.getLong(2) });
		});
		return due;
	}

	/** A customer's accounts are never in two chunks. */
	private void insertChunks(long id, List<long[]> due) {
		List<Object[]> rows = new ArrayList<>();
		int no = 0;
		long accounts = 0;
		int first = 0;
		for (int i = 0; i < due.size(); i++) {
			accounts += due.get(i)[1];
			if (accounts >= this.chunk || i == due.size() - 1) {
				rows.add(new Object[] { id, ++no, due.get(first)[0], due.get(i)[0], (int) accounts });
				accounts = 0;
				first = i + 1;
			}
		}
		this.jdbc.batchUpdate("""
				insert into bill_run_chunk (bill_run_id, chunk_no, first_customer, last_customer, accounts)
				values (?, ?, ?, ?, ?)
				""", rows);
	}

	private static BillRun run(ResultSet row, int n) throws SQLException {
		return new BillRun(row.getLong("bill_run_id"), row.getObject("bill_date", LocalDate.class),
				BillRun.State.valueOf(row.getString("state")), row.getBoolean("automatic"), row.getString("started_by"),
				row.getTimestamp("started_at").toInstant(), Instants.in(row, "previewed_at"),
				row.getString("approved_by"), Instants.in(row, "approved_at"), Instants.in(row, "ended_at"),
				row.getInt("accounts"), row.getInt("chunks"), row.getInt("done"));
	}

	private static RunAccount account(ResultSet row, int n) throws SQLException {
		String currency = row.getString("currency");
		long customer = row.getLong("customer_id");
		Long last = (Long) row.getObject("last_minor");
		Long billed = (Long) row.getObject("billed_minor");
		Integer invoice = (Integer) row.getObject("invoice_no");
		String rule = row.getString("rule");
		return new RunAccount(new AccountNumber(customer, row.getInt("account_no")), row.getString("name"),
				RunAccount.State.valueOf(row.getString("state")), Amounts.ofMinor(currency, row.getLong("total_minor")),
				(last != null) ? Amounts.ofMinor(currency, last) : null,
				(billed != null) ? Amounts.ofMinor(currency, billed) : null,
				(invoice != null) ? new InvoiceNumber(customer, invoice) : null,
				(rule != null) ? HoldRules.Rule.valueOf(rule) : null, row.getString("reason"),
				row.getString("decided_by"), Instants.in(row, "decided_at"));
	}

}

package app.accord.invoicing;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import app.accord.customer.AccountNumber;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows that say what a run did for each account. */
@Component
class RunAccounts {

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	RunAccounts(JdbcTemplate jdbc, JdbcClient client, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.client = client;
		this.calendar = calendar;
	}

	/** The accounts between those customers that are due. */
	List<AccountNumber> due(long firstCustomer, long lastCustomer, LocalDate billDate) {
		return this.client.sql("""
				select a.customer_id, a.account_no from billing_account a
				where a.customer_id between ? and ? and a.next_bill_on <= ?
					and not exists (select from bill_run_account h where h.customer_id = a.customer_id
						and h.account_no = a.account_no and h.state = 'HELD')
				order by a.customer_id, a.account_no
				""")
			.params(firstCustomer, lastCustomer, billDate)
			.query((row, n) -> new AccountNumber(row.getLong(1), row.getInt(2)))
			.list();
	}

	/** The accounts between those customers that a run is still to bill. */
	List<ToBill> toBill(long run, long firstCustomer, long lastCustomer) {
		return this.client.sql("""
				select customer_id, account_no, state, last_minor from bill_run_account
				where customer_id between ? and ? and bill_run_id = ? and state in ('PREVIEWED', 'EMPTY', 'RELEASED')
				order by customer_id, account_no
				""")
			.params(firstCustomer, lastCustomer, run)
			.query((row, n) -> new ToBill(new AccountNumber(row.getLong(1), row.getInt(2)),
					row.getString(3).equals("RELEASED"), (Long) row.getObject(4)))
			.list();
	}

	Optional<ToBill> find(long run, AccountNumber account, RunAccount.State state) {
		return this.client.sql("""
				select last_minor from bill_run_account
				where customer_id = ? and account_no = ? and bill_run_id = ? and state = ?
				""")
			.params(account.customerId(), account.no(), run, state.name())
			.query((row, n) -> new ToBill(account, true, (Long) row.getObject(1)))
			.optional();
	}

	/** Notes what was previewed; a chunk that is previewed again changes nothing. */
	void previewed(long run, List<Previewed> rows) {
		this.jdbc.batchUpdate("""
				insert into bill_run_account (customer_id, account_no, bill_run_id, state, currency, total_minor,
					last_minor, rule, reason)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?)
				on conflict (customer_id, account_no, bill_run_id) do nothing
				""", rows, 1000, (statement, row) -> {
			statement.setLong(1, row.account().customerId());
			statement.setInt(2, row.account().no());
			statement.setLong(3, run);
			statement.setString(4, row.state().name());
			statement.setString(5, row.currency());
			statement.setLong(6, row.totalMinor());
			statement.setObject(7, row.lastMinor(), Types.BIGINT);
			statement.setString(8, (row.rule() != null) ? row.rule().name() : null);
			statement.setString(9, row.reason());
		});
	}

	/** Notes what became of accounts. */
	void settled(long run, List<Settled> rows) {
		this.jdbc.batchUpdate("""
				update bill_run_account set state = ?, billed_minor = ?, invoice_no = ?, rule = coalesce(?, rule),
					reason = coalesce(?, reason)
				where customer_id = ? and account_no = ? and bill_run_id = ?
					and state in ('PREVIEWED', 'EMPTY', 'RELEASED')
				""", rows, 1000, (statement, row) -> {
			statement.setString(1, row.state().name());
			statement.setObject(2, row.billedMinor(), Types.BIGINT);
			statement.setObject(3, row.invoiceNo(), Types.INTEGER);
			statement.setString(4, (row.rule() != null) ? row.rule().name() : null);
			statement.setString(5, row.reason());
			statement.setLong(6, row.account().customerId());
			statement.setInt(7, row.account().no());
			statement.setLong(8, run);
		});
	}

	/** Notes a person's decision about a held account; false if somebody was first. */
	boolean decide(long run, AccountNumber account, RunAccount.State state, String reason, String by) {
		return this.client.sql("""
				update bill_run_account set state = ?, reason = coalesce(?, reason), decided_by = ?, decided_at = ?
				where customer_id = ? and account_no = ? and bill_run_id = ? and state = 'HELD'
				""")
			.params(state.name(), reason, by, Timestamp.from(this.calendar.now()), account.customerId(), account.no(),
					run)
			.update() == 1;
	}

	/** Holds an account of a run that is previewed. */
	boolean hold(long run, AccountNumber account, String reason, String by) {
		return this.client
			.sql("""
					update bill_run_account set state = 'HELD', reason = ?, decided_by = ?, decided_at = ?
					where customer_id = ? and account_no = ? and bill_run_id = ? and state in ('PREVIEWED', 'EMPTY', 'RELEASED')
					""")
			.params(reason, by, Timestamp.from(this.calendar.now()), account.customerId(), account.no(), run)
			.update() == 1;
	}

	record ToBill(AccountNumber account, boolean released, Long lastMinor) {
	}

	record Previewed(AccountNumber account, RunAccount.State state, String currency, long totalMinor, Long lastMinor,
			HoldRules.Rule rule, String reason) {
	}

	record Settled(AccountNumber account, RunAccount.State state, Long billedMinor, Integer invoiceNo,
			HoldRules.Rule rule, String reason) {

		static Settled failed(AccountNumber account, String reason) {
			return new Settled(account, RunAccount.State.FAILED, null, null, null, reason);
		}

	}

}

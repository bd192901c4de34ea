package app.accord.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.database.PostgresServer;
import app.accord.invoicing.BillRun;
import app.accord.invoicing.BillRunWork;
import app.accord.invoicing.BillRuns;
import app.accord.time.BusinessCalendar;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Bills many accounts with three lines each by the program, and writes the same rows once
 * more by one prepared batch for each table: what PostgreSQL alone does. Run by
 * {@code bench/bill-run}.
 */
public final class BillRunBench {

	private static final int AT_ONCE = 1000;

	private static final List<String> WRITTEN = List.of("invoice", "invoice_line", "ledger_entry", "interaction",
			"billing_period", "bill_run_account");

	private BillRunBench() {
	}

	/**
	 * @param arguments how many accounts; 100,000 if not said
	 */
	public static void main(String[] arguments) throws Exception {
		int accounts = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 100_000;
		BenchProgram.run("bill-run", (program, server) -> run(program, server, accounts));
	}

	private static void run(ConfigurableApplicationContext program, PostgresServer server, int accounts)
			throws SQLException {
		try (Connection owner = server.connect("bench")) {
			BenchProgram.say("%,d accounts with 3 contracts each are made …", accounts);
			populate(owner, program.getBean(BusinessCalendar.class).today().toString(), accounts);
			BillRuns runs = program.getBean(BillRuns.class);
			BillRunWork work = program.getBean(BillRunWork.class);
			Actor biller = Actor.system("Bench");
			BenchProgram.forgetPeakHeap();
			long begun = System.nanoTime();
			BillRun run = runs.start(biller, program.getBean(BusinessCalendar.class).today(), false);
			work.work();
			long previewed = System.nanoTime();
			runs.approve(biller, run.id());
			work.work();
			long billed = System.nanoTime();
			long rows = 0;
			for (String table : WRITTEN) {
				rows += count(owner, "select count(*) from " + table);
			}
			long bills = count(owner, "select count(*) from invoice");
			long lines = count(owner, "select count(*) from invoice_line");
			if (bills != accounts || lines != 3L * accounts) {
				throw new IllegalStateException(bills + " bills with " + lines + " lines");
			}
			double preview = seconds(begun, previewed);
			double bill = seconds(previewed, billed);
			double whole = seconds(begun, billed);
			BenchProgram.say("");
			BenchProgram.say("preview   %6.1f s  %,8.0f accounts/s   computed, compared with last time, noted", preview,
					accounts / preview);
			BenchProgram.say(
					"bills     %6.1f s  %,8.0f accounts/s   computed again, posted, issued, told in the timeline", bill,
					accounts / bill);
			BenchProgram.say("whole run %6.1f s  %,8.0f accounts/s", whole, accounts / whole);
			BenchProgram.say("memory    %6d MiB heap at its peak", BenchProgram.peakHeap() >> 20);
			BenchProgram.say("rows      %,d written for %,d bills with %,d lines", rows, bills, lines);
			double alone = alone(server, owner);
			BenchProgram.say(
					"PostgreSQL alone, the same rows by one prepared batch a table, %,d accounts a transaction: %.1f s",
					AT_ONCE, alone);
			BenchProgram.say("ratio     bills %.2f, whole run %.2f", bill / alone, whole / alone);
		}
	}

	private static void populate(Connection owner, String today, int accounts) throws SQLException {
		try (Statement statement = owner.createStatement()) {
			for (String sql : List.of("""
					insert into product (product_code, name, kind, unit, created_at)
					select 'S' || n, 'Service ' || n, 'SERVICE', 'MONTH', now() from generate_series(1, 3) n""", """
					insert into tax_rate (place, tax_class, name, percent, starts_on, set_by, set_at)
					values ('US', 'STANDARD', 'Sales tax', 8.875, '2020-01-01', 'Bench', now())""", """
					insert into customer (customer_id, kind, name, tier_since, customer_since, created_at)
					select n, 'PERSON', 'Customer ' || n, now(), '2020-01-01', now()
					from generate_series(10001, 10000 + %2$d) n""",
					"""
							insert into billing_account (customer_id, account_no, name, currency, opened_at, rated_from, next_bill_on,
								bill_cycle_day)
							select n, 1, 'Main account', 'USD', now(), '%1$s', '%1$s', extract(day from date '%1$s')
							from generate_series(10001, 10000 + %2$d) n""",
					"""
							insert into contract (customer_id, contract_no, account_no, product_code, status, place, currency,
								monthly_minor, started_on)
							select n, s, 1, 'S' || s, 'ACTIVE', 'Canal St ' || n, 'USD', 1000 * s + n %% 997, '2024-01-01'
							from generate_series(10001, 10000 + %2$d) n, generate_series(1, 3) s""",
					"""
							insert into contract_phase (customer_id, contract_no, phase_no, kind, from_day, product_code,
								monthly_minor, charged, recorded_at, actor_name)
							select customer_id, contract_no, 1, 'START', started_on, product_code, monthly_minor, true, now(), 'Bench'
							from contract""",
					"vacuum analyze")) {
				statement.execute(sql.contains("%") ? sql.formatted(today, accounts) : sql);
			}
		}
	}

	/** Writes the rows that the run wrote into empty copies of their tables. */
	private static double alone(PostgresServer server, Connection owner) throws SQLException {
		try (Statement statement = owner.createStatement()) {
			for (String table : WRITTEN) {
				statement.execute("create table floor_" + table + " (like " + table + " including all)");
			}
			statement.execute("create table floor_account (like billing_account including all)");
			statement.execute("insert into floor_account select * from billing_account");
			statement.execute("vacuum analyze");
		}
		long nanos = 0;
		try (Connection connection = server.connect("bench")) {
			connection.setAutoCommit(false);
			long last = count(owner, "select max(customer_id) from customer");
			for (long from = 10_001; from <= last; from += AT_ONCE) {
				List<Batch> batches = new ArrayList<>();
				for (String table : WRITTEN) {
					batches.add(read(owner, table, from));
				}
				long begun = System.nanoTime();
				try (PreparedStatement update = connection.prepareStatement("""
						update floor_account set balance_minor = ?, last_seq = 2, next_bill_on = next_bill_on + 30
						where customer_id = ? and account_no = 1""")) {
					for (long customer = from; customer < from + AT_ONCE; customer++) {
						update.setLong(1, customer);
						update.setLong(2, customer);
						update.addBatch();
					}
					update.executeBatch();
				}
				for (Batch batch : batches) {
					try (PreparedStatement insert = connection.prepareStatement(batch.insert())) {
						for (Object[] row : batch.rows()) {
							for (int i = 0; i < row.length; i++) {
								insert.setObject(i + 1, row[i]);
							}
							insert.addBatch();
						}
						insert.executeBatch();
					}
				}
				connection.commit();
				nanos += System.nanoTime() - begun;
			}
		}
		return nanos / 1e9;
	}

	private static Batch read(Connection owner, String table, long from) throws SQLException {
		try (Statement statement = owner.createStatement();
				ResultSet found = statement.executeQuery("select * from " + table + " where customer_id >= " + from
						+ " and customer_id < " + (from + AT_ONCE))) {
			ResultSetMetaData columns = found.getMetaData();
			List<Object[]> rows = new ArrayList<>();
			while (found.next()) {
				Object[] row = new Object[columns.getColumnCount()];
				for (int i = 0; i < row.length; i++) {
					row[i] = found.getObject(i + 1);
				}
				rows.add(row);
			}
			return new Batch("insert into floor_" + table + " values ("
					+ String.join(", ", Collections.nCopies(columns.getColumnCount(), "?")) + ")", rows);
		}
	}

	private static long count(Connection owner, String sql) throws SQLException {
		try (Statement statement = owner.createStatement(); ResultSet found = statement.executeQuery(sql)) {
			found.next();
			return found.getLong(1);
		}
	}

	private static double seconds(long from, long to) {
		return (to - from) / 1e9;
	}

	private record Batch(String insert, List<Object[]> rows) {
	}

}

package app.accord.banking;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import app.accord.actor.Actor;
import app.accord.banking.LinkedPayments.Link;
import app.accord.banking.LinkedPayments.Quality;
import app.accord.bench.BenchProgram;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.database.PostgresServer;
import app.accord.time.BusinessCalendar;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How well and how fast payments are matched. First by the weights alone on the public
 * payments of splink_datasets; then by the whole program: a statement of many lines among
 * many customers, written by a generator whose seed is said. Run by
 * {@code bench/bank-matching}.
 */
public final class BankMatchingBench {

	private static final long SEED = 20_261_103;

	private static final List<String> SYLLABLES = List.of("an", "ber", "ca", "dor", "el", "fen", "gar", "hol", "is",
			"jen", "ka", "lin", "mar", "nor", "ol", "pet", "qui", "ros", "sten", "tor", "ul", "ver", "wal", "yan",
			"zel", "bra", "clo", "dri", "fre", "gli");

	private BankMatchingBench() {
	}

	/**
	 * @param arguments how many customers, 100,000 if not said; how many lines, 10,000
	 */
	public static void main(String[] arguments) throws Exception {
		int customers = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 100_000;
		int lines = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 10_000;
		LinkedPayments.folder()
			.ifPresentOrElse(BankMatchingBench::quality, () -> BenchProgram
				.say("No ../shared/data/splink_payments here; the quality on public data is left out."));
		BenchProgram.run("bank-matching", (program, server) -> run(program, server, customers, lines));
	}

	private static void quality(Path folder) {
		long begun = System.nanoTime();
		List<Link> links = LinkedPayments.read(folder).link();
		double seconds = (System.nanoTime() - begun) / 1e9;
		BenchProgram.say("Payments of splink_datasets, linked in %.1f s; the even half tuned the weights", seconds);
		BenchProgram.say("  threshold    half   posted   wrong   precision   recall   first suggestion right");
		for (int threshold : new int[] { 50_000, 90_000, 99_000, Confidence.CERTAIN, 99_990 }) {
			for (int half = 0; half < 2; half++) {
				int which = half;
				Quality quality = Quality.of(links, threshold, (truth) -> truth % 2 == which);
				BenchProgram.say("  %8.3f%%%s  %s   %6d   %5d   %9.4f   %6.4f   %6.4f", threshold / 1000.0,
						(threshold == Confidence.CERTAIN) ? "*" : " ", (half == 0) ? "even" : "odd ", quality.linked(),
						quality.wrong(), quality.precision(), quality.recall(), quality.first());
			}
		}
		BenchProgram.say("  * from here on the program posts by itself");
		BenchProgram.say("");
	}

	private static void run(ConfigurableApplicationContext program, PostgresServer server, int customers, int count)
			throws SQLException {
		LocalDate today = program.getBean(BusinessCalendar.class).today();
		Random random = new Random(SEED);
		BenchProgram.say("%,d customers with a bill each; a statement of %,d lines, seed %d …", customers, count, SEED);
		List<String> names = new ArrayList<>();
		List<Long> owed = new ArrayList<>();
		try (Connection owner = server.connect("bench")) {
			populate(owner, customers, random, today, names, owed);
		}
		Map<String, AccountNumber> truth = new HashMap<>();
		Statement053 file = new Statement053(truth, random, names, owed, today);
		byte[] content = file.write(count);
		StatementImport statements = program.getBean(StatementImport.class);
		BenchProgram.forgetPeakHeap();
		long begun = System.nanoTime();
		long id = statements.receiveNow("bench.xml", content, Actor.system("Bench")).id();
		double seconds = (System.nanoTime() - begun) / 1e9;
		BankFile done = program.getBean(BankFiles.class).find(id).orElseThrow();
		Map<String, Integer> counts = new HashMap<>();
		program.getBean(JdbcTemplate.class)
			.query("select entry_reference, state, best_account from bank_line", (row) -> {
				AccountNumber right = truth.get(row.getString(1));
				boolean posted = row.getString(2).equals("POSTED");
				boolean same = (right != null) && right.toString().equals(row.getString(3));
				counts.merge(
						posted ? (same ? "posted right" : "posted wrong")
								: (right == null) ? "strangers left" : same ? "first suggestion right" : "left",
						1, Integer::sum);
			});
		int right = counts.getOrDefault("posted right", 0);
		int wrong = counts.getOrDefault("posted wrong", 0);
		BenchProgram.say(
				"  read, matched and posted in %.1f s: %,.0f lines a second; file %,d kB, heap at its peak %d MiB",
				seconds, count / seconds, content.length / 1024, BenchProgram.peakHeap() >> 20);
		BenchProgram.say(
				"  posted %,d, of them wrong %d: precision %.5f, recall %.4f of the %,d that are some customer's",
				done.posted(), wrong, right / (double) Math.max(1, right + wrong), right / (double) truth.size(),
				truth.size());
		BenchProgram.say("  left to a person %,d: first suggestion right %,d, other %,d; strangers' money %,d",
				done.waiting(), counts.getOrDefault("first suggestion right", 0), counts.getOrDefault("left", 0),
				counts.getOrDefault("strangers left", 0));
		BenchProgram.say("  totals agree with the books: %s",
				program.getBean(BankTotals.class).all().stream().allMatch(BankTotals.Totals::agree) ? "yes" : "NO");
	}

	private static void populate(Connection owner, int customers, Random random, LocalDate today, List<String> names,
			List<Long> owed) throws SQLException {
		owner.setAutoCommit(false);
		StringBuilder people = new StringBuilder();
		try (Statement statement = owner.createStatement()) {
			statement.execute("create temp table person (id bigint, name text, minor bigint)");
			for (int i = 0; i < customers; i++) {
				String name = word(random, 2, 8) + " " + word(random, 3, 30);
				long minor = (random.nextInt(3) == 0) ? 4500 : 1000 + random.nextInt(40_000);
				names.add(name);
				owed.add(minor);
				people.append((people.length() > 0) ? "," : "")
					.append("(")
					.append(10001 + i)
					.append(",'")
					.append(name)
					.append("',")
					.append(minor)
					.append(")");
				if (i % 5000 == 4999 || i == customers - 1) {
					statement.execute("insert into person values " + people);
					people.setLength(0);
				}
			}
			for (String sql : List.of("""
					insert into customer (customer_id, kind, name, tier_since, customer_since, created_at)
					select id, 'PERSON', name, now(), '2020-01-01', now() from person""",
					"insert into customer_search select id, ' ' || lower(name) from person",
					"""
							insert into customer_series select id, s, 1 from person, unnest(array['ACCOUNT', 'INVOICE']) s""",
					"""
							insert into billing_account (customer_id, account_no, name, currency, opened_at, balance_minor, last_seq)
							select id, 1, 'Main account', 'USD', now(), minor, 1 from person""",
					"""
							insert into ledger_entry (customer_id, account_no, seq, posting_seq, kind, debit, credit, amount_minor,
								balance_after_minor, at, due_on, description, invoice_no, actor_kind, actor_name, channel)
							select id, 1, 1, 1, 'INVOICE', 'RECEIVABLE', 'REVENUE', minor, minor, now(), current_date + 10, 'Bill', 1,
								'SYSTEM', 'Bench', 'SYSTEM' from person""",
					"""
							insert into invoice (customer_id, invoice_no, account_no, issued_at, issued_on, due_on, net_minor, tax_minor,
								total_minor, posting_seq)
							select id, 1, 1, now(), current_date - 4, current_date + 10, minor, 0, minor, 1 from person""")) {
				statement.execute(sql);
			}
			owner.commit();
			owner.setAutoCommit(true);
			statement.execute("analyze");
		}
	}

	private static String word(Random random, int syllables, int of) {
		StringBuilder word = new StringBuilder();
		for (int i = 0; i < syllables; i++) {
			word.append(SYLLABLES.get(random.nextInt(of)));
		}
		return Character.toUpperCase(word.charAt(0)) + word.substring(1);
	}

	/** Writes what payers write: well, badly, or not at all. */
	private record Statement053(Map<String, AccountNumber> truth, Random random, List<String> names, List<Long> owed,
			LocalDate today) {

		byte[] write(int count) {
			app.accord.banking.Statement file = new app.accord.banking.Statement("BENCH", "08", this.today);
			for (int i = 0; i < count; i++) {
				String reference = "B" + i;
				int who = this.random.nextInt(this.names.size());
				AccountNumber account = AccountNumber.of(10001 + who, 1);
				String bill = InvoiceNumber.of(10001 + who, 1).toString();
				String name = this.names.get(who);
				String amount = "%d.%02d".formatted(this.owed.get(who) / 100, this.owed.get(who) % 100);
				int way = this.random.nextInt(100);
				if (way >= 90) {
					file.in(reference, amount, word(this.random, 4, 30) + " " + word(this.random, 4, 30), null, "rent");
					continue;
				}
				this.truth.put(reference, account);
				if (way < 50) {
					file.in(reference, amount, name, null, "Bill " + bill);
				}
				else if (way < 60) {
					file.in(reference, amount, name, null, bill.replaceAll("[^0-9]", " "));
				}
				else if (way < 65) {
					file.in(reference, amount, word(this.random, 2, 8) + " " + word(this.random, 3, 30), null,
							bill.replace("-", ""));
				}
				else if (way < 70) {
					file.in(reference, "5.00", name, null, "part of " + bill.toLowerCase(Locale.ROOT));
				}
				else {
					String[] parts = name.split(" ");
					file.in(reference, amount, parts[1].toUpperCase(Locale.ROOT) + ", " + parts[0], null, "thanks");
				}
			}
			return file.bytes();
		}

	}

}

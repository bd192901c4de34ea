package app.accord.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.database.PostgresServer;
import app.accord.payment.PaymentMethod;
import app.accord.payment.TakingPayment;
import app.accord.testing.Cast;
import org.joda.money.Money;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * How many payments are taken in a second, on one account and on many, beside what
 * PostgreSQL alone does for the same rows through one prepared batch. Run by
 * {@code bench/payments}.
 */
public final class PaymentsBench {

	/** As many as there are connections. */
	private static final int THREADS = 10;

	private static final int ACCOUNTS = 500;

	private static final int ROUNDS = 3;

	private static final Actor PROGRAM = new Actor(ActorKind.PROGRAM, "bench", "Bench", Channel.API);

	private PaymentsBench() {
	}

	/**
	 * @param arguments how many payments each time; 10,000 if not said
	 */
	public static void main(String[] arguments) throws Exception {
		int payments = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 10_000;
		BenchProgram.run("payments", (program, server) -> run(program, server, payments));
	}

	private static void run(ConfigurableApplicationContext program, PostgresServer server, int payments)
			throws Exception {
		List<AccountNumber> accounts = new ArrayList<>();
		for (int i = 0; i < ACCOUNTS; i++) {
			accounts.add(Cast.of(program).owing("Bench", "No " + i, "1000.00"));
		}
		TakingPayment taking = program.getBean(TakingPayment.class);
		taken(taking, accounts.subList(0, 50), 5000);
		batch(server, accounts.get(50), 2000);
		// As a database that lives for a while does by itself.
		try (Connection owner = server.connect("bench"); Statement statement = owner.createStatement()) {
			statement.execute("analyze");
		}
		long[] one = new long[ROUNDS];
		long[] many = new long[ROUNDS];
		long[] alone = new long[ROUNDS];
		for (int i = 0; i < ROUNDS; i++) {
			one[i] = taken(taking, List.of(accounts.get(51 + i)), payments / 2);
			many[i] = taken(taking, accounts.subList(60, ACCOUNTS - 10), payments);
			alone[i] = batch(server, accounts.get(ACCOUNTS - 1 - i), payments);
			BenchProgram.say("Payments per second: one account %,d, many accounts %,d; PostgreSQL alone %,d", one[i],
					many[i], alone[i]);
		}
		BenchProgram.say(
				"Median: one account %,d, many accounts %,d; PostgreSQL alone, the same rows by one prepared batch a table, 500 payments a transaction: %,d",
				median(one), median(many), median(alone));
		BenchProgram.say("ratio to it: one account %.2f, many accounts %.2f", 1.0 * median(one) / median(alone),
				1.0 * median(many) / median(alone));
	}

	private static long median(long[] rounds) {
		Arrays.sort(rounds);
		return rounds[rounds.length / 2];
	}

	/** Takes them and says how many a second. */
	private static long taken(TakingPayment taking, List<AccountNumber> from, int payments) throws Exception {
		AtomicInteger next = new AtomicInteger();
		Money amount = Money.parse("USD 0.01");
		long began = System.nanoTime();
		try (ExecutorService people = Executors.newFixedThreadPool(THREADS)) {
			List<Callable<Void>> work = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				work.add(() -> {
					for (int no = next.getAndIncrement(); no < payments; no = next.getAndIncrement()) {
						taking.take(from.get(no % from.size()), amount, PaymentMethod.CARD, "bench", PROGRAM,
								UUID.randomUUID().toString());
					}
					return null;
				});
			}
			for (var done : people.invokeAll(work)) {
				done.get();
			}
		}
		return payments * 1_000_000_000L / (System.nanoTime() - began);
	}

	/** The same rows, by nobody but the database. */
	private static long batch(PostgresServer server, AccountNumber account, int payments) throws SQLException {
		Timestamp now = Timestamp.from(Instant.ofEpochSecond(1_900_000_000L));
		long began;
		try (Connection connection = server.connect("bench")) {
			connection.setAutoCommit(false);
			began = System.nanoTime();
			try (PreparedStatement entry = connection.prepareStatement(
					"""
							insert into ledger_entry (customer_id, account_no, seq, posting_seq, kind, debit, credit, amount_minor,
								balance_after_minor, at, description, reference, actor_kind, actor_name, channel)
							values (?, ?, ?, ?, 'PAYMENT', 'GATEWAY_CLEARING', 'RECEIVABLE', 1, ?, ?, 'Payment received, card', ?,
								'PROGRAM', 'Bench', 'API')""");
					PreparedStatement payment = connection.prepareStatement("""
							insert into payment (customer_id, payment_no, account_no, amount_minor, currency, method,
								reference, received_at, entry_seq, actor_name, channel)
							values (?, ?, ?, 1, 'USD', 'CARD', 'bench', ?, ?, 'Bench', 'API')""");
					PreparedStatement told = connection.prepareStatement(
							"""
									insert into interaction (customer_id, interaction_id, at, kind, direction, channel, actor_kind,
										actor_id, actor_name, summary, internal, account_no, entry_seq, stated_minor, stated_as_of)
									values (?, nextval('interaction_seq'), ?, 'PAYMENT', 'NONE', 'API', 'PROGRAM', 'bench', 'Bench',
										'Payment of $0.01 received, card, receipt R-10428-1-2', false, ?, ?, ?, ?)""");
					PreparedStatement key = connection.prepareStatement("""
							insert into idempotency_key (customer_id, key, request_hash, answer, at)
							values (?, ?, ?, ?, ?)""");
					PreparedStatement balance = connection.prepareStatement("""
							update billing_account set balance_minor = ?, last_seq = ?
							where customer_id = ? and account_no = ?""")) {
				long customer = account.customerId();
				for (int i = 1; i <= payments; i++) {
					long seq = 1 + i;
					bind(entry, customer, account.no(), seq, seq, 100_000L - i, now, "R-10428-1-2");
					bind(payment, customer, i, account.no(), now, seq);
					bind(told, customer, now, account.no(), seq, 100_000L - i, seq);
					bind(key, customer, UUID.randomUUID().toString(), "0".repeat(64),
							"{\"receipt\":\"%s\"}".formatted("x".repeat(900)), now);
					bind(balance, 100_000L - i, seq, customer, account.no());
					if (i % 500 == 0 || i == payments) {
						entry.executeBatch();
						payment.executeBatch();
						told.executeBatch();
						key.executeBatch();
						balance.executeBatch();
						connection.commit();
					}
				}
			}
		}
		return payments * 1_000_000_000L / (System.nanoTime() - began);
	}

	private static void bind(PreparedStatement statement, Object... values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			statement.setObject(i + 1, values[i]);
		}
		statement.addBatch();
	}

}

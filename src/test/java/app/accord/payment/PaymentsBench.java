package app.accord.payment;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.LedgerChecks;
import app.accord.customer.AccountNumber;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many payments are taken in a second, on one account and on many, beside what
 * PostgreSQL alone does for the same rows through one prepared batch:
 * {@code ./mvnw test -Dtest=PaymentsBench -Dbench=payments}.
 */
@AccordTest
@EnabledIfSystemProperty(named = "bench", matches = "payments")
class PaymentsBench {

	private static final int PAYMENTS = Integer.getInteger("bench.payments", 3000);

	private static final int THREADS = 8;

	private static final Actor PROGRAM = new Actor(ActorKind.PROGRAM, "bench", "Bench", Channel.API);

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TakingPayment taking;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private TestDatabase database;

	@Test
	void paymentsPerSecond() throws Exception {
		List<AccountNumber> many = accounts(500);
		taken(many.subList(0, 50), 1000);
		long batch = batch(many.getLast());
		long cold = taken(List.of(many.getFirst()), 100);
		analyze();
		long one = taken(List.of(many.get(1)), PAYMENTS);
		long all = taken(many.subList(2, 499), PAYMENTS);
		System.out.println("Before PostgreSQL had statistics, on one account: " + cold);
		System.out.printf("Payments per second: one account %d, many accounts %d; PostgreSQL alone, one batch: %d%n",
				one, all, batch);
		System.out.printf("Of what PostgreSQL does alone: one account %d %%, many accounts %d %%%n", 100 * one / batch,
				100 * all / batch);
		assertThat(one).isGreaterThan(0);
	}

	private long taken(List<AccountNumber> from, int payments) throws Exception {
		AtomicInteger next = new AtomicInteger();
		Money amount = Money.parse("USD 0.01");
		long began = System.nanoTime();
		try (ExecutorService people = Executors.newFixedThreadPool(THREADS)) {
			List<Callable<Void>> work = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				work.add(() -> {
					for (int no = next.getAndIncrement(); no < payments; no = next.getAndIncrement()) {
						this.taking.take(from.get(no % from.size()), amount, PaymentMethod.CARD, "bench", PROGRAM,
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

	/** As a database that lives for a while does by itself. */
	private void analyze() throws SQLException {
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			statement.execute("analyze");
		}
	}

	/** The same rows, by nobody but the database. */
	private long batch(AccountNumber account) throws SQLException {
		Timestamp now = Timestamp.from(Instant.ofEpochSecond(1_900_000_000L));
		long began;
		try (Connection connection = this.database.connectAsProgram()) {
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
				for (int i = 1; i <= PAYMENTS; i++) {
					long seq = 1 + i;
					bind(entry, customer, account.no(), seq, seq, 100_000L - i, now, "R-10428-1-2");
					bind(payment, customer, i, account.no(), now, seq);
					bind(told, customer, now, account.no(), seq, 100_000L - i, seq);
					bind(key, customer, UUID.randomUUID().toString(), "0".repeat(64),
							"{\"receipt\":\"%s\"}".formatted("x".repeat(900)), now);
					bind(balance, 100_000L - i, seq, customer, account.no());
					if (i % 500 == 0 || i == PAYMENTS) {
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
		return PAYMENTS * 1_000_000_000L / (System.nanoTime() - began);
	}

	private static void bind(PreparedStatement statement, Object... values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			statement.setObject(i + 1, values[i]);
		}
		statement.addBatch();
	}

	private List<AccountNumber> accounts(int count) {
		List<AccountNumber> made = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			AccountNumber account = Cast.of(this.program).owing("Bench", "No " + i, "1000.00");
			made.add(account);
		}
		assertThat(this.checks.violations()).isEmpty();
		return made;
	}

}

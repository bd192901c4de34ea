package app.accord.consistency;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import app.accord.Accord;
import app.accord.billing.BillingAccounts;
import app.accord.billing.EntryKind;
import app.accord.billing.Invoices;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.consistency.History.Entry;
import app.accord.consistency.Workload.Operation;
import app.accord.consistency.Workload.Plant;
import app.accord.consistency.Workload.Ware;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on one database; agents, clerks, customers and programs read and write the
 * same accounts at once. {@link BalanceChecker} judges what they were told.
 */
@AccordTest
class OneBalanceEverywhereTest {

	private static final String TOKEN = "a-token-for-the-crowd";

	private static final String AGENT = "crowd-agent";

	private static final String CLERK = "crowd-clerk";

	private static final int CUSTOMERS = 15;

	private static final int OPERATIONS = Integer.getInteger("accord.crowd.operations", 3000);

	private static final int SECONDS = Integer.getInteger("accord.crowd.seconds", 60);

	private final long seed = Long.getLong("accord.crowd.seed", UUID.randomUUID().getLeastSignificantBits() & 0xffffff);

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Invoices invoices;

	@Autowired
	private JdbcClient jdbc;

	@BeforeEach
	void letPeopleIn() {
		this.program.getBean(ApiTokens.class).allow("crowd", TOKEN);
	}

	@Test
	void everyBodyIsToldOneBalance() throws Exception {
		Staff staff = this.program.getBean(Staff.class);
		staff.create(AGENT, "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
		staff.create(CLERK, "Carl Clerk", StaffRole.CLERK, Cast.PASSWORD);
		List<AccountNumber> accounts = accounts("crowd", CUSTOMERS, true);
		try (ConfigurableApplicationContext second = secondNode()) {
			int secondPort = second.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			Map<Long, Visitor> owners = new HashMap<>();
			for (int i = 0; i < CUSTOMERS; i++) {
				owners.put(accounts.get(2 * i).customerId(),
						Visitor.signedIn(this.port, "portal", "crowd-" + i, Cast.PASSWORD));
			}
			Set<Entry> opening = new HashSet<>(entries(accounts));
			Workload workload = new Workload(List.of(this.port, secondPort), accounts, TOKEN, this.invoices, Plant.NONE,
					null)
				.with(Visitor.signedIn(this.port, "desk", AGENT, Cast.PASSWORD),
						Visitor.signedIn(secondPort, "counter", CLERK, Cast.PASSWORD), owners)
				.selling(wares(300));
			System.out.println("OneBalanceEverywhereTest: seed " + this.seed);
			History history = workload.run(this.seed, 16, OPERATIONS, TimeUnit.SECONDS.toNanos(SECONDS),
					Operation.values());
			System.out.println("OneBalanceEverywhereTest: " + workload.summary());
			assertThat(BalanceChecker.violations(history, entries(accounts), opening)).as("seed " + this.seed)
				.isEmpty();
			assertThat(workload.oddities()).as("seed " + this.seed).isEmpty();
			assertThat(this.checks.violations()).isEmpty();
			assertThat(workload.performed()).as("operations in %d s".formatted(SECONDS)).isGreaterThan(OPERATIONS / 10);
			assertThat(history.reads().stream().map(History.Read::channel)).contains("desk", "portal", "counter", "api",
					"api entries");
		}
	}

	@ParameterizedTest
	@EnumSource(value = Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void findsAPlantedMistake(Plant plant) throws Exception {
		List<AccountNumber> accounts = accounts("plant-" + plant.name().toLowerCase(), 2, false);
		Set<Entry> opening = new HashSet<>(entries(accounts));
		Workload workload = new Workload(List.of(this.port), accounts, TOKEN, this.invoices, plant,
				new WithoutLock()::post);
		History history = workload.run(this.seed, 4, 200, TimeUnit.SECONDS.toNanos(20), Operation.PAY_BY_API,
				Operation.READ_API, Operation.READ_ENTRIES);
		List<String> violations = BalanceChecker.violations(history, entries(accounts), opening);
		assertThat(violations).as("seed " + this.seed).isNotEmpty();
		assertThat(violations).as("seed " + this.seed)
			.anySatisfy((violation) -> assertThat(violation).contains(switch (plant) {
				case CACHED_BALANCE -> "had been acknowledged";
				case NO_LOCK -> "DONE, but in the ledger [0] times";
				case NO_KEY -> "DONE, but in the ledger [2] times";
				case NONE -> throw new IllegalArgumentException();
			}));
	}

	private ConfigurableApplicationContext secondNode() {
		return new SpringApplicationBuilder(Accord.class).run("--server.port=0",
				"--accord.database.url=" + this.database.url(), "--accord.database.user=" + this.database.user(),
				"--accord.database.password=" + this.database.password(), "--accord.embedded=false");
	}

	/** Two accounts for each customer, with something to pay on each. */
	private List<AccountNumber> accounts(String name, int customers, boolean signingIn) {
		Cast cast = Cast.of(this.program);
		List<AccountNumber> accounts = new ArrayList<>();
		for (int i = 0; i < customers; i++) {
			AccountNumber first = cast.customer("Customer", name + " " + i, "+1 212 555 %04d".formatted(100 + i),
					name + "-" + i);
			AccountNumber second = this.program.getBean(BillingAccounts.class)
				.open(first.customerId(), "Cabin", "USD", Cast.agent());
			for (AccountNumber account : List.of(first, second)) {
				cast.bill(account, "90000.00", cast.bean(app.accord.time.BusinessCalendar.class).today().plusDays(9),
						"What was there");
				accounts.add(account);
			}
		}
		return accounts;
	}

	private List<Ware> wares(int count) {
		List<Ware> wares = new ArrayList<>();
		List<PricedProduct> products = new ArrayList<>();
		Instant since = Instant.now().minus(Duration.ofDays(9));
		for (int i = 0; i < count; i++) {
			Ware ware = new Ware("CROWD-" + i, 500_000 + i);
			wares.add(ware);
			products.add(new PricedProduct(
					new NewProduct(ware.code(), "Thing " + i, ProductKind.GOODS, ProductUnit.EACH, null),
					Amounts.ofMinor("USD", ware.price()), since));
		}
		this.program.getBean(ProductIntake.class).addAll(Cast.agent(), products);
		return wares;
	}

	private List<Entry> entries(List<AccountNumber> accounts) {
		return accounts.stream()
			.flatMap((account) -> this.ledger.all(account)
				.stream()
				.map((entry) -> new Entry(account.toString(), entry.seq(), Amounts.minor(entry.amount()),
						entry.kind() == EntryKind.REVERSAL)))
			.toList();
	}

	/**
	 * What a program does that keeps a balance without the ledger's lock: reads it,
	 * computes, and writes. It waits for another one to have read as well.
	 */
	private final class WithoutLock {

		private final Map<AccountNumber, CyclicBarrier> meetings = new java.util.concurrent.ConcurrentHashMap<>();

		void post(AccountNumber account, long cents) {
			record Read(long balance, long seq) {
			}
			Read read = OneBalanceEverywhereTest.this.jdbc.sql(
					"select balance_minor as balance, last_seq as seq from billing_account where customer_id = ? and account_no = ?")
				.params(account.customerId(), account.no())
				.query(Read.class)
				.single();
			meet(account);
			OneBalanceEverywhereTest.this.jdbc
				.sql("""
						insert into ledger_entry (customer_id, account_no, seq, posting_seq, kind, debit, credit, amount_minor,
							balance_after_minor, at, description, actor_kind, actor_name, channel)
						values (?, ?, ?, ?, 'PAYMENT', 'CASH', 'RECEIVABLE', ?, ?, ?, 'Careless', 'PROGRAM', 'careless', 'API')
						on conflict (customer_id, account_no, seq) do nothing
						""")
				.params(account.customerId(), account.no(), read.seq() + 1, read.seq() + 1, cents,
						read.balance() - cents, Timestamp.from(Instant.now()))
				.update();
			OneBalanceEverywhereTest.this.jdbc.sql(
					"update billing_account set balance_minor = ?, last_seq = ? where customer_id = ? and account_no = ?")
				.params(read.balance() - cents, read.seq() + 1, account.customerId(), account.no())
				.update();
		}

		private void meet(AccountNumber account) {
			try {
				this.meetings.computeIfAbsent(account, (one) -> new CyclicBarrier(2)).await(2, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			catch (Exception ex) {
				// Nobody else came; the next ones meet at a new barrier.
				this.meetings.remove(account);
			}
		}

	}

}

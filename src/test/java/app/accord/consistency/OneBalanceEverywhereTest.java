package app.accord.consistency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.Accord;
import app.accord.billing.BillingAccounts;
import app.accord.billing.EntryKind;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.consistency.History.Entry;
import app.accord.consistency.PlantedNode.Plant;
import app.accord.consistency.Workload.Crowd;
import app.accord.consistency.Workload.Office;
import app.accord.consistency.Workload.Ware;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on one database; agents, clerks, customers and programs read and write the
 * same accounts at once. {@link BalanceChecker} judges what they were told.
 */
@AccordTest
class OneBalanceEverywhereTest {

	private static final String TOKEN = "a-token-for-the-crowd";

	private static final int THREADS = 32;

	/** Each has two accounts: one that owes, one with a credit. */
	private static final int CUSTOMERS = 25;

	private static final int OPERATIONS = Integer.getInteger("accord.crowd.operations", 10_000);

	/** Asked for, or three new ones. */
	private static final List<Long> SEEDS = (Long.getLong("accord.crowd.seed") != null)
			? List.of(Long.getLong("accord.crowd.seed")) : new Random().longs(3, 0, 1 << 24).boxed().toList();

	private static PlantedNode planted;

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

	@BeforeEach
	void letPeopleIn() {
		this.program.getBean(ApiTokens.class).allow("crowd", TOKEN);
		Staff staff = this.program.getBean(Staff.class);
		if (staff.credential("crowd-0").isEmpty()) {
			for (int i = 0; i < 4; i++) {
				staff.create("crowd-" + i, "Ada Lindqvist", StaffRole.SUPERVISOR, Cast.PASSWORD);
			}
		}
	}

	@AfterAll
	static void stop() {
		if (planted != null) {
			planted.close();
			planted = null;
		}
	}

	@Test
	void everybodyIsToldOneBalance() throws Exception {
		try (ConfigurableApplicationContext second = secondNode()) {
			int secondPort = second.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			List<Integer> nodes = List.of(this.port, secondPort);
			List<AccountNumber> accounts = accounts("crowd", CUSTOMERS);
			Crowd crowd = people("crowd", nodes, accounts);
			for (long seed : SEEDS) {
				System.out.println("OneBalanceEverywhereTest: -Daccord.crowd.seed=" + seed);
				work(crowd, nodes, accounts, seed);
			}
		}
	}

	private void work(Crowd crowd, List<Integer> nodes, List<AccountNumber> accounts, long seed) throws Exception {
		long began = System.nanoTime();
		long worked = processorTime();
		Set<Entry> opening = new HashSet<>(entries(accounts));
		Workload workload = new Workload(nodes, accounts, TOKEN, Office.of(this.program), crowd)
			.selling(wares("crowd-" + seed, 400));
		try (Screens screens = screens(workload.history(), crowd, nodes, accounts)) {
			History history = workload.run(seed, THREADS, OPERATIONS);
			System.out.printf("OneBalanceEverywhereTest: %d s, %d s of a processor; %s%n",
					TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
					TimeUnit.NANOSECONDS.toSeconds(processorTime() - worked), workload.summary());
			String as = "-Daccord.crowd.seed=" + seed;
			List<String> behind = screens.behind(lastSeqs(accounts), Duration.ofSeconds(10));
			assertThat(BalanceChecker.violations(history, entries(accounts), opening)).as(as).isEmpty();
			assertThat(behind).as(as).isEmpty();
			assertThat(workload.oddities()).as(as).isEmpty();
			assertThat(this.checks.violations()).as(as).isEmpty();
			assertThat(workload.performed()).isEqualTo(OPERATIONS);
			assertThat(history.reads().stream().map(History.Read::channel)).as("channels that were read")
				.contains("desk", "desk's part", "desk's open screen", "portal", "portal's part",
						"portal's open screen", "counter", "api", "api entries");
		}
	}

	@ParameterizedTest
	@EnumSource(value = Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void findsAPlantedMistake(Plant plant) throws Exception {
		if (planted == null) {
			planted = PlantedNode.on(this.database, set("accord.sandbox.url"), set("accord.sandbox.key"),
					set("accord.sandbox.webhook-secret"));
		}
		long seed = SEEDS.getFirst();
		String name = "plant-" + plant.name().toLowerCase(Locale.ROOT);
		List<AccountNumber> accounts = accounts(name, 2);
		Set<Entry> opening = new HashSet<>(entries(accounts));
		List<Integer> nodes = List.of(planted.port());
		Crowd crowd = people(name, nodes, accounts);
		Workload workload = new Workload(nodes, accounts, TOKEN, planted.office(), crowd).selling(wares(name, 200));
		planted.plant(plant);
		try (Screens screens = screens(workload.history(), crowd, nodes, accounts)) {
			List<String> violations = List.of();
			int operations = 0;
			while (operations < OPERATIONS && violations.stream().noneMatch((one) -> one.contains(plant.foundBy))) {
				History history = workload.run(seed + operations, THREADS, 250);
				operations += 250;
				violations = BalanceChecker.violations(history, entries(accounts), opening);
			}
			System.out.printf("OneBalanceEverywhereTest: %s is found within %d operations: %s%n", plant, operations,
					violations.stream().filter((one) -> one.contains(plant.foundBy)).findFirst().orElse("no"));
			assertThat(violations).as("-Daccord.crowd.seed=" + seed)
				.anySatisfy((violation) -> assertThat(violation).contains(plant.foundBy));
		}
		finally {
			planted.plant(Plant.NONE);
		}
	}

	private static long processorTime() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
	}

	private ConfigurableApplicationContext secondNode() {
		return new SpringApplicationBuilder(Accord.class).run("--server.port=0",
				"--accord.database.url=" + this.database.url(), "--accord.database.user=" + this.database.user(),
				"--accord.database.password=" + this.database.password(), "--accord.embedded=false",
				"--accord.jobs.enabled=false", set("accord.sandbox.url"), set("accord.sandbox.key"),
				set("accord.sandbox.webhook-secret"));
	}

	/** As it is in the first node, which runs the gateway. */
	private String set(String property) {
		return "--" + property + "=" + this.program.getEnvironment().getProperty(property);
	}

	private Crowd people(String name, List<Integer> nodes, List<AccountNumber> accounts) {
		List<Visitor> agents = new ArrayList<>();
		List<Visitor> clerks = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			int node = nodes.get(i % nodes.size());
			agents.add(Visitor.signedIn(node, "desk", "crowd-" + i, Cast.PASSWORD));
			clerks.add(Visitor.signedIn(node, "counter", "crowd-" + i, Cast.PASSWORD));
		}
		Map<Long, Visitor> owners = new HashMap<>();
		for (int i = 0; i < accounts.size() / 2; i++) {
			owners.put(accounts.get(2 * i).customerId(),
					Visitor.signedIn(nodes.getFirst(), "portal", name + "-" + i, Cast.PASSWORD));
		}
		return new Crowd(agents, clerks, owners);
	}

	/** An open screen at the desk and one on the portal for some of the customers. */
	private static Screens screens(History history, Crowd crowd, List<Integer> nodes, List<AccountNumber> accounts) {
		Screens screens = new Screens(history);
		for (int i = 0; i < accounts.size(); i += 12) {
			AccountNumber account = accounts.get(i);
			int node = nodes.get((i / 12) % nodes.size());
			screens.open(crowd.agents().getFirst(), node, "desk", "/desk/live?customer=" + account.customer(),
					"/desk/customers/" + account.customer() + "/position");
			screens.open(crowd.owners().get(account.customerId()), node, "portal", "/portal/live",
					"/portal/accounts/" + account + "/position");
		}
		return screens;
	}

	private Map<AccountNumber, Long> lastSeqs(List<AccountNumber> accounts) {
		return accounts.stream().collect(Collectors.toMap(Function.identity(), this.ledger::count));
	}

	/** Two accounts for each customer: one with something to pay, one with a credit. */
	private List<AccountNumber> accounts(String name, int customers) {
		Cast cast = Cast.of(this.program);
		List<AccountNumber> accounts = new ArrayList<>();
		for (int i = 0; i < customers; i++) {
			AccountNumber first = cast.customer("Customer", name + " " + i, "+1 212 555 %04d".formatted(100 + i),
					name + "-" + i);
			AccountNumber second = this.program.getBean(BillingAccounts.class)
				.open(first.customerId(), "Cabin", "USD", Cast.agent());
			cast.bill(first, "90000.00", cast.bean(app.accord.time.BusinessCalendar.class).today().plusDays(9),
					"What was there");
			cast.cash(second, "90000.00");
			accounts.addAll(List.of(first, second));
		}
		return accounts;
	}

	private List<Ware> wares(String name, int count) {
		List<Ware> wares = new ArrayList<>();
		List<PricedProduct> products = new ArrayList<>();
		Instant since = Instant.now().minus(Duration.ofDays(9));
		for (int i = 0; i < count; i++) {
			Ware ware = new Ware(name.toUpperCase(Locale.ROOT) + "-" + i, 500_000 + i);
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
				.map((entry) -> new Entry(account.toString(), entry.seq(), entry.postingSeq(),
						Amounts.minor(entry.amount()), entry.kind() == EntryKind.REVERSAL)))
			.toList();
	}

}

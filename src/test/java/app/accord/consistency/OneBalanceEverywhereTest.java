package app.accord.consistency;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import app.accord.Accord;
import app.accord.billing.BillCycles;
import app.accord.billing.BillMedium;
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
import app.accord.consistency.Workload.Ware;
import app.accord.customer.AccountNumber;
import app.accord.invoicing.Taxes;
import app.accord.job.Jobs;
import app.accord.money.Amounts;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.CheapPasswords;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import app.accord.time.BusinessCalendar;
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
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on one database; agents, clerks, customers and programs read and write the
 * same accounts at once. {@link BalanceChecker} judges what they were told.
 */
@AccordTest(properties = { "accord.billing.chunk=10", "accord.billing.hold.times-last=0" })
class OneBalanceEverywhereTest {

	private static final String TOKEN = "a-token-for-the-crowd";

	private static final int THREADS = 32;

	/** Each has two accounts: one that owes, one with a credit. */
	private static final int CUSTOMERS = 25;

	/** The bills of every so manieth customer go by mail. */
	private static final int MAILED = 5;

	/** Their entries name the bill. */
	private static final Set<EntryKind> ABOUT_BILLS = EnumSet.of(EntryKind.INVOICE, EntryKind.CREDIT_NOTE);

	private static final Pattern PDF = Pattern.compile("(desk|portal|api)'s PDF");

	private static final Pattern MAIL = Pattern.compile("mail");

	private static final int OPERATIONS = Integer.getInteger("accord.crowd.operations", 10_000);

	/** Asked for, or three new ones. */
	private static final List<Long> SEEDS = (Long.getLong("accord.crowd.seed") != null)
			? List.of(Long.getLong("accord.crowd.seed")) : new Random().longs(3, 0, 1 << 24).boxed().toList();

	private static final Letterbox LETTERBOX = new Letterbox();

	/** What is the same in all nodes. */
	private static final List<String> SETTINGS = List.of("accord.sandbox.url", "accord.sandbox.key",
			"accord.sandbox.webhook-secret", "spring.mail.host", "spring.mail.port", "accord.billing.chunk",
			"accord.billing.hold.times-last");

	private static PlantedNode planted;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry properties) {
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", LETTERBOX::port);
	}

	@BeforeEach
	void letPeopleIn() {
		this.program.getBean(ApiTokens.class).allow("crowd", TOKEN);
		Staff staff = this.program.getBean(Staff.class);
		if (staff.credential("crowd-0").isEmpty()) {
			for (int i = 0; i < 4; i++) {
				staff.create("crowd-" + i, "Ada Lindqvist", StaffRole.SUPERVISOR, Cast.PASSWORD);
			}
			this.program.getBean(Taxes.class)
				.importRate(Cast.agent(), "US", "STANDARD", "Sales tax", Biller.TAX_PERCENT, firstBills());
		}
	}

	@AfterAll
	static void stop() {
		if (planted != null) {
			planted.close();
			planted = null;
		}
		LETTERBOX.close();
	}

	@Test
	void everybodyIsToldOneBalance() throws Exception {
		try (ConfigurableApplicationContext second = secondNode()) {
			int secondPort = second.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			List<Integer> nodes = List.of(this.port, secondPort);
			List<Jobs> jobs = List.of(this.program.getBean(Jobs.class), second.getBean(Jobs.class));
			for (long seed : SEEDS) {
				System.out.println("OneBalanceEverywhereTest: -Daccord.crowd.seed=" + seed);
				work(nodes, jobs, seed);
			}
		}
	}

	private void work(List<Integer> nodes, List<Jobs> jobs, long seed) throws Exception {
		long began = System.nanoTime();
		long worked = processorTime();
		String name = "crowd-" + seed;
		List<AccountNumber> accounts = accounts(name, CUSTOMERS);
		Crowd crowd = people(name, nodes, accounts);
		Set<Entry> opening = new HashSet<>(entries(accounts));
		Workload workload = new Workload(nodes, accounts, TOKEN, crowd, firstBills(), OPERATIONS / 300)
			.selling(wares(name, 400));
		Documents documents = workload.documents();
		Housekeeping housekeeping = new Housekeeping(jobs, this.clock, LETTERBOX, documents);
		try (Screens screens = screens(workload.history(), crowd, nodes, accounts)) {
			History history;
			try (housekeeping) {
				history = workload.run(seed, THREADS, OPERATIONS);
				workload.finish();
			}
			long compared = history.answers().toldByBoth(Documents.CHANNEL.asMatchPredicate());
			System.out.printf(
					"OneBalanceEverywhereTest: %d s, %d s of a processor; %s%n    %s; %d of their facts told by others as of the same version%n",
					TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
					TimeUnit.NANOSECONDS.toSeconds(processorTime() - worked), workload.summary(), documents.summary(),
					compared);
			String as = "-Daccord.crowd.seed=" + seed;
			List<String> behind = screens.behind(lastSeqs(accounts), Duration.ofSeconds(10));
			assertThat(BalanceChecker.violations(history, entries(accounts), opening)).as(as).isEmpty();
			assertThat(behind).as(as).isEmpty();
			assertThat(workload.oddities()).as(as).isEmpty();
			assertThat(housekeeping.failures()).as(as).isEmpty();
			assertThat(this.checks.violations()).as(as).isEmpty();
			assertThat(workload.performed()).isEqualTo(OPERATIONS);
			assertThat(history.reads().stream().map(History.Read::channel)).as("channels that were read")
				.contains("desk", "desk's part", "desk's open screen", "portal", "portal's part",
						"portal's open screen", "counter", "api", "api entries", "mail");
			assertThat(documents.read(PDF)).as("PDFs").isGreaterThan(OPERATIONS / 100);
			assertThat(documents.read(MAIL)).as("mails").isGreaterThan(OPERATIONS / 100);
			assertThat(documents.stated(Documents.CHANNEL)).as("amounts of PDF and mail")
				.isGreaterThan(OPERATIONS / 10);
			assertThat(compared).as("facts of PDF and mail that others told").isGreaterThan(OPERATIONS / 50);
		}
	}

	@ParameterizedTest
	@EnumSource(value = Plant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	void findsAPlantedMistake(Plant plant) throws Exception {
		if (planted == null) {
			planted = PlantedNode.with(settings());
		}
		long seed = SEEDS.getFirst();
		String name = "plant-" + plant.name().toLowerCase(Locale.ROOT);
		List<AccountNumber> accounts = accounts(name, 2);
		Set<Entry> opening = new HashSet<>(entries(accounts));
		List<Integer> nodes = List.of(planted.port());
		Crowd crowd = people(name, nodes, accounts);
		Workload workload = new Workload(nodes, accounts, TOKEN, crowd, firstBills(), 20).selling(wares(name, 200))
			.favouring(plant.shownBy);
		planted.plant(plant);
		try (Screens screens = screens(workload.history(), crowd, nodes, accounts);
				Housekeeping housekeeping = new Housekeeping(List.of(planted.bean(Jobs.class)), this.clock, LETTERBOX,
						workload.documents())) {
			List<String> violations = List.of();
			int operations = 0;
			while (operations < OPERATIONS
					&& violations.stream().noneMatch((one) -> plant.foundBy.matcher(one).find())) {
				History history = workload.run(seed + operations, THREADS, 250);
				operations += 250;
				violations = BalanceChecker.violations(history, entries(accounts), opening);
			}
			System.out.printf("OneBalanceEverywhereTest: %s is found within %d operations: %s%n", plant, operations,
					violations.stream().filter((one) -> plant.foundBy.matcher(one).find()).findFirst().orElse("no"));
			assertThat(violations).as("-Daccord.crowd.seed=" + seed)
				.anySatisfy((violation) -> assertThat(violation).containsPattern(plant.foundBy));
		}
		finally {
			planted.plant(Plant.NONE);
		}
	}

	private LocalDate firstBills() {
		return Biller.firstRun(this.program.getBean(BusinessCalendar.class).today());
	}

	private static long processorTime() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
	}

	private ConfigurableApplicationContext secondNode() {
		return new SpringApplicationBuilder(Accord.class, CheapPasswords.class).run(settings());
	}

	/** Of a node on the same database, with the same gateway and mail server. */
	private String[] settings() {
		List<String> settings = new ArrayList<>(List.of("--server.port=0",
				"--accord.database.url=" + this.database.url(), "--accord.database.user=" + this.database.user(),
				"--accord.database.password=" + this.database.password(), "--accord.embedded=false",
				"--accord.jobs.enabled=false"));
		// The first node runs the gateway.
		SETTINGS.forEach((name) -> settings.add("--" + name + "=" + this.program.getEnvironment().getProperty(name)));
		return settings.toArray(String[]::new);
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
		Set<AccountNumber> mailed = accounts.stream()
			.filter((account) -> accounts.indexOf(account) / 2 % MAILED == 0)
			.collect(Collectors.toSet());
		return new Crowd(agents, clerks, owners, mailed);
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

	/**
	 * Two accounts for each customer: one with something to pay, some of it overdue, and
	 * one with a credit.
	 */
	private List<AccountNumber> accounts(String name, int customers) {
		Cast cast = Cast.of(this.program);
		LocalDate today = cast.bean(BusinessCalendar.class).today();
		List<AccountNumber> accounts = new ArrayList<>();
		for (int i = 0; i < customers; i++) {
			AccountNumber first = cast.customer("Customer", name + " " + i, "+1 212 555 %04d".formatted(100 + i),
					name + "-" + i);
			AccountNumber second = this.program.getBean(BillingAccounts.class)
				.open(first.customerId(), "Cabin", "USD", Cast.agent());
			List.of(first, second).forEach((account) -> told(account, BillMedium.PORTAL));
			cast.bill(first, "45000.00", today.minusDays(9), "What is overdue");
			cast.bill(first, "45000.00", today.plusDays(9), "What was there");
			cast.cash(second, "90000.00");
			BillMedium medium = (i % MAILED == 0) ? BillMedium.EMAIL : BillMedium.PORTAL;
			for (AccountNumber account : List.of(first, second)) {
				told(account, medium);
				cast.bean(BillCycles.class).begin(account, firstBills(), firstBills());
			}
			accounts.addAll(List.of(first, second));
		}
		return accounts;
	}

	private void told(AccountNumber account, BillMedium medium) {
		BillCycles cycles = this.program.getBean(BillCycles.class);
		cycles.change(Cast.agent(), account, cycles.of(account).by(medium), "As wished");
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
						Amounts.minor(entry.amount()), entry.kind() == EntryKind.REVERSAL,
						ABOUT_BILLS.contains(entry.kind()) ? entry.invoiceNo() : null)))
			.toList();
	}

}

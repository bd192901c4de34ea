package app.accord.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import app.accord.billing.BillingAccounts;
import app.accord.billing.EntryKind;
import app.accord.billing.Histories;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.LedgerEntry;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.catalog.PriceBook;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.Series;
import app.accord.order.OrderKind;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import app.accord.refusal.Refusal;
import app.accord.subscription.ContractStatus;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files of other systems. */
@AccordTest
class LoadTest {

	/** Beside the working copy, or beside the folder in which it is one of several. */
	private static final Path DATA = Stream.of("../shared/data", "../../shared/data")
		.map(Path::of)
		.filter(Files::isDirectory)
		.findFirst()
		.orElse(Path.of("..", "shared", "data"));

	@Autowired
	private Loading loading;

	@Autowired
	private LoadRuns runs;

	@Autowired
	private Directory directory;

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private Positions positions;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Contracts contracts;

	@Autowired
	private Orders orders;

	@Autowired
	private PriceBook prices;

	@Autowired
	private MovableClock clock;

	@Autowired
	private TestDatabase database;

	@Autowired
	private Histories histories;

	@Autowired
	private CustomerSeries series;

	@Autowired
	private TransactionTemplate transaction;

	@BeforeEach
	void beginAnew() throws SQLException {
		List<String> tables = query("select tablename from pg_tables where schemaname = 'public'").stream()
			.map(List::getFirst)
			.filter((table) -> !table.equals("flyway_schema_history"))
			.toList();
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			statement.execute("truncate " + String.join(", ", tables));
		}
		this.clock.stop(Instant.parse("2026-11-22T15:00:00Z"));
	}

	@Test
	void loadsSubscribersAndListsBadRows() throws IOException {
		LoadRun run = load(LoadKind.TELCO, "telco.csv");
		assertThat(run.state()).isEqualTo(LoadRun.State.DONE);
		assertThat(List.of(run.total(), run.read(), run.loaded(), run.unchanged(), run.refused(), run.reported()))
			.containsExactly(13, 13, 5, 1, 7, 2);
		assertThat(this.runs.remarks(run.id(), 0, 50))
			.extracting(LoadRemark::line, LoadRemark::refused, LoadRemark::remark)
			.containsExactly(tuple(6, true, "tenure “twelve” is not a whole number."),
					tuple(7, true, "customerID is empty."),
					tuple(8, true, "MonthlyCharges 52.555 has more than two decimals."),
					tuple(9, true, "Contract “Forever” is none of Month-to-month, One year, Two year."),
					tuple(11, true, "Customer A-1 stands on line 2 with other content; that one counts."),
					tuple(12, true, "The row has 11 fields, the first line has 12."),
					tuple(13, true, "TotalCharges -5.00 is less than nothing."),
					tuple(5, false, "TotalCharges is empty: loaded as customer and contract, without bills."),
					tuple(10, false, "The same row stands on line 2."));
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void billsMonthByMonthUpToTheTotal() throws IOException {
		load(LoadKind.TELCO, "telco.csv");
		AccountNumber byHand = account("telco:A-1");
		assertThat(this.ledger.all(byHand)).extracting(LedgerEntry::kind)
			.containsExactly(EntryKind.INVOICE, EntryKind.PAYMENT, EntryKind.INVOICE, EntryKind.PAYMENT,
					EntryKind.INVOICE);
		Position open = this.positions.of(byHand);
		assertThat(open.balance().getAmount()).isEqualByComparingTo("50.00");
		assertThat(open.dueOn()).hasToString("2026-11-15");
		AccountNumber automatic = account("telco:A-2");
		assertThat(this.ledger.all(automatic)).extracting(LedgerEntry::kind)
			.containsExactly(EntryKind.INVOICE, EntryKind.PAYMENT, EntryKind.INVOICE, EntryKind.CORRECTION,
					EntryKind.PAYMENT);
		assertThat(billed(automatic)).isEqualByComparingTo("61.20");
		assertThat(this.positions.of(automatic).balance().isZero()).isTrue();
	}

	@Test
	void paysBackWhatTheCorrectionLeavesToWhoLeft() throws IOException {
		load(LoadKind.TELCO, "telco.csv");
		AccountNumber left = account("telco:A-3");
		assertThat(billed(left)).isEqualByComparingTo("10.00");
		assertThat(this.ledger.all(left)).extracting(LedgerEntry::kind)
			.endsWith(EntryKind.INVOICE, EntryKind.CORRECTION, EntryKind.REFUND);
		assertThat(this.positions.of(left).balance().isZero()).isTrue();
		ServiceView contract = this.contracts.list(left.customerId()).getFirst();
		assertThat(contract.status()).isEqualTo(ContractStatus.TERMINATED);
		assertThat(contract.endedOn()).hasToString("2026-10-31");
		assertThat(this.customers.find(left.customerId()).orElseThrow().customerSince()).hasToString("2026-09-01");
	}

	@Test
	void changesNothingTheSecondTime() throws Exception {
		load(LoadKind.TELCO, "telco.csv");
		load(LoadKind.RETAIL, "retail.csv");
		Map<String, Long> before = rows();
		this.clock.move(Duration.ofDays(40));
		assertThat(load(LoadKind.TELCO, "telco.csv").unchanged()).isEqualTo(6);
		assertThat(load(LoadKind.RETAIL, "retail.csv").unchanged()).isEqualTo(7);
		assertThat(rows()).isEqualTo(before);
	}

	@Test
	void reportsAKnownSubscriberWithAnotherTotal() throws IOException {
		load(LoadKind.TELCO, "telco.csv");
		LoadRun run = load(LoadKind.TELCO, text("telco.csv").replace("61.20", "91.05"));
		assertThat(run.loaded()).isZero();
		assertThat(this.runs.remarks(run.id(), 0, 50)).extracting(LoadRemark::remark)
			.contains("Customer A-2 is known already with 61.20 billed, not 91.05; nothing was changed.");
	}

	@Test
	void loadsPurchasesAndReturns() throws IOException {
		LoadRun run = load(LoadKind.RETAIL, "retail.csv");
		assertThat(List.of(run.total(), run.read(), run.loaded(), run.unchanged(), run.refused(), run.reported()))
			.containsExactly(14, 14, 7, 0, 7, 1);
		long customer = this.directory.find(DirectoryKind.EXTERNAL, "retail:100").getFirst();
		List<PurchaseView> bought = this.orders.list(customer, 0, 10).items();
		assertThat(bought)
			.extracting(PurchaseView::externalId, PurchaseView::kind, (order) -> order.total().getAmount().toString())
			.containsExactly(tuple("retail:900006", OrderKind.SALE, "4.35"),
					tuple("retail:C900002", OrderKind.RETURN, "-5.80"),
					tuple("retail:900001", OrderKind.SALE, "41.70"));
		AccountNumber account = account("retail:100");
		assertThat(this.ledger.all(account)).extracting(LedgerEntry::kind)
			.containsExactly(EntryKind.CHARGE, EntryKind.PAYMENT, EntryKind.CREDIT, EntryKind.REFUND, EntryKind.CHARGE,
					EntryKind.PAYMENT);
		assertThat(this.positions.of(account).balance().isZero()).isTrue();
		assertThat(this.prices.quote("22961", null, "GBP", this.clock.instant(), null).finalPrice().getAmount())
			.isEqualByComparingTo("1.45");
		assertThat(this.runs.remarks(run.id(), 0, 50)).extracting(LoadRemark::line, LoadRemark::remark)
			.contains(tuple(8, "CustomerID is empty: nobody knows who bought this."), tuple(9, "Quantity is 0."),
					tuple(6, "UnitPrice 2.555 was rounded to 2.56."), tuple(15, "CustomerID “anna” is not a number."))
			.anySatisfy((remark) -> assertThat(remark.toList().toString()).contains("must stand in quotes"));
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void addsLaterPurchasesToKnownCustomersAndLeavesKnownOnesAsTheyAre() throws IOException {
		load(LoadKind.RETAIL, "retail.csv");
		String header = text("retail.csv").lines().findFirst().orElseThrow();
		LoadRun run = load(LoadKind.RETAIL, header + """

				910000,22961,JAM MAKING SET PRINTED,1,2011-01-01 09:41:00,1.45,100,United Kingdom
				C900002,22961,JAM MAKING SET PRINTED,-3,2010-12-03 10:00:00,1.45,100,United Kingdom
				""");
		assertThat(List.of(run.loaded(), run.unchanged(), run.refused())).containsExactly(1, 0, 1);
		assertThat(this.runs.remarks(run.id(), 0, 5).getFirst().remark()).startsWith("Invoice C900002 is known already")
			.endsWith("over -5.80, not -4.35; nothing was changed.");
		long customer = this.directory.find(DirectoryKind.EXTERNAL, "retail:100").getFirst();
		assertThat(this.orders.list(customer, 0, 10).total()).isEqualTo(4);
		assertThat(this.accounts.of(customer)).hasSize(1);
	}

	@Test
	void laterPurchasesAndASaleOfTheSameCustomerDoNotStopEachOther() throws Exception {
		load(LoadKind.RETAIL, "retail.csv");
		String header = text("retail.csv").lines().findFirst().orElseThrow();
		AccountNumber account = account("retail:100");
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			Future<LoadRun> run = this.transaction.execute((status) -> {
				// As a sale does: first the account, then the order's number.
				this.histories.hold(List.of(account));
				Future<LoadRun> loading = other.submit(() -> load(LoadKind.RETAIL, header + """

						910001,22961,JAM MAKING SET PRINTED,1,2011-01-01 09:41:00,1.45,100,United Kingdom
						"""));
				await().until(() -> !query("select 1 from pg_locks where not granted").isEmpty());
				this.series.next(account.customerId(), Series.ORDER);
				return loading;
			});
			assertThat(run.get().loaded()).isEqualTo(1);
		}
	}

	@Test
	void refusedRowsCanBeCorrectedAndLoaded() throws IOException {
		LoadRun run = load(LoadKind.TELCO, "telco.csv");
		String refused = this.runs.refusedRows(run.id());
		assertThat(refused.lines()).hasSize(8);
		assertThat(refused.lines().skip(1).findFirst().orElseThrow())
			.endsWith(",6,tenure “twelve” is not a whole number.");
		LoadRun again = load(LoadKind.TELCO, refused.replace("twelve", "12").replace("52.555", "52.55"));
		assertThat(again.loaded()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "; | UTF-8", "\\t | UTF-8", ", | UTF-16", ", | UTF-8 with mark" })
	void takesOtherSeparatorsAndEncodings(String separator, String encoding) throws IOException {
		String text = text("telco.csv").lines()
			.limit(4)
			.map((line) -> line.replace(",", separator.replace("\\t", "\t")))
			.reduce("", (all, line) -> all + line + "\r\n");
		byte[] content = encoding.endsWith("mark") ? ("\ufeff" + text).getBytes(StandardCharsets.UTF_8)
				: text.getBytes(Charset.forName(encoding));
		assertThat(load(LoadKind.TELCO, "other.csv", content).loaded()).isEqualTo(3);
	}

	@Test
	void refusesWhatIsNoSuchFileInOneSentence() throws IOException {
		assertRefused(LoadKind.TELCO, "", "The file is empty.");
		assertRefused(LoadKind.TELCO, "PK\0\0\1", "This is not a CSV file.");
		assertRefused(LoadKind.TELCO, "Dear Sir,\nplease find", "This does not look like such a file");
		assertRefused(LoadKind.TELCO, text("retail.csv"), "The columns tenure, PhoneService");
		assertRefused(LoadKind.RETAIL, text("retail.csv").replace("UnitPrice", "Price"),
				"The column UnitPrice is missing.");
		assertRefused(LoadKind.RETAIL, text("retail.csv") + "1,\"open", "The file can’t be read as CSV from line 16");
		assertThat(this.runs.list(0, 10)).isEmpty();
	}

	@Test
	void loadsOneFileAtATimeAndTakesASilentRunForInterrupted() throws IOException {
		long silent = this.runs.begin(LoadKind.TELCO, "first.csv", "Sam", 10, "customerID");
		assertThatThrownBy(() -> load(LoadKind.TELCO, "telco.csv")).isInstanceOf(Refusal.class)
			.hasMessageContaining("“first.csv” is being loaded");
		this.clock.move(Duration.ofMinutes(2));
		assertThat(this.runs.find(silent).orElseThrow().state()).isEqualTo(LoadRun.State.INTERRUPTED);
		assertThat(load(LoadKind.TELCO, "telco.csv").state()).isEqualTo(LoadRun.State.DONE);
	}

	@Test
	void loadsTheRealSubscribersToTheCent() throws Exception {
		Path file = real("telco_churn/telco_customers_dev.csv");
		byte[] content = Files.readAllBytes(file);
		long began = System.nanoTime();
		LoadRun run = load(LoadKind.TELCO, "telco_customers_dev.csv", content);
		System.out.printf("%,d telco rows loaded in %,d ms%n", run.total(), (System.nanoTime() - began) / 1_000_000);
		assertThat(List.of(run.total(), run.loaded(), run.refused(), run.reported())).containsExactly(3602, 3602, 0, 3);
		Map<String, BigDecimal> billed = new HashMap<>();
		query("""
				select d.value, sum(case when debit = 'RECEIVABLE' then amount_minor else -amount_minor end)::text
				from directory d join ledger_entry e using (customer_id)
				where d.kind = 'EXTERNAL' and e.kind in ('INVOICE', 'CORRECTION') group by d.value
				""").forEach((row) -> billed.put(row.get(0), new BigDecimal(row.get(1)).movePointLeft(2)));
		int compared = 0;
		for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(file)) {
			String total = row.getField("TotalCharges").strip();
			BigDecimal sum = billed.getOrDefault("telco:" + row.getField("customerID"), BigDecimal.ZERO);
			assertThat(sum).as(row.getField("customerID"))
				.isEqualByComparingTo(total.isEmpty() ? BigDecimal.ZERO : new BigDecimal(total));
			compared++;
		}
		assertThat(compared).isEqualTo(3602);
		assertThat(this.checks.violations()).isEmpty();
		Map<String, Long> before = rows();
		assertThat(load(LoadKind.TELCO, "telco_customers_dev.csv", content).unchanged()).isEqualTo(3602);
		assertThat(rows()).isEqualTo(before);
	}

	@Test
	void loadsTheRealPurchasesToThePenny() throws Exception {
		Path year = real("online_retail/group_a_until_2011-08.csv");
		Path day = real("online_retail/raw_day_2010-12-06.csv");
		LoadRun first = load(LoadKind.RETAIL, "year.csv", Files.readAllBytes(year));
		LoadRun second = load(LoadKind.RETAIL, "day.csv", Files.readAllBytes(day));
		assertThat(List.of(first.total(), first.loaded(), first.refused())).containsExactly(16803, 16803, 0);
		assertThat(second.read()).isEqualTo(3878);
		assertThat(second.refused()).isEqualTo(1904);
		assertThat(second.unchanged()).isPositive();
		Map<String, BigDecimal> expected = new HashMap<>();
		for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(year)) {
			expected.merge("retail:" + row.getField("InvoiceNo"),
					new BigDecimal(row.getField("UnitPrice")).multiply(new BigDecimal(row.getField("Quantity"))),
					BigDecimal::add);
		}
		Map<String, BigDecimal> totals = new HashMap<>();
		query("select external_id, total_minor::text from orders")
			.forEach((row) -> totals.put(row.get(0), new BigDecimal(row.get(1)).movePointLeft(2)));
		expected.forEach((invoice, total) -> assertThat(totals.get(invoice)).as(invoice).isEqualByComparingTo(total));
		assertThat(query("select count(*)::text from billing_account where balance_minor <> 0")).first()
			.isEqualTo(List.of("0"));
		assertThat(this.checks.violations()).isEmpty();
		Map<String, Long> before = rows();
		assertThat(load(LoadKind.RETAIL, "year.csv", Files.readAllBytes(year)).unchanged()).isEqualTo(16803);
		load(LoadKind.RETAIL, "day.csv", Files.readAllBytes(day));
		assertThat(rows()).isEqualTo(before);
	}

	private static Path real(String name) {
		Path file = DATA.resolve(name);
		if (!Files.exists(file)) {
			System.out.println("SKIPPED: there is no " + file.toAbsolutePath().normalize());
		}
		assumeTrue(Files.exists(file));
		return file;
	}

	private void assertRefused(LoadKind kind, String text, String sentence) {
		assertThatThrownBy(() -> load(kind, "typed.csv", text.getBytes(StandardCharsets.UTF_8)))
			.isInstanceOf(Refusal.class)
			.hasMessageStartingWith(sentence);
	}

	/** A file of the class path, or its text. */
	private LoadRun load(LoadKind kind, String nameOrText) throws IOException {
		boolean name = nameOrText.endsWith(".csv");
		return load(kind, name ? nameOrText : "typed.csv",
				(name ? text(nameOrText) : nameOrText).getBytes(StandardCharsets.UTF_8));
	}

	private LoadRun load(LoadKind kind, String name, byte[] content) {
		long run = this.loading.start(kind, name, content, "Sam Thornton", Runnable::run, (now) -> {
		});
		return this.runs.find(run).orElseThrow();
	}

	private static String text(String name) throws IOException {
		try (InputStream in = LoadTest.class.getResourceAsStream("/load/" + name);
				ByteArrayOutputStream out = new ByteArrayOutputStream()) {
			in.transferTo(out);
			return out.toString(StandardCharsets.UTF_8);
		}
	}

	private AccountNumber account(String externalId) {
		long customer = this.directory.find(DirectoryKind.EXTERNAL, externalId).getFirst();
		return this.accounts.of(customer).getFirst().number();
	}

	private BigDecimal billed(AccountNumber account) {
		return this.ledger.all(account)
			.stream()
			.filter((entry) -> entry.kind() == EntryKind.INVOICE || entry.kind() == EntryKind.CORRECTION)
			.map((entry) -> entry.amount().getAmount())
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	/** How many rows each table has, but for those that note the loading itself. */
	private Map<String, Long> rows() throws SQLException {
		Map<String, Long> rows = new TreeMap<>();
		for (List<String> table : query("select tablename from pg_tables where schemaname = 'public'")) {
			String name = table.getFirst();
			if (!List.of("load_run", "load_remark", "customer_change").contains(name)) {
				rows.put(name, Long.valueOf(query("select count(*)::text from " + name).getFirst().getFirst()));
			}
		}
		return rows;
	}

	private List<List<String>> query(String sql) throws SQLException {
		List<List<String>> found = new ArrayList<>();
		try (Connection connection = this.database.connect();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				List<String> row = new ArrayList<>();
				for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
					row.add(rows.getString(column));
				}
				found.add(row);
			}
		}
		return found;
	}

}

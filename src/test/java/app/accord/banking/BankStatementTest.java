package app.accord.banking;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import app.accord.api.ApiClient;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditorReference;
import app.accord.customer.InvoiceNumber;
import app.accord.payment.Payment;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Payments;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bank statements, from the file that is handed in to the payment on the account: over
 * HTTP, as a program and as an employee at the desk.
 */
@AccordTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BankStatementTest {

	private static int counter = 1000;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private BankTotals totals;

	@Autowired
	private BankLines lines;

	@Autowired
	private Payments payments;

	@Autowired
	private Positions positions;

	@Autowired
	private StatementImport statements;

	@LocalServerPort
	private int port;

	private Cast cast;

	private ApiClient api;

	private LocalDate today;

	@BeforeAll
	void employ() {
		this.program.getBean(ApiTokens.class).allow("Bank link", "a-token-for-the-bank-link");
		this.program.getBean(Staff.class).create("bill", "Bill Adeyemi", StaffRole.BILLER, Cast.PASSWORD);
		this.program.getBean(Staff.class).create("ann", "Ann Agent", StaffRole.AGENT, Cast.PASSWORD);
	}

	@BeforeEach
	void open() {
		this.cast = Cast.of(this.program);
		this.api = new ApiClient(this.port, "a-token-for-the-bank-link");
		this.today = this.program.getBean(BusinessCalendar.class).today();
	}

	@ParameterizedTest
	@ValueSource(strings = { "02", "04", "08" })
	void postsWhatNamesTheBillByItself(String version) {
		Owing marisol = owing("Marisol", "Okafor" + version, "97.06");
		long file = handIn(new Statement("S-" + next(), version, this.today).in("R-" + next(), "97.06",
				"OKAFOR" + version + " MARISOL", "US12" + next(), "Invoice " + marisol.bill() + " thank you"));
		assertThat(answer(file).text("/posted")).isEqualTo("1");
		Payment paid = this.payments.page(marisol.account(), 0, 10).getFirst();
		assertThat(paid.method()).isEqualTo(PaymentMethod.BANK_TRANSFER);
		assertThat(paid.amount()).isEqualTo(Cast.dollars("97.06"));
		assertThat(this.positions.of(marisol.account()).balance().isZero()).isTrue();
		allMoneyIsAccountedFor();
	}

	@Test
	void findsNumbersHoweverTheyAreMangled() {
		Owing theo = owing("Theo", "Lindgrenson", "31.10");
		String digits = theo.bill().toString().replaceAll("\\D", "");
		String no = theo.bill().toString().replace("INV-", "");
		Statement statement = new Statement("S-" + next(), "02", this.today);
		List<String> ways = List.of("inv " + no.replace('-', ' '), "INV" + digits, no.replace('-', '.'),
				"rechnung nr. " + theo.bill().toString().toLowerCase().replace("-", ""),
				CreditorReference.shown(theo.bill()), "your account " + theo.account() + " for November");
		for (String way : ways) {
			statement.in("R-" + next(), "5.00", "T. Lindgrenson", null, way);
		}
		long file = handIn(statement);
		assertThat(answer(file).text("/posted")).as("%s", ways).isEqualTo(Integer.toString(ways.size()));
		allMoneyIsAccountedFor();
	}

	@Test
	void takesTheSameFileAndTheSameLineOnce() {
		Owing priya = owing("Priya", "Ramanujan", "45.00");
		String first = "R-" + next();
		String second = "R-" + next();
		String iban = "US77" + next();
		Statement monday = new Statement("MON-" + next(), "02", this.today).in(first, "45.00", "Priya Ramanujan", iban,
				priya.bill().toString());
		long file = handIn(monday);
		ApiClient.Answer again = post(monday.bytes(), "application/xml");
		assertThat(again.status()).isEqualTo(202);
		assertThat(again.header("Idempotency-Replayed")).contains("true");
		assertThat(again.text("/id")).isEqualTo(Long.toString(file));
		long overlapping = handIn(new Statement("TUE-" + next(), "02", this.today)
			.in(first, "45.00", "Priya Ramanujan", iban, priya.bill().toString())
			.in(second, "5.00", "Priya Ramanujan", iban, priya.account().toString()));
		assertThat(answer(overlapping).text("/known")).isEqualTo("1");
		assertThat(answer(overlapping).text("/lines")).isEqualTo("1");
		assertThat(this.payments.count(priya.account())).isEqualTo(2);
		allMoneyIsAccountedFor();
	}

	@Test
	void leavesWhatIsInDoubtToAPersonWhoSeesTheReasons() {
		Owing one = owing("Jordan", "Whitfield", "62.10");
		Owing other = owing("Jordan", "Whitfield", "62.10");
		long file = handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "62.10", "Whitfield Jordan",
				null, "for my phone"));
		assertThat(answer(file).text("/waiting")).isEqualTo("1");
		allMoneyIsAccountedFor();
		Visitor bill = biller();
		BankLine line = waitingFrom("Whitfield Jordan");
		Document page = Jsoup.parse(bill.get("/desk/banking/lines/" + line.id()).body());
		assertThat(page.select(".bank-suggestions > li")).hasSizeGreaterThanOrEqualTo(2);
		assertThat(page.select(".bank-suggestions").text()).contains("Jordan Whitfield",
				"The payer has the customer’s name", "exactly what is open of bill", one.account().toString(),
				other.account().toString());
		var done = bill.post("/desk/banking/lines/" + line.id(), "/desk/banking/lines/" + line.id() + "/assignment",
				Map.of("account", other.account().toString()));
		assertThat(done.statusCode()).isEqualTo(302);
		assertThat(this.positions.of(other.account()).balance().isZero()).isTrue();
		assertThat(this.positions.of(one.account()).balance()).isEqualTo(Cast.dollars("62.10"));
		var twice = bill.post("/desk/banking/lines/" + line.id(), "/desk/banking/lines/" + line.id() + "/assignment",
				Map.of("account", one.account().toString()));
		assertThat(twice.statusCode()).isEqualTo(422);
		assertThat(twice.body()).contains("has been decided already, by Bill Adeyemi");
		allMoneyIsAccountedFor();
	}

	@Test
	void splitsOverAccountsAndTakesItBack() {
		Owing mother = owing("Ines", "Carvalhosa", "40.00");
		Owing son = owing("Rui", "Carvalhosinho", "20.50");
		handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "60.50", "Somebody Else",
				"US55" + next(), "for both of us"));
		BankLine line = waitingFrom("Somebody Else");
		Visitor bill = biller();
		String page = "/desk/banking/lines/" + line.id();
		var wrong = bill.postBare(page + "/assignment", body(bill, page,
				"accounts=" + mother.account() + "&amounts=40.00&accounts=" + son.account() + "&amounts=20.00"));
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(wrong.body()).contains("The shares come to $60.00, the transfer was $60.50.")
			.contains(mother.account().toString());
		var done = bill.postBare(page + "/assignment", body(bill, page,
				"accounts=" + mother.account() + "&amounts=40.00&accounts=" + son.account() + "&amounts="));
		assertThat(done.statusCode()).isEqualTo(302);
		assertThat(this.positions.of(mother.account()).balance().isZero()).isTrue();
		assertThat(this.positions.of(son.account()).balance().isZero()).isTrue();
		allMoneyIsAccountedFor();
		assertThat(bill.post(page, page + "/undone", Map.of("reason", "It was for the neighbours")).statusCode())
			.isEqualTo(302);
		assertThat(this.positions.of(mother.account()).balance()).isEqualTo(Cast.dollars("40.00"));
		assertThat(this.positions.of(son.account()).balance()).isEqualTo(Cast.dollars("20.50"));
		assertThat(this.lines.get(line.id()).state()).isEqualTo(BankLine.State.WAITING);
		allMoneyIsAccountedFor();
		assertThat(bill.post(page, page + "/ignored", Map.of("reason", "Our own transfer")).statusCode())
			.isEqualTo(302);
		assertThat(this.lines.get(line.id()).state()).isEqualTo(BankLine.State.IGNORED);
		allMoneyIsAccountedFor();
	}

	@Test
	void findsTheCustomerWhoseNameOnlyStandsInTheText() {
		Owing one = owing("Wendeline", "Ashcroftson", "27.40");
		handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "30.00", "Grandmother Purse", null,
				"for Ashcroftson"));
		BankLine line = waitingFrom("Grandmother Purse");
		assertThat(line.best()).isEqualTo(one.account());
		assertThat(
				Jsoup.parse(biller().get("/desk/banking/lines/" + line.id()).body()).select(".bank-suggestions").text())
			.contains("Wendeline Ashcroftson", "Part of the name stands in the text: ashcroftson");
	}

	@Test
	void asksASecondPersonBeyondTheLimit() {
		this.program.getBean(app.accord.staff.Authority.class)
			.set(StaffRole.BILLER, app.accord.staff.Permission.MANUAL_PAYMENT, "USD", Cast.dollars("1000.00"), "Test",
					Cast.agent());
		Owing rich = owing("Bartholomea", "Vanderbiltson", "5000.00");
		handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "5000.00", "Trustee Office", null,
				"as agreed"));
		BankLine line = waitingFrom("Trustee Office");
		Visitor bill = biller();
		String page = "/desk/banking/lines/" + line.id();
		var refused = bill.post(page, page + "/assignment", Map.of("account", rich.account().toString()));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("Ask for approval");
		var asked = bill.post(page, page + "/assignment", Map.of("account", rich.account().toString(), "ask", "yes"));
		assertThat(asked.statusCode()).isEqualTo(302);
		assertThat(this.lines.get(line.id()).state()).isEqualTo(BankLine.State.WAITING);
		this.program.getBean(org.springframework.transaction.support.TransactionTemplate.class)
			.executeWithoutResult((status) -> this.program.getBean(Deciding.class)
				.assignApproved(line.id(), List.of(new Deciding.Share(rich.account(), line.amount())), Cast.agent()));
		assertThat(this.positions.of(rich.account()).balance().isZero()).isTrue();
		allMoneyIsAccountedFor();
	}

	@Test
	void remembersFromWhichBankAccountSomebodyPays() {
		Owing dmitri = owing("Dmitri", "Volkovsky", "33.00");
		String iban = "US66" + next();
		handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "33.00", "A. Petrova-Stein", iban,
				null));
		BankLine line = waitingFrom("A. Petrova-Stein");
		biller().post("/desk/banking/lines/" + line.id(), "/desk/banking/lines/" + line.id() + "/assignment",
				Map.of("account", dmitri.account().toString()));
		this.cast.bill(dmitri.account(), "71.35", this.today.plusDays(10), "December");
		long file = handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "71.35", "A. Petrova-Stein",
				iban, "december"));
		assertThat(answer(file).text("/posted")).isEqualTo("1");
		assertThat(this.positions.of(dmitri.account()).balance().isZero()).isTrue();
		allMoneyIsAccountedFor();
	}

	@Test
	void takesAPaymentBackThatBounces() {
		Owing kwame = owing("Kwame", "Mensahene", "88.40");
		String id = "E2E-" + next();
		String iban = "US31" + next();
		handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "88.40", "Kwame Mensahene", iban, id,
				CreditorReference.of(kwame.bill())));
		assertThat(this.positions.of(kwame.account()).balance().isZero()).isTrue();
		long file = handIn(new Statement("S-" + next(), "02", this.today).returned("R-" + next(), "88.40",
				"Kwame Mensahene", iban, id, "AC04"));
		assertThat(answer(file).text("/returned")).isEqualTo("1");
		assertThat(this.positions.of(kwame.account()).balance()).isEqualTo(Cast.dollars("88.40"));
		assertThat(this.payments.page(kwame.account(), 0, 1).getFirst().reversed()).isTrue();
		Visitor bill = biller();
		assertThat(bill.get("/desk/customers/" + kwame.account().customer()).body())
			.contains("because the account is closed (AC04)");
		assertThat(this.program.getBean(org.springframework.jdbc.core.JdbcTemplate.class)
			.queryForObject("select count(*) from message where customer_id = ? and kind = 'payment-returned'",
					Long.class, kwame.account().customerId()))
			.isEqualTo(1);
		allMoneyIsAccountedFor();
	}

	@Test
	void asksWhichPaymentBouncedWhereTheBankDoesNotSay() {
		Owing one = owing("Lena", "Abernathy", "19.99");
		handIn(new Statement("S-" + next(), "02", this.today).in("R-" + next(), "19.99", "Lena Abernathy",
				"US32" + next(), one.bill().toString()));
		long file = handIn(new Statement("S-" + next(), "02", this.today).out("R-" + next(), "19.99", "L Abernathy",
				null, "Return of transfer"));
		assertThat(answer(file).text("/waiting")).isEqualTo("1");
		allMoneyIsAccountedFor();
		BankLine line = waitingFrom("L Abernathy");
		Visitor bill = biller();
		String page = "/desk/banking/lines/" + line.id();
		Document shown = Jsoup.parse(bill.get(page).body());
		String paid = shown.select(".bank-suggestions input[name=paid]").attr("value");
		assertThat(shown.select(".bank-suggestions").text()).contains("Lena Abernathy");
		assertThat(bill.post(page, page + "/return", Map.of("paid", paid)).statusCode()).isEqualTo(302);
		assertThat(this.positions.of(one.account()).balance()).isEqualTo(Cast.dollars("19.99"));
		allMoneyIsAccountedFor();
	}

	@Test
	void setsAsideMoneyThatGoesOutForSomethingElse() {
		long file = handIn(new Statement("S-" + next(), "02", this.today).out("R-" + next(), "1200.00", "Landlord Inc",
				"US99" + next(), "Rent November"));
		assertThat(answer(file).text("/ignored")).isEqualTo("1");
		allMoneyIsAccountedFor();
	}

	@Test
	void splitsABookingOfManyTransactionsAndRefusesBadEntriesAlone() {
		Owing one = owing("Ada", "Bartholomew", "11.11");
		Owing two = owing("Beatrix", "Cunningham", "22.22");
		long file = handIn(new Statement("S-" + next(), "04", this.today)
			.batch("B-" + next(), "33.33", List.of("11.11", "22.22"), List.of("Ada Bartholomew", "Beatrix Cunningham"))
			.raw("<Ntry><Amt Ccy=\"USD\">1.005</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>"
					+ this.today + "</Dt></BookgDt></Ntry>")
			.raw("<Ntry><Amt Ccy=\"USD\">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts></Ntry>"));
		ApiClient.Answer answer = answer(file);
		assertThat(answer.text("/posted")).isEqualTo("2");
		assertThat(answer.text("/refused")).isEqualTo("2");
		assertThat(this.positions.of(one.account()).balance().isZero()).isTrue();
		assertThat(this.positions.of(two.account()).balance().isZero()).isTrue();
		assertThat(biller().get("/desk/banking/files/" + file).body())
			.contains("The amount 1.005 has more decimals than its currency.", "not booked yet (PDNG)");
		allMoneyIsAccountedFor();
	}

	@Test
	void readsCsvAsBanksWriteIt() {
		Owing german = owing("Jürgen", "Großmann", "1234.50");
		String csv = "Umsatzanzeige;;;;\nKonto;DE89370400440532013000;;;\n\n"
				+ "Buchungstag;Valuta;Auftraggeber/Begünstigter;Verwendungszweck;Betrag;Währung\n" + day(this.today)
				+ ";" + day(this.today) + ";GROSSMANN, JUERGEN;\"Rechnung " + german.bill().toString().replace("-", " ")
				+ "; danke\";1.234,50;USD\n" + day(this.today) + ";;Falsch;x;abc;USD\n";
		ApiClient.Answer handed = post(csv.getBytes(StandardCharsets.ISO_8859_1), "text/csv");
		assertThat(handed.status()).as(handed.body()).isEqualTo(202);
		long file = Long.parseLong(handed.text("/id"));
		done(file);
		assertThat(answer(file).text("/posted")).isEqualTo("1");
		assertThat(answer(file).text("/refused")).isEqualTo("1");
		assertThat(this.positions.of(german.account()).balance().isZero()).isTrue();
		allMoneyIsAccountedFor();
	}

	@Test
	void asksOnceHowAnUnknownCsvIsReadAndRemembersIt() {
		Owing one = owing("Odile", "Marchandise", "14.70");
		Visitor bill = biller();
		String header = "When,How much,Who,What\n";
		var uploaded = bill.upload("/desk/banking", "/desk/banking/files", "file", "odd.csv",
				(header + "03/04/2026,14.70,Odile Marchandise," + one.bill() + "\n").getBytes(StandardCharsets.UTF_8));
		assertThat(uploaded.statusCode()).isEqualTo(302);
		String columns = uploaded.headers().firstValue("Location").orElseThrow().replaceAll("^https?://[^/]+", "");
		assertThat(columns).endsWith("/columns");
		Document page = Jsoup.parse(bill.get(columns).body());
		assertThat(page.text()).contains("The columns of this file were not recognised.");
		var look = bill.postBare(columns, body(bill, columns,
				"act=look&booked=0&amount=1&name=2&text=3&dates=MONTH_FIRST&decimal=.&fixedCurrency=USD&source=Odd+bank"));
		assertThat(look.body()).contains("2026-03-04", "14.70 USD", "Odile Marchandise");
		var go = bill.postBare(columns, body(bill, columns,
				"act=go&booked=0&amount=1&name=2&text=3&dates=DAY_FIRST&decimal=.&fixedCurrency=USD&source=Odd+bank"));
		assertThat(go.statusCode()).isEqualTo(302);
		done(Long.parseLong(columns.replaceAll("\\D+", " ").strip()));
		assertThat(this.positions.of(one.account()).balance().isZero()).isTrue();
		ApiClient.Answer next = post(
				(header + "05/04/2026,3.00,Odile Marchandise," + one.account() + "\n").getBytes(StandardCharsets.UTF_8),
				"text/csv");
		assertThat(next.text("/state")).isNotEqualTo("MAPPING");
		done(Long.parseLong(next.text("/id")));
		assertThat(this.payments.count(one.account())).isEqualTo(2);
		assertThat(bill.get("/desk/banking").body()).contains("Odd bank");
		allMoneyIsAccountedFor();
	}

	@Test
	void refusesWhatIsNoStatementWithASentence() {
		assertThat(post(
				"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>".getBytes(StandardCharsets.UTF_8),
				"application/xml"))
			.satisfies((answer) -> {
				assertThat(answer.status()).isEqualTo(422);
				assertThat(answer.body()).doesNotContain("root:");
			});
		assertThat(post(
				"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.052.001.02\"/>".getBytes(StandardCharsets.UTF_8),
				"application/xml")
			.body()).contains("Load the statement of the day");
		assertThat(post(new byte[] { 0, 1, 2, 0 }, "application/octet-stream").status()).isEqualTo(422);
	}

	@Test
	void isForThoseWhoBill() {
		Visitor ann = new Visitor(this.port);
		ann.signIn("desk", "ann", Cast.PASSWORD);
		assertThat(ann.get("/desk/banking").statusCode()).isEqualTo(403);
		assertThat(biller().get("/desk/banking").body()).contains("agrees with the books")
			.doesNotContain("does not agree");
	}

	@Test
	void goesOnWithAFileThatWasLeftUndone() {
		Owing late = owing("Wilhelmina", "Tannenbaum", "54.32");
		byte[] file = new Statement("S-" + next(), "02", this.today)
			.in("R-" + next(), "54.32", "Wilhelmina Tannenbaum", null, late.bill().toString())
			.bytes();
		long id = Long.parseLong(post(file, "application/xml").text("/id"));
		done(id);
		// As a crash leaves it: the lines are there, nothing says that the file is done.
		this.program.getBean(org.springframework.jdbc.core.JdbcTemplate.class)
			.update("update bank_file set state = 'READING', heartbeat_at = null where bank_file_id = ?", id);
		this.statements.goOn();
		assertThat(answer(id).text("/state")).isEqualTo("DONE");
		assertThat(this.payments.count(late.account())).isEqualTo(1);
		allMoneyIsAccountedFor();
	}

	private record Owing(AccountNumber account, InvoiceNumber bill) {
	}

	private Owing owing(String given, String family, String amount) {
		int n = next();
		AccountNumber account = this.cast.customer(given, family, "212-555-%04d".formatted(n % 10000), "u" + n);
		return new Owing(account, this.cast.bill(account, amount, this.today.plusDays(14), "November"));
	}

	private Visitor biller() {
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", "bill", Cast.PASSWORD);
		return visitor;
	}

	private static String body(Visitor visitor, String page, String fields) {
		return "_csrf=" + Jsoup.parse(visitor.get(page).body()).select("input[name=_csrf]").attr("value") + "&"
				+ fields;
	}

	private BankLine waitingFrom(String payer) {
		return this.lines.waiting(0, 100)
			.stream()
			.filter((line) -> payer.equals(line.payerName()))
			.findFirst()
			.orElseThrow();
	}

	private long handIn(Statement statement) {
		ApiClient.Answer answer = post(statement.bytes(), "application/xml");
		assertThat(answer.status()).as(answer.body()).isEqualTo(202);
		long file = Long.parseLong(answer.text("/id"));
		done(file);
		return file;
	}

	private void done(long file) {
		await().atMost(Duration.ofSeconds(15))
			.until(() -> List.of("DONE", "FAILED").contains(answer(file).text("/state")));
	}

	private ApiClient.Answer post(byte[] content, String type) {
		return this.api.send(this.api.request("/bank-statements?name=statement-" + content.length)
			.header("Content-Type", type)
			.POST(HttpRequest.BodyPublishers.ofByteArray(content)));
	}

	private ApiClient.Answer answer(long file) {
		return this.api.get("/bank-statements/" + file);
	}

	private void allMoneyIsAccountedFor() {
		assertThat(this.totals.all()).allMatch(BankTotals.Totals::agree);
	}

	private static String day(LocalDate day) {
		return "%02d.%02d.%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
	}

	private static int next() {
		return ++counter;
	}

}

package app.accord.correspondence;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccounts;
import app.accord.billing.CreditNotes;
import app.accord.billing.Invoices;
import app.accord.billing.NewCreditNote;
import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.PortalAccess;
import app.accord.payment.Receipt;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bills, credit notes, statements and receipts as pages and PDF, in English and German;
 * all of them state the position they were made at.
 */
@AccordTest
class DocumentsTest {

	private static final Actor SYSTEM = Actor.system("test");

	@Autowired
	private ApplicationContext program;

	@Autowired
	private MovableClock clock;

	@LocalServerPort
	private int port;

	private Cast cast;

	private static int count;

	private static int shots;

	@BeforeEach
	void fourteenOhTwo() {
		this.cast = Cast.of(this.program);
		this.clock.stop(Instant.parse("2026-11-22T19:02:11Z"));
	}

	@Test
	void aBillAsPdfStatesItsFactsAndThePositionItWasMadeAt() throws IOException {
		AccountNumber account = customer("Marisol", "Okafor", "en", "USD");
		InvoiceNumber bill = issue(account, "2026-12-03", "89.00", "11.50");
		this.cast.cash(account, "20.00");
		String text = text(pdf(bill));
		assertThat(text).contains("Bill", bill.toString(), "Marisol Okafor", "To be paid by 3 Dec 2026",
				"8.875 % tax on $100.50 $8.92", "Total $109.42", "Paid −$20.00", "Still to pay $89.42",
				"Balance $89.42 (as of entry 3, 22 Nov 2026 14:02:11)", "1 of 1");
		assertThat(text).contains("/pay/" + account.customerId() + "-" + account.no() + "-b" + bill.no() + "-");
	}

	@Test
	void aGermanCustomerReadsTheBillInGerman() throws IOException {
		AccountNumber account = customer("Jürgen", "Weiß", "de", "EUR");
		InvoiceNumber bill = issue(account, "2026-12-03", "1200.00");
		String text = text(pdf(bill));
		assertThat(text).contains("Rechnung", "Jürgen Weiß", "Zahlbar bis 3. Dez. 2026",
				"8,875 % Steuer auf 1.200,00 € 106,50 €", "Gesamtbetrag 1.306,50 €",
				"Kontostand 1.306,50 € (Stand: Buchung 2, 22. Nov. 2026 14:02:11)", "Seite 1 von 1");
		Visitor portal = portal(account);
		Document page = Jsoup.parse(portal.get("/portal/bills/" + bill).body());
		Element paper = page.selectFirst("article.paper");
		assertThat(paper.attr("lang")).isEqualTo("de");
		assertThat(paper.text()).contains("Noch zu zahlen 1.306,50 €");
		assertThat(paper.selectFirst("data[data-fact=balance]").attr("value")).isEqualTo("1306.50");
	}

	@Test
	void currenciesHaveTheirOwnDecimals() throws IOException {
		AccountNumber yen = customer("Aiko", "Sato", "en", "JPY");
		assertThat(text(pdf(issue(yen, "2026-12-03", "1000")))).contains("Total ¥1,089", "Balance ¥1,089 (as of");
		AccountNumber dinar = customer("Yousef", "Al-Sabah", "de", "KWD");
		assertThat(text(pdf(issue(dinar, "2026-12-03", "1.250")))).contains("Gesamtbetrag 1,361 KWD",
				"Kontostand 1,361 KWD (Stand");
	}

	@Test
	void pageAndPdfStateTheSameFacts() throws IOException {
		AccountNumber account = customer("Nadia", "Haddad", "en", "USD");
		InvoiceNumber bill = issue(account, "2026-10-03", "40.00");
		Document desk = Jsoup.parse(agent().get("/desk/invoices/" + bill).body());
		Document portal = Jsoup.parse(portal(account).get("/portal/bills/" + bill).body());
		assertThat(facts(desk)).isNotEmpty().containsAll(facts(portal));
		String text = text(pdf(bill));
		desk.select("article.paper data.fact").forEach((fact) -> assertThat(text).contains(fact.text()));
		assertThat(desk.select("article.paper").text()).contains("overdue");
	}

	@Test
	void aCreditNoteNamesBillReasonAndLines() throws IOException {
		AccountNumber account = customer("Theo", "Brandt", "de", "EUR");
		InvoiceNumber bill = issue(account, "2026-12-03", "100.00");
		CreditNoteNumber note = this.program.getBean(CreditNotes.class)
			.issue(NewCreditNote.ofAmount(bill, Money.parse("EUR 54.44"), "Halber Monat"), SYSTEM, null)
			.value()
			.creditNote();
		String text = text(agentFile("/desk/credit-notes/" + note + ".pdf"));
		assertThat(text).contains("Gutschrift", note.toString(), "Zu Rechnung " + bill, "Halber Monat",
				"8,875 % Steuer auf 50,00 € 4,44 €", "Gutgeschrieben 54,44 €", "Kontostand 54,44 € (Stand: Buchung 4");
		// A line may end after a number's first hyphen.
		assertThat(text(pdf(bill)).replace("CN- ", "CN-"))
			.contains("Gutschrift " + note + " vom 22. Nov. 2026 −54,44 €", "Noch zu zahlen 54,44 €");
		assertThat(portal(account).get("/portal/credit-notes/" + note).body()).contains("Halber Monat");
	}

	@Test
	void aStatementAndAReceiptAsPdf() throws IOException {
		AccountNumber account = customer("Lena", "Moser", "en", "USD");
		issue(account, "2026-12-03", "100.00");
		Receipt receipt = this.cast.cash(account, "30.00");
		String statement = text(
				agentFile("/desk/accounts/" + account + "/statement.pdf?from=2026-11-01&to=2026-11-30"));
		assertThat(statement).contains("Statement of account", "1 – 30 Nov 2026", "Balance before $0.00",
				"Balance after $78.88", "Balance $78.88 (as of entry 3");
		String csv = agent().get("/desk/accounts/" + account + "/statement.csv?from=2026-11-01&to=2026-11-30").body();
		assertThat(csv.lines()).hasSize(4).last().asString().contains("-30.00,78.88,USD");
		assertThat(text(agentFile("/desk/receipts/" + receipt.receipt() + ".pdf"))).contains("Receipt",
				receipt.receipt(), "Received", "$30.00", "Balance $78.88 (as of entry 3");
	}

	@Test
	void aBillOfManyLinesRunsOverPagesWithItsHeadings() throws IOException {
		AccountNumber account = customer("Big", "Buyer", "en", "USD");
		byte[] file = pdf(
				issue(account, "2026-12-03", java.util.Collections.nCopies(90, "3.33").toArray(String[]::new)));
		try (PDDocument document = Loader.loadPDF(file)) {
			assertThat(document.getNumberOfPages()).isGreaterThan(2);
			for (int page = 1; page < document.getNumberOfPages(); page++) {
				assertThat(text(document, page)).contains("What", "Before tax",
						page + " of " + document.getNumberOfPages());
			}
		}
	}

	@Test
	void aPdfIsTaggedAndBringsItsFonts() throws IOException {
		AccountNumber account = customer("Ada", "Access", "de", "EUR");
		try (PDDocument document = Loader.loadPDF(pdf(issue(account, "2026-12-03", "10.00")))) {
			assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
			assertThat(document.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
			assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("de");
			assertThat(document.getDocumentInformation().getTitle()).startsWith("Rechnung INV-");
			for (PDPage page : document.getPages()) {
				for (var name : page.getResources().getFontNames()) {
					PDFont font = page.getResources().getFont(name);
					assertThat(font.isEmbedded()).as(font.getName()).isTrue();
					assertThat(font.getName()).contains("DejaVu");
				}
				assertThat(page.getResources().getXObjectNames()).as("QR code").isNotEmpty();
			}
		}
	}

	@Test
	void nobodyReadsAnothersDocuments() {
		AccountNumber account = customer("Mine", "Only", "en", "USD");
		AccountNumber other = customer("Some", "Else", "en", "USD");
		InvoiceNumber bill = issue(account, "2026-12-03", "10.00");
		Receipt receipt = this.cast.cash(account, "1.00");
		Visitor stranger = portal(other);
		for (String path : List.of("/portal/bills/" + bill, "/portal/bills/" + bill + ".pdf",
				"/portal/bills/" + bill + "/dispute", "/portal/receipts/" + receipt.receipt() + ".pdf",
				"/portal/accounts/" + account + "/statement", "/portal/accounts/" + account + "/statement.pdf",
				"/portal/accounts/" + account + "/instalments")) {
			assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
		}
		assertThat(new Visitor(this.port).get("/desk/invoices/" + bill + ".pdf").statusCode()).isNotEqualTo(200);
	}

	@Test
	void programsGetDocumentsThroughTheApi() throws IOException, InterruptedException {
		AccountNumber account = customer("Api", "Reader", "en", "USD");
		InvoiceNumber bill = issue(account, "2026-12-03", "10.00");
		this.program.getBean(ApiTokens.class).allow("documents", "documents-token-1");
		HttpResponse<byte[]> file = HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.port + "/api/v1/invoices/" + bill + ".pdf"))
				.header("Authorization", "Bearer documents-token-1")
				.build(), HttpResponse.BodyHandlers.ofByteArray());
		assertThat(file.statusCode()).isEqualTo(200);
		assertThat(file.headers().firstValue("Content-Type")).contains("application/pdf");
		assertThat(text(file.body())).contains("Balance $10.89 (as of entry 2");
		HttpResponse<String> none = HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.port + "/api/v1/invoices/"
						+ InvoiceNumber.of(bill.customerId(), 99) + ".pdf"))
				.header("Authorization", "Bearer documents-token-1")
				.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(none.statusCode()).isEqualTo(404);
	}

	private AccountNumber customer(String given, String family, String language, String currency) {
		int n = ++count;
		NewCustomer customer = NewCustomer.person(given, family)
			.speaking(language)
			.with(NewContactPoint.email("documents" + n + "@example.com"),
					NewContactPoint.postal("48 Market Street, Apt 5, New York, NY 10012"));
		CustomerNumber number = this.program.getBean(Customers.class).create(Cast.agent(), customer);
		this.program.getBean(PortalAccess.class).allow(number.customerId(), "documents" + n, Cast.PASSWORD);
		return this.program.getBean(BillingAccounts.class).open(number.customerId(), "Home", currency, Cast.agent());
	}

	private InvoiceNumber issue(AccountNumber account, String dueOn, String... nets) {
		String currency = this.program.getBean(BillingAccounts.class).get(account).currency();
		List<NewInvoice.Line> lines = new ArrayList<>();
		for (String net : nets) {
			lines.add(new NewInvoice.Line("FIBER-500", "Fiber 500, November", 1, Money.parse(currency + " " + net),
					new BigDecimal("8.875")));
		}
		LocalDate due = LocalDate.parse(dueOn);
		return this.program.getBean(Invoices.class)
			.issue(account, new NewInvoice(due.minusDays(21), due, null, null, lines), Cast.agent());
	}

	private Visitor portal(AccountNumber account) {
		Visitor visitor = new Visitor(this.port);
		String username = this.program.getBean(Customers.class)
			.find(account.customerId())
			.orElseThrow()
			.emails()
			.getFirst()
			.shown()
			.replace("@example.com", "");
		visitor.signIn("portal", username, Cast.PASSWORD);
		return visitor;
	}

	private Visitor agent() {
		Staff staff = this.program.getBean(Staff.class);
		String username = "documents" + ++count;
		staff.create(username, "Ada Lindqvist", StaffRole.BILLER, Cast.PASSWORD);
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", username, Cast.PASSWORD);
		return visitor;
	}

	private byte[] pdf(InvoiceNumber bill) {
		return agentFile("/desk/invoices/" + bill + ".pdf");
	}

	private byte[] agentFile(String path) {
		HttpResponse<byte[]> file = agent().file(path);
		assertThat(file.statusCode()).isEqualTo(200);
		return file.body();
	}

	private static List<String> facts(Document page) {
		return page.select("article.paper data.fact")
			.stream()
			.map((fact) -> fact.attr("data-fact") + " " + fact.attr("data-subject") + " " + fact.attr("data-as-of")
					+ " " + fact.attr("value"))
			.toList();
	}

	private static String text(byte[] file) throws IOException {
		if (System.getProperty("shots") != null) {
			java.nio.file.Files.write(java.nio.file.Path.of("/tmp/shots/pdf-" + ++shots + ".pdf"), file);
		}
		try (PDDocument document = Loader.loadPDF(file)) {
			return new PDFTextStripper().getText(document).replaceAll("[\\s\\u00a0\\u202f]+", " ");
		}
	}

	private static String text(PDDocument document, int page) throws IOException {
		PDFTextStripper stripper = new PDFTextStripper();
		stripper.setStartPage(page);
		stripper.setEndPage(page);
		return stripper.getText(document);
	}

}

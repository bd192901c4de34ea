package app.accord.intake;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.DueDates;
import app.accord.billing.Explaining;
import app.accord.billing.Invoice;
import app.accord.billing.Invoices;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.billing.TakingOver;
import app.accord.catalog.PriceBook;
import app.accord.catalog.Products;
import app.accord.consent.Consent;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.NewConsent;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContactPointView;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import app.accord.payment.Payments;
import app.accord.refusal.Refusal;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import app.accord.time.DateStyle;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What customers bought, owed, paid and said elsewhere: taken in, come again, taken back.
 */
@AccordTest
class RecordsTest {

	private static final Actor SAM = new Actor(ActorKind.STAFF, "sam", "Sam Thornton", Channel.DESK);

	private static int files;

	@LocalServerPort
	private int port;

	@Autowired
	private Staff staff;

	@Autowired
	private TakingOver takingOver;

	@Autowired
	private Importing importing;

	@Autowired
	private Imports imports;

	@Autowired
	private Directory directory;

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private Positions positions;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Payments payments;

	@Autowired
	private Explaining explaining;

	@Autowired
	private DueDates dueDates;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Orders orders;

	@Autowired
	private Products products;

	@Autowired
	private PriceBook prices;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Consents consents;

	@Autowired
	private Jobs jobs;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	private String source;

	@BeforeEach
	void customers() {
		this.source = "Old system " + ++files;
		take("""
				external_id,kind,given_name,family_name,email
				1,person,Ada,Moor,ada%1$d@old.example
				2,person,Ben,Moor,ben%1$d@old.example
				""".formatted(files));
	}

	@AfterEach
	void backToNow() {
		this.clock.reset();
	}

	@Test
	void billsAndPaymentsMakeTheOpeningPosition() {
		DataImport bills = take("""
				customer;number;issued;due;amount;tax;paid_on
				1;R-1;31.10.2024;14.11.2024;1.110,27;100,27;
				1;R-2;30.11.2024;14.12.2024;110,27;;
				1;R-3;31.12.2024;14.01.2025;97,06;;10.01.2025
				2;R-1;31.12.2024;14.01.2025;20,00;;
				9;R-9;31.12.2024;14.01.2025;20,00;;
				1;R-4;31.12.2024;14.11.2024;20,00;;
				""");
		assertThat(bills.plan().records()).isEqualTo(ImportKind.BILLS);
		assertThat(bills.plan().numbers()).isEqualTo(NumberStyle.COMMA);
		assertThat(bills.plan().dates()).isEqualTo(DateStyle.DOTS);
		assertThat(bills.counts()).isEqualTo(new Counts(4, 0, 0, 0, 2));
		assertThat(remarks(bills)).anyMatch((remark) -> remark.startsWith("No customer is known as 9 of “Old system"))
			.contains("The bill would be due before its date.");
		DataImport paid = take("""
				customer;number;date;amount;bill
				1;P-1;20.11.2024;1.000,00;R-1
				1;P-2;01.12.2024;110,27;R-1
				1;P-3;01.12.2024;10,00;R-77
				""");
		assertThat(paid.counts()).isEqualTo(new Counts(2, 0, 0, 0, 1));
		assertThat(remarks(paid).getFirst()).startsWith("Bill R-77 is not known.");

		AccountNumber account = account(1);
		assertThat(this.positions.of(account).balance()).isEqualTo(Cast.dollars("110.27"));
		List<Invoice> shown = this.invoices.page(account, 0, 10);
		assertThat(shown).extracting(Invoice::open)
			.containsExactlyInAnyOrder(Cast.dollars("0.00"), Cast.dollars("110.27"), Cast.dollars("0.00"));
		assertThat(this.explaining.explain(account, Cast.dollars("110.27")).sentence()).contains("is the balance");
		assertThat(this.explaining.explain(account, Cast.dollars("97.06")).sentence()).contains("total of bill");
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void nobodyIsToldOfBillsOfThePastOrRemindedOfThem() {
		take("customer,number,issued,due,amount\n1,R-1,2024-10-31,2024-11-14,50.00\n");
		AccountNumber account = account(1);
		assertThat(this.positions.of(account).overdue()).isEqualTo(Cast.dollars("50.00"));
		this.clock.move(java.time.Duration.ofDays(3));
		this.jobs.run("Reminders");
		assertThat(messages(account)).isZero();
		this.transaction
			.executeWithoutResult((status) -> this.dueDates.move(this.invoices.page(account, 0, 1).getFirst().number(),
					this.calendar.today().plusDays(1), "Asked for on taking over", SAM, null));
		this.clock.move(java.time.Duration.ofDays(30));
		this.jobs.run("Reminders");
		assertThat(messages(account)).as("it got a new due date here").isPositive();
	}

	@Test
	void itIsAskedAndSaidWhoCollectsOpenBills() {
		this.staff.create("collector", "Ruth Bauer", StaffRole.SUPERVISOR, Cast.PASSWORD);
		Visitor ruth = new Visitor(this.port);
		ruth.signIn("desk", "collector", Cast.PASSWORD);
		String rows = "customer,number,issued,due,amount\n1,R-1,2024-11-01,2030-11-14,50.00\n";
		String page = "/desk/imports/" + receive(rows);
		assertThat(Jsoup.parse(ruth.get(page).body()).select("#openBills option[selected]").val())
			.isEqualTo("COLLECTED_THERE");
		take(rows);
		InvoiceNumber there = this.invoices.page(account(1), 0, 1).getFirst().number();
		assertThat(ruth.get("/desk/invoices/" + there).body()).contains("Taken over from", "R-1",
				"auto-pay never charges it");
		take("customer,number,issued,due,amount\n2,R-2,2024-11-01,2030-11-14,50.00\n",
				ImportPlan.OpenBills.CHARGED_HERE);
		InvoiceNumber here = this.invoices.page(account(2), 0, 1).getFirst().number();
		assertThat(ruth.get("/desk/invoices/" + here).body()).contains("auto-pay charges it with our next bill");
		assertThat(this.takingOver.origin(there)).get().satisfies((origin) -> {
			assertThat(origin.external()).isEqualTo("R-1");
			assertThat(origin.collectedElsewhere()).isTrue();
		});
		this.transaction.executeWithoutResult(
				(status) -> this.dueDates.move(there, this.calendar.today().plusDays(9), "We collect it", SAM, null));
		assertThat(this.takingOver.collectedElsewhere(account(1))).isEmpty();
	}

	@Test
	void theSameFileAgainSaysNothingNewAndOtherContentIsRefused() {
		String file = "customer,number,date,amount\n1,P-1,2024-11-20,10.00\n2,P-1,2024-11-21,12.00\n";
		take(file);
		assertThat(take(file).counts()).isEqualTo(new Counts(0, 2, 0, 0, 0));
		DataImport other = take("customer,number,date,amount\n1,P-1,2024-11-20,11.00\n1,P-2,2024-11-20,11.00\n");
		assertThat(other.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
		assertThat(remarks(other).getFirst()).startsWith("Number P-1 is known already with other content");
	}

	@Test
	void undoingBillsAndPaymentsReversesThemUnlessSomethingHangsOnThem() {
		DataImport bills = take("""
				customer,number,issued,due,amount,tax,paid_on
				1,R-1,2024-10-31,2024-11-14,50.00,4.00,
				1,R-2,2024-11-30,2024-12-14,60.00,,2024-12-10
				2,R-3,2024-11-30,2024-12-14,70.00,,
				""");
		DataImport paid = take("customer,number,date,amount,bill\n1,P-1,2024-11-20,50.00,R-1\n");
		assertThat(this.importing.previewUndo(bills.id()).hanging())
			.containsOnlyKeys("money was received for the bill");
		this.importing.undoNow(bills.id());
		assertThat(find(bills).undoKept()).isOne();
		assertThat(this.importing.keptWhenUndone(bills.id()).values())
			.containsExactly("Row 1 stays: money was received for the bill.");
		assertThat(this.positions.of(account(1)).balance()).isEqualTo(Cast.dollars("0.00"));
		assertThat(this.positions.of(account(2)).balance()).isEqualTo(Cast.dollars("0.00"));
		this.importing.undoNow(paid.id());
		assertThat(this.positions.of(account(1)).balance()).isEqualTo(Cast.dollars("50.00"));
		assertThat(this.payments.page(account(1), 0, 10)).allMatch((payment) -> payment.reversed());
		assertThat(this.checks.violations()).isEmpty();
		assertThat(take("customer,number,date,amount\n1,P-1,2024-11-20,50.00\n").counts().fresh())
			.as("an undone record may come again")
			.isOne();
	}

	@Test
	void purchasesHaveLinesAndAreWithdrawnAsAWhole() {
		take("code,name,price\nlamp-%1$d,Desk lamp,49.90\n".formatted(files));
		DataImport done = take("""
				customer,number,date,product,description,quantity,price,discount,channel,method
				1,536,2024-12-01 08:26,lamp-%1$d,,2,49.90,,web,card
				1,536,2024-12-01 08:26,,Gift wrap,1,2.00,0.50,web,card
				1,537,2024-12-02,nothing,,1,2.00,,web,card
				2,538,2024-12-02,,Vase,1,2.00,,web,card
				2,538,2024-12-02,,Vase,x,2.00,,web,card
				""".formatted(files));
		assertThat(done.counts()).isEqualTo(new Counts(2, 0, 0, 0, 3));
		assertThat(remarks(done)).anyMatch((remark) -> remark.startsWith("There is no product NOTHING"))
			.anyMatch((remark) -> remark.equals("Line 6 of the same purchase can’t be taken in, so none of it is."));
		List<PurchaseView> bought = this.orders.list(id(1), 0, 10).items();
		assertThat(bought).singleElement().satisfies((purchase) -> {
			assertThat(purchase.total()).isEqualTo(Cast.dollars("101.30"));
			assertThat(purchase.lines()).extracting((line) -> line.description())
				.containsExactly("Desk lamp", "Gift wrap");
		});
		assertThat(this.positions.of(account(1)).balance()).isEqualTo(Cast.dollars("0.00"));
		assertThat(history(1, Audience.CUSTOMER)).anyMatch((line) -> line.startsWith("Bought 2 articles"));
		this.importing.undoNow(done.id());
		assertThat(find(done).undoKept()).isZero();
		assertThat(this.orders.list(id(1), 0, 10).items()).isEmpty();
		assertThat(history(1, Audience.CUSTOMER)).noneMatch((line) -> line.startsWith("Bought 2 articles"));
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void productsGetTheirPricesAndGiveThemBack() {
		String code = "CUP-" + files;
		String file = "code,name,price,currency\n%s,Cup,\"4,50 €\",EUR\n".formatted(code);
		DataImport done = take(file);
		assertThat(done.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
		assertThat(take(file).counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
		DataImport dearer = take("code,name,price,currency\n%s,Big cup,\"5,50\",EUR\n".formatted(code));
		assertThat(dearer.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
		assertThat(remarks(dearer))
			.containsExactly("It costs €5.50 instead of €4.50 from now on. The name stays “Cup”.");
		this.clock.move(java.time.Duration.ofSeconds(5));
		this.importing.undoNow(dearer.id());
		this.clock.move(java.time.Duration.ofSeconds(5));
		assertThat(this.prices.quote(code, null, "EUR", this.calendar.now(), null).finalPrice())
			.isEqualTo(org.joda.money.Money.parse("EUR 4.50"));
		this.importing.undoNow(done.id());
		assertThat(this.products.find(code)).isEmpty();
	}

	@Test
	void whatWasSaidStandsInTheHistoryForStaff() {
		String file = """
				customer,number,date,channel,direction,subject,text,employee,customer_sees
				1,T-1,2024-03-05 14:02,phone,in,Engraving is wrong,He says that the name is not KC.,Dana Reyes,
				1,T-2,2024-03-06,email,out,We are sorry,A new one comes before the birthday.,Dana Reyes,yes
				1,T-3,2024-03-07,pigeon,out,x,y,,
				1,T-4,2024-03-07,phone,,x,y,,
				""";
		DataImport done = take(file);
		assertThat(done.counts()).isEqualTo(new Counts(2, 0, 0, 0, 2));
		assertThat(take(file).counts().same()).isEqualTo(2);
		Interaction call = this.timeline.page(id(1), Audience.STAFF, List.of(), 0, 50)
			.stream()
			.filter((entry) -> entry.summary().equals("Engraving is wrong"))
			.findFirst()
			.orElseThrow();
		assertThat(call.at())
			.isEqualTo(LocalDate.of(2024, 3, 5).atTime(14, 2).atZone(this.calendar.zone()).toInstant());
		assertThat(call.actor().name()).startsWith("Dana Reyes (Import of Old system");
		assertThat(call.actor().channel()).isEqualTo(Channel.PHONE);
		assertThat(history(1, Audience.CUSTOMER)).contains("We are sorry").doesNotContain("Engraving is wrong");
		this.importing.undoNow(done.id());
		assertThat(history(1, Audience.STAFF)).doesNotContain("We are sorry", "Engraving is wrong");
	}

	@Test
	void consentComesWithWhenAndWhereAndLaterAnswersHold() {
		refuseHere(1, "2025-01-10T10:00:00Z");
		DataImport done = take("""
				customer,purpose,channel,answer,date,origin
				1,offers,email,yes,2024-06-01,web form
				1,offers,phone,yes,2024-06-01,
				2,offers,all,yes,2024-06-01,web form
				2,surveys,email,no,2024-06-02,
				2,offers,sms,yes,2024-06-01,web form
				""");
		assertThat(done.counts()).isEqualTo(new Counts(3, 1, 0, 0, 1));
		assertThat(this.consents.may(id(1), ConsentPurpose.OFFERS, ConsentChannel.EMAIL))
			.as("the customer refused later, here")
			.isFalse();
		assertThat(this.consents.may(id(2), ConsentPurpose.OFFERS, ConsentChannel.SMS)).isTrue();
		assertThat(this.consents.may(id(2), ConsentPurpose.SURVEYS, ConsentChannel.EMAIL)).isFalse();
		DataImport no = take("customer,purpose,channel,answer,date\n2,offers,sms,no,2024-07-01\n");
		assertThat(this.consents.may(id(2), ConsentPurpose.OFFERS, ConsentChannel.SMS)).isFalse();
		this.importing.undoNow(no.id());
		assertThat(this.consents.may(id(2), ConsentPurpose.OFFERS, ConsentChannel.SMS)).as("as it was before").isTrue();
		this.importing.undoNow(done.id());
		assertThat(this.consents.of(id(2)).all()).noneMatch(Consent::given);
		assertThat(this.jdbc.sql("select count(*) from consent where customer_id = ? and restores is not null")
			.param(id(2))
			.query(Long.class)
			.single()).as("each taken back by a new one").isEqualTo(6);
	}

	@Test
	void aBoughtListGivesNoConsent() {
		take("id,name,email,phone,opt_in\n77,Lena Kauf,lena%1$d@bought.example,+1212555%1$04d,yes\n".formatted(files));
		long lena = this.directory.find(DirectoryKind.EMAIL, "lena%d@bought.example".formatted(files)).getFirst();
		for (ConsentPurpose purpose : ConsentPurpose.values()) {
			for (ConsentChannel channel : ConsentChannel.values()) {
				assertThat(this.consents.may(lena, purpose, channel)).isFalse();
			}
		}
		DataImport done = take("""
				customer,purpose,channel,answer,date,origin
				1,offers,phone,yes,2024-06-01,bought from DataHouse
				1,offers,email,no,2024-06-01,bought from DataHouse
				""");
		assertThat(done.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
		assertThat(remarks(done).getFirst()).startsWith("A list that was bought gives no consent");
		assertThat(this.consents.of(id(1)).all()).noneMatch(Consent::given);
	}

	@Test
	void contactsAddWhatIsNew() {
		String file = """
				customer,label,person,email,phone
				1,purchasing,Ina Berg,ina%1$d@old.example,+1 212 555 0170
				1,home,,ada%1$d@old.example,
				1,empty,,,
				1,work,,INA%1$d@old.example,
				""".formatted(files);
		DataImport done = take(file);
		assertThat(done.plan().records()).isEqualTo(ImportKind.CONTACTS);
		assertThat(done.counts()).isEqualTo(new Counts(1, 2, 0, 0, 1));
		assertThat(take(file).counts()).isEqualTo(new Counts(0, 3, 0, 0, 1));
		assertThat(emails(1)).contains("ina%d@old.example".formatted(files));
		this.importing.undoNow(done.id());
		assertThat(emails(1)).containsExactly("ada%d@old.example".formatted(files));
	}

	@Test
	void asksWhereDaysOrAmountsCanBeReadInTwoWays() {
		long id = receive("customer,payment_id,paid_on,amount\n1,P-1,03/04/2025,1.234\n");
		Look look = this.importing.look(id, null);
		assertThat(look.asksForDates()).isTrue();
		assertThat(look.asksForNumbers()).isTrue();
		ImportPlan plan = look.plan();
		assertThatThrownBy(() -> this.importing.checkNow(id, plan, SAM)).isInstanceOf(Refusal.class)
			.hasMessageContaining("03/04/2025");
		this.importing.checkNow(id, with(plan, DateStyle.DAY_FIRST, NumberStyle.COMMA), SAM);
		this.importing.runNow(id);
		assertThat(this.payments.page(account(1), 0, 1)).singleElement().satisfies((payment) -> {
			assertThat(payment.amount()).isEqualTo(Cast.dollars("1234.00"));
			assertThat(this.calendar.dayOf(payment.receivedAt())).isEqualTo(LocalDate.of(2025, 4, 3));
		});
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-03T10:00:00Z,ISO", "2026-1-3,ISO", "3.11.2026 14:02,DOTS", "03.11.26,DOTS",
			"3-11-2026,DAY_FIRST", "11/3/26,MONTH_FIRST", "20261103,COMPACT", "3 Nov 2026 14:02,WORDS", "30.02.2026,",
			"31/11/2026,", "soon," })
	void readsDaysAsTheyAreWritten(String typed, DateStyle style) {
		LocalDate day = (style != null) ? style.read(typed) : null;
		assertThat(day).isEqualTo((style == null) ? null
				: typed.startsWith("2026-1-3") ? LocalDate.of(2026, 1, 3) : LocalDate.of(2026, 11, 3));
		assertThat(DateStyle.fitting(List.of(typed)).isEmpty()).isEqualTo(style == null);
	}

	@Test
	void everyTemplateIsRecognisedAsWhatItIsFor() {
		for (ImportKind kind : ImportKind.values()) {
			long id = receive(kind.template());
			assertThat(find(id).plan().records()).isEqualTo(kind);
			assertThat(find(id).plan().targets()).doesNotContain(Target.IGNORED);
		}
	}

	@Test
	void everyColumnIsDescribedInTheManual() throws Exception {
		String manual = java.nio.file.Files.readString(java.nio.file.Path.of("docs", "imports.md"));
		for (ImportKind kind : ImportKind.values()) {
			for (ImportKind.Column column : kind.columns()) {
				assertThat(manual).contains("| `%s` | %s | %s | %s |".formatted(column.name(),
						column.required() ? "yes" : "", column.example(), column.about()));
			}
		}
	}

	@Test
	void formulasAndStrangeTextStayTextAndComeBackHarmless() {
		String strange = "=HYPERLINK(\"\"http://evil.example\"\",\"\"pay\"\")";
		DataImport done = take("""
				customer,date,channel,text
				1,2024-03-05,note,"%s"
				1,2024-03-05,note,"ÅÍÎÏ˝ÓÔ\u202etest\u202d <script>alert(1)</script> ' OR 1=1 --"
				1,2024-03-05,pigeon,"%s"
				1,2024-03-06,note,"never closed
				1,2024-03-07,note,fine
				""".formatted(strange, strange));
		assertThat(done.counts()).isEqualTo(new Counts(3, 0, 0, 0, 2));
		assertThat(history(1, Audience.STAFF)).contains("=HYPERLINK(\"http://evil.example\",\"pay\")", "fine")
			.anyMatch((line) -> line.contains("<script>alert(1)</script>"));
		List<String> given = new ArrayList<>();
		this.importing.giveBack(done.id(), true, Verdict.REFUSED, given::add);
		assertThat(given.get(1)).contains("\"'=HYPERLINK(")
			.contains("Write phone, email, sms, letter, web, shop or note.");
		assertThat(given.get(2)).contains(",5,A quote is opened in the row and not closed.");
	}

	private void refuseHere(int customer, String at) {
		this.transaction.executeWithoutResult(
				(status) -> this.consents.record(SAM, List.of(new NewConsent(id(customer), ConsentPurpose.OFFERS,
						ConsentChannel.EMAIL, ConsentAnswer.REFUSED, java.time.Instant.parse(at), "by telephone"))));
	}

	private DataImport take(String file) {
		return take(file, null);
	}

	private DataImport take(String file, ImportPlan.OpenBills openBills) {
		long id = receive(file);
		ImportPlan plan = this.importing.look(id, null).plan();
		this.importing.checkNow(id,
				new ImportPlan(plan.encoding(), plan.separator(), plan.headerLine(), plan.dates(), this.source,
						plan.kind(), plan.doubtful(), plan.targets(), plan.records(), plan.numbers(), plan.currency(),
						this.source, openBills),
				SAM);
		Counts forecast = find(id).forecast();
		this.importing.runNow(id);
		assertThat(find(id).state()).as(find(id).failure()).isEqualTo(ImportState.DONE);
		assertThat(find(id).counts()).as("as foretold").isEqualTo(forecast);
		return find(id);
	}

	private long receive(String file) {
		return this.importing.receive("file.csv", new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
				false, SAM);
	}

	private ImportPlan with(ImportPlan plan, DateStyle dates, NumberStyle numbers) {
		return new ImportPlan(plan.encoding(), plan.separator(), plan.headerLine(), dates, this.source, plan.kind(),
				plan.doubtful(), plan.targets(), plan.records(), numbers, plan.currency(), this.source);
	}

	private DataImport find(DataImport one) {
		return find(one.id());
	}

	private DataImport find(long id) {
		return this.imports.find(id).orElseThrow();
	}

	private List<String> remarks(DataImport one) {
		return new ArrayList<>(
				this.imports.remarks(one.id(), true, null, 0, 50).stream().map(ImportRemark::remark).toList());
	}

	private long id(int customer) {
		return this.directory.find(DirectoryKind.EXTERNAL, ImportPlan.prefix(this.source) + ":" + customer).getFirst();
	}

	private AccountNumber account(int customer) {
		return this.accounts.of(id(customer)).stream().map(BillingAccount::number).findFirst().orElseThrow();
	}

	private long messages(AccountNumber account) {
		return this.jdbc.sql("select count(*) from message where customer_id = ?")
			.param(account.customerId())
			.query(Long.class)
			.single();
	}

	private List<String> history(int customer, Audience audience) {
		return this.timeline.page(id(customer), audience, List.of(), 0, 100)
			.stream()
			.map(Interaction::summary)
			.toList();
	}

	private List<String> emails(int customer) {
		return this.customers.find(id(customer)).orElseThrow().emails().stream().map(ContactPointView::typed).toList();
	}

}

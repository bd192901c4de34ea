package app.accord.donation;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.api.ApiClient;
import app.accord.billing.Invoices;
import app.accord.billing.LineKind;
import app.accord.billing.LineSource;
import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.invoicing.BillSupplement;
import app.accord.job.Jobs;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Browsing;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import com.microsoft.playwright.Page;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Giving with bills as customers, agents, clerks, billers and programs do it. */
@AccordTest
class DonationPagesTest {

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private DonationChoices choices;

	@Autowired
	private NonProfits nonProfits;

	@Autowired
	private BillSupplement supplement;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Messages messages;

	@Autowired
	private Jobs jobs;

	@Autowired
	private MovableClock clock;

	@Autowired
	private BusinessCalendar calendar;

	private Cast cast;

	private String name;

	private AccountNumber account;

	@BeforeEach
	void marisolAndTheNonProfits() {
		this.clock.reset();
		people++;
		this.cast = Cast.of(this.program);
		this.name = "marisol" + people;
		this.account = this.cast.customer("Marisol", "Okafor", "(415) 555-02" + (10 + people), this.name);
		if (this.nonProfits.all().isEmpty()) {
			this.nonProfits.add(Cast.agent(), "FOODBANK", "City Food Bank", "Hot meals.", "021000021 / 4452210");
			this.nonProfits.add(Cast.agent(), "RIVER", "River Trees", "Plants trees.", "021000021 / 9917340");
		}
	}

	@Test
	void aCustomerSeesWhatTheLastBillWouldHaveGivenAndChooses() {
		this.cast.bill(this.account, "97.06", this.calendar.today().plusDays(9), "Mobile L");
		Visitor marisol = visitor("portal", this.name);
		Document before = Jsoup.parse(marisol.get("/portal/donations").body());
		assertThat(before.select(".giving-option").text()).contains("To the next $1 $97.06 → $98.00")
			.contains("To the next $5 $97.06 → $100.00");
		String example = marisol
			.get("/portal/accounts/" + this.account
					+ "/donations/example?roundUp=NEXT_UNIT&percent%5BFOODBANK%5D=60&percent%5BRIVER%5D=40")
			.body();
		assertThat(Jsoup.parse(example).text()).contains(
				"Your last bill of $97.06 would have become $98.00: $0.94, of which City Food Bank $0.56 River Trees $0.38");
		assertThat(choose(marisol, "portal", sixtyForty()).statusCode()).isEqualTo(302);
		assertThat(this.choices.of(this.account).orElseThrow().shares()).extracting(Share::percent)
			.containsExactly(60, 40);
		String after = Jsoup.parse(marisol.get("/portal/donations").body()).select("main").text();
		assertThat(after).contains("Bills are rounded up to the next $1").contains("City Food Bank 60 %");
		marisol.post("/portal/donations", "/portal/accounts/" + this.account + "/donations/stop", Map.of());
		assertThat(this.choices.of(this.account).orElseThrow().gives()).isFalse();
		assertThat(Jsoup.parse(marisol.get("/portal/donations").body()).select("main").text())
			.contains("To the next $1, for City Food Bank 60 %, River Trees 40 %")
			.contains("Stopped");
	}

	@Test
	void keepsWhatWasTypedWhenItIsRefused() {
		Visitor marisol = visitor("portal", this.name);
		Map<String, String> fields = sixtyForty();
		fields.put("percent[RIVER]", "30");
		HttpResponse<String> refused = choose(marisol, "portal", fields);
		assertThat(refused.statusCode()).isEqualTo(422);
		Document page = Jsoup.parse(refused.body());
		assertThat(page.select(".field-error").text())
			.contains("The shares have to add up to 100 %. Now they are 90 %.");
		assertThat(page.select("input[name=percent[RIVER]]").val()).isEqualTo("30");
		fields.put("percent[RIVER]", "a lot");
		assertThat(Jsoup.parse(choose(marisol, "portal", fields).body()).select(".field-error").text())
			.contains("A share is a whole percentage from 1 to 100.");
		Map<String, String> fixed = sixtyForty();
		fixed.put("roundUp", "FIXED");
		fixed.put("fixed", "much");
		assertThat(Jsoup.parse(choose(marisol, "portal", fixed).body()).select(".field-error").text())
			.contains("Write an amount, such as 2.00.");
		assertThat(choose(marisol, "portal", Map.of("roundUp", "x")).statusCode()).isEqualTo(422);
		assertThat(this.choices.of(this.account)).isEmpty();
	}

	@Test
	void nobodyChangesWhatIsSomebodyElses() {
		AccountNumber others = this.cast.customer("Otto", "Brandt", "(212) 555-03" + (10 + people), "otto" + people);
		Visitor marisol = visitor("portal", this.name);
		assertThat(marisol.get("/portal/donations?account=" + others).statusCode()).isEqualTo(404);
		assertThat(marisol.post("/portal/donations", "/portal/accounts/" + others + "/donations", sixtyForty())
			.statusCode()).isEqualTo(404);
		assertThat(this.choices.of(others)).isEmpty();
	}

	@Test
	void anAgentAndAClerkChooseForTheCustomer() {
		hire("ada", StaffRole.AGENT);
		hire("jonas", StaffRole.CLERK);
		Visitor ada = visitor("desk", "ada" + people);
		assertThat(
				ada.get("/desk/customers/" + this.account.customer() + "/donations").headers().firstValue("Location"))
			.get()
			.asString()
			.endsWith("/desk/accounts/" + this.account + "/donations");
		assertThat(choose(ada, "desk", sixtyForty()).statusCode()).isEqualTo(302);
		Visitor jonas = visitor("counter", "jonas" + people);
		String at = "/counter/customers/" + this.account.customer() + "/donations";
		Map<String, String> fixed = sixtyForty();
		fixed.put("roundUp", "FIXED");
		fixed.put("fixed", "2.50");
		assertThat(jonas.post(at, at + "/" + this.account, fixed).statusCode()).isEqualTo(302);
		assertThat(this.choices.history(this.account, 5)).extracting((choice) -> choice.channel().name())
			.containsExactly("COUNTER", "DESK");
		assertThat(Jsoup.parse(ada.get("/desk/accounts/" + this.account + "/donations").body()).select("main").text())
			.contains("$2.50 with each bill")
			.contains("at the counter")
			.contains("by an agent");
		assertThat(Jsoup.parse(ada.get("/desk/accounts/" + this.account).body()).select("main").text())
			.contains("$2.50 with each bill");
		assertThat(jonas.post(at, at + "/" + this.account + "/stop", Map.of()).statusCode()).isEqualTo(302);
		assertThat(this.choices.of(this.account).orElseThrow().gives()).isFalse();
	}

	@Test
	void aProgramChoosesOnceForAKey() {
		this.program.getBean(ApiTokens.class).allow("Shop " + people, "token-of-a-shop-" + people);
		ApiClient api = new ApiClient(this.port, "token-of-a-shop-" + people);
		String path = "/accounts/" + this.account + "/donation-choices";
		String json = """
				{"roundUp": "NEXT_FIVE", "shares": [{"nonProfit": "RIVER", "percent": 100}]}""";
		assertThat(api.post(path, json, "k").status()).isEqualTo(201);
		var again = api.post(path, json, "k");
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.json().get("no").intValue()).isEqualTo(1);
		assertThat(again.json().get("channel").asString()).isEqualTo("API");
		var refused = api.post(path, """
				{"roundUp": "NEXT_FIVE", "shares": [{"nonProfit": "RIVER", "percent": 99}]}""", null);
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().get("detail").asString()).contains("have to add up to 100 %");
		assertThat(api.post(path, "{\"roundUp\": \"NONE\"}", null).status()).isEqualTo(201);
		assertThat(api.get(path).json().size()).isEqualTo(2);
		assertThat(api.get("/non-profits").json().get(0).get("code").asString()).isEqualTo("FOODBANK");
		assertThat(api.get("/customers/" + this.account.customer() + "/donations/2026").status()).isEqualTo(200);
		assertThat(api.get("/donations/owed").status()).isEqualTo(200);
	}

	@Test
	void aBillerAddsANonProfitAndNobodyBelowMay() {
		hire("ruth", StaffRole.BILLER);
		hire("ada", StaffRole.AGENT);
		String page = "/desk/donations/non-profits";
		assertThat(visitor("desk", "ada" + people).get(page).statusCode()).isEqualTo(403);
		Visitor ruth = visitor("desk", "ruth" + people);
		Map<String, String> fields = new LinkedHashMap<>(Map.of("code", "reading-" + people, "name", "Read to Me",
				"description", "Reads to children.", "bankAccount", ""));
		assertThat(ruth.post(page, page, fields).statusCode()).isEqualTo(302);
		HttpResponse<String> twice = ruth.post(page, page, fields);
		assertThat(twice.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(twice.body()).select("#non-profit-new .field-error").text())
			.contains("There is a non-profit of that code already.");
		String code = "READING-" + people;
		fields.putAll(Map.of("bankAccount", "DE89 3704 0044 0532 0130 00", "version", "0", "active", "yes"));
		assertThat(ruth.post(page, page + "/" + code, fields).statusCode()).isEqualTo(302);
		assertThat(ruth.post(page, page + "/" + code, Map.of("name", "X", "description", "Y", "version", "0"))
			.statusCode()).as("changed meanwhile").isEqualTo(422);
		assertThat(this.nonProfits.find(code).orElseThrow().bankAccount()).isEqualTo("DE89 3704 0044 0532 0130 00");
		assertThat(Jsoup.parse(ruth.get(page).body()).select("main").text())
			.contains("Bank account changed from none to DE89 3704 0044 0532 0130 00");
	}

	@Test
	void whatIsOwedIsProposedApprovedAndPaidOutOnTheDesk() {
		hire("ruth", StaffRole.BILLER);
		hire("grace", StaffRole.SUPERVISOR);
		give("97.06");
		this.cast.cash(this.account, "98.00");
		give("10.10");
		Visitor ruth = visitor("desk", "ruth" + people);
		String preview = "/desk/donations/payouts/new?currency=USD";
		Document shown = Jsoup.parse(ruth.get(preview).body());
		assertThat(shown.select("main").text()).contains("Would be paid").contains("Their bills are not paid yet");
		String total = shown.select("input[name=expected]").val();
		Map<String, String> fields = Map.of("currency", "USD", "expected", total, "reason", "November",
				"idempotencyKey", UUID.randomUUID().toString());
		HttpResponse<String> asked = ruth.post(preview, "/desk/donations/payouts", fields);
		assertThat(asked.statusCode()).isEqualTo(302);
		String payout = asked.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
		Document waiting = Jsoup.parse(ruth.get(payout).body());
		assertThat(waiting.select(".pill").text()).contains("waits for approval");
		String approval = waiting.select("main").text().replaceAll("(?s).*AP-0-(\\d+).*", "$1");
		this.program.getBean(app.accord.staff.Approvals.class)
			.approve(0, Long.parseLong(approval), new app.accord.actor.Actor(app.accord.actor.ActorKind.STAFF,
					"grace" + people, "Grace", app.accord.actor.Channel.DESK));
		assertThat(Jsoup.parse(ruth.get(payout).body()).select(".pill").text()).contains("paid out");
		assertThat(ruth.get(payout + ".csv").body()).contains("FOODBANK,City Food Bank,021000021 / 4452210,");
		assertThat(ruth.get(payout + "/donations.csv").body()).contains(this.account.toString()).contains("0.38");
		assertThat(ruth.get("/desk/donations/owed.csv").body()).contains("FOODBANK");
		assertThat(Jsoup.parse(ruth.get("/desk/donations").body()).select("main").text())
			.contains("the books say the same")
			.contains("paid out");
		assertThat(ruth.get("/desk/donations/payouts/99999").statusCode()).isEqualTo(404);
	}

	@Test
	void theReceiptOfAYearIsAPageAndAMail() {
		give("97.06");
		this.cast.cash(this.account, "98.00");
		int year = this.calendar.today().getYear();
		Visitor marisol = visitor("portal", this.name);
		Document receipt = Jsoup.parse(marisol.get("/portal/donations/" + year).body());
		assertThat(receipt.select(".receipt-year").text()).contains("City Food Bank 1 $0.56")
			.contains("In all $0.94")
			.contains("DR-" + this.account.customerId() + "-" + year)
			.contains("The year is not over");
		HttpResponse<String> file = marisol.get("/portal/donations/" + year + ".pdf");
		assertThat(file.headers().firstValue("Content-Type")).contains("application/pdf");
		assertThat(file.body()).startsWith("%PDF-");
		String key = receipt.select("input[name=key]").val();
		for (int i = 0; i < 2; i++) {
			marisol.post("/portal/donations/" + year, "/portal/donations/" + year + "/mail", Map.of("key", key));
		}
		Message sent = sent(1).getFirst();
		assertThat(sent.subject()).isEqualTo("Your receipt for donations in " + year + ": $0.94");
		assertThat(sent.text()).contains("City Food Bank, with 1 bill: $0.56").contains("The year is not over");
		assertThat(sent.attachments()).hasSize(1);
	}

	@Test
	void inJanuaryEverybodyWhoGaveGetsTheReceiptOfTheYearBeforeOnceInTheirLanguage() {
		this.program.getBean(Customers.class).changeLanguage(Cast.agent(), this.account.customer(), "de");
		this.clock.set(LocalDate.of(2030, 12, 10).atTime(15, 0).toInstant(ZoneOffset.UTC));
		give("97.06");
		this.cast.cash(this.account, "98.00");
		this.jobs.run("Receipts for donations");
		assertThat(this.messages.page(this.account.customerId(), 0, 20).items()).extracting(Message::kind)
			.doesNotContain("donation-receipt");
		this.clock.set(LocalDate.of(2031, 1, 3).atTime(15, 0).toInstant(ZoneOffset.UTC));
		this.jobs.run("Receipts for donations");
		this.jobs.run("Receipts for donations");
		Message sent = sent(1).getFirst();
		assertThat(sent.subject()).isEqualTo("Ihre Spendenquittung für 2030: 0,94 $");
		assertThat(sent.text()).contains("Was Sie 2030 gespendet haben").contains("Zusammen");
	}

	@Test
	void aBillInGermanNamesTheDonationInGerman() {
		this.program.getBean(Customers.class).changeLanguage(Cast.agent(), this.account.customer(), "de");
		chooseSixtyForty();
		var lines = this.supplement.linesFor(Map.of(this.account, Cast.dollars("97.06")), this.calendar.today())
			.get(this.account);
		assertThat(lines.getFirst().description()).isEqualTo("Spende an City Food Bank");
		assertThat(lines.getFirst().working().replace('\u00a0', ' '))
			.isEqualTo("97,06 $ aufgerundet auf 98,00 $: 0,94 $, davon 60 %");
	}

	@Test
	void onATelephoneTickingSharesEquallyAndTheExampleFollows() {
		this.cast.bill(this.account, "97.06", this.calendar.today().plusDays(9), "Mobile L");
		try (Browsing marisol = new Browsing(Browsers.context(390, 844), this.port)) {
			Page page = marisol.signIn("portal", this.name);
			page.click("text=Giving with my bills");
			assertThat(page.locator("#giving-sum")).hasText("Choose one or more.");
			page.check("#give-FOODBANK");
			assertThat(page.locator("#giving-example")).containsText("$98.00: $0.94 for City Food Bank.");
			page.check("#give-RIVER");
			assertThat(page.locator("input[name='percent[RIVER]']")).hasValue("50");
			assertThat(page.locator("#giving-example")).containsText("River Trees $0.47");
			page.fill("input[name='percent[FOODBANK]']", "80");
			assertThat(page.locator("#giving-sum")).hasText("The shares add up to 130 %: 30 % too much.");
			page.fill("input[name='percent[RIVER]']", "20");
			assertThat(page.locator("#giving-sum")).hasText("The shares add up to 100 %.");
			page.check("input[value=NEXT_FIVE]");
			assertThat(page.locator("#giving-example")).containsText("$100.00: $2.94");
			page.click("text=Round up from the next bill on");
			assertThat(page.locator(".toasts")).containsText("Thank you. Your next bill gives by it.");
			assertThat(page.locator(".giving-now")).containsText("Bills are rounded up to the next $5");
			assertThat(this.choices.of(this.account).orElseThrow().shares()).extracting(Share::percent)
				.containsExactly(80, 20);
			page.click("summary:has-text('Stop')");
			page.click("text=Stop from the next bill on");
			assertThat(page.locator(".toasts")).containsText("Your next bill gives nothing");
			assertThat(this.choices.of(this.account).orElseThrow().gives()).isFalse();
		}
	}

	private List<Message> sent(int howMany) {
		this.jobs.run("Send messages");
		List<Message> found = this.messages.page(this.account.customerId(), 0, 20)
			.items()
			.stream()
			.filter((message) -> message.kind().equals("donation-receipt"))
			.toList();
		assertThat(found).hasSize(howMany).allMatch((message) -> message.state() == MessageState.SENT);
		return found;
	}

	private void chooseSixtyForty() {
		this.choices.choose(this.account,
				NewChoice.rounding(RoundUp.NEXT_UNIT, Share.of("FOODBANK", 60), Share.of("RIVER", 40)), Cast.agent(),
				null);
	}

	private void give(String net) {
		chooseSixtyForty();
		Money total = Cast.dollars(net);
		List<NewInvoice.Line> lines = new ArrayList<>();
		lines.add(new NewInvoice.Line(null, "Mobile L", 1, total, BigDecimal.ZERO));
		this.supplement.linesFor(Map.of(this.account, total), this.calendar.today())
			.get(this.account)
			.forEach((line) -> lines
				.add(new NewInvoice.Line(LineKind.DONATION, null, line.description(), 1, line.amount(), BigDecimal.ZERO,
						Cast.dollars("0.00"), LineSource.of(null, line.reference(), line.working()))));
		LocalDate today = this.calendar.today();
		this.invoices.issue(this.account, new NewInvoice(today, today.plusDays(14), null, null, lines), Cast.agent());
	}

	private HttpResponse<String> choose(Visitor visitor, String channel, Map<String, String> fields) {
		String path = "/" + channel + "/accounts/" + this.account + "/donations";
		return visitor.post(channel.equals("portal") ? "/portal/donations" : path, path, fields);
	}

	private static Map<String, String> sixtyForty() {
		return new LinkedHashMap<>(Map.of("roundUp", "NEXT_UNIT", "fixed", "", "percent[FOODBANK]", "60",
				"percent[RIVER]", "40", "idempotencyKey", UUID.randomUUID().toString()));
	}

	private void hire(String who, StaffRole role) {
		this.program.getBean(Staff.class).create(who + people, who, role, Cast.PASSWORD);
	}

	private Visitor visitor(String channel, String username) {
		Visitor visitor = new Visitor(this.port);
		visitor.signIn(channel, username, Cast.PASSWORD);
		return visitor;
	}

}

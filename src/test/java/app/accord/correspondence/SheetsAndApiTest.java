package app.accord.correspondence;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.api.ApiClient;
import app.accord.billing.Ageing;
import app.accord.billing.ArrangementState;
import app.accord.billing.Arrangements;
import app.accord.billing.Disputes;
import app.accord.billing.DueDates;
import app.accord.billing.Invoices;
import app.accord.billing.NewInvoice;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.invoicing.NextBill;
import app.accord.invoicing.NextBills;
import app.accord.message.Messages;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Credit notes, disputes, instalments, write-offs, later due dates and reports over real
 * HTTP: on the desk, on the portal and by programs.
 */
@AccordTest
class SheetsAndApiTest {

	private static int count;

	@Autowired
	private ApplicationContext program;

	@LocalServerPort
	private int port;

	@Test
	void anAgentCreditsAndTheCustomerSeesIt() {
		AccountNumber account = customer("credit");
		InvoiceNumber bill = bill(account, "40.00", 14);
		Visitor desk = staff(StaffRole.BILLER);
		String sheet = "/desk/invoices/" + bill + "/credit-notes/new";
		String post = "/desk/invoices/" + bill + "/credit-notes";
		var refused = desk.post(sheet, post,
				Map.of("scope", "amount", "amount", "41.00", "reason", "Too much", "idempotencyKey", key()));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("Only $40.00 is left of this bill");
		assertThat(desk
			.post(sheet, post,
					Map.of("scope", "1", "amount", "15.00", "reason", "Half a month", "idempotencyKey", key()))
			.headers()
			.firstValue("HX-Trigger")).hasValueSatisfying((toast) -> assertThat(toast).contains("Credit note CN-"));
		assertThat(text(desk.get("/desk/accounts/" + account).body())).contains("Half a month", "$25.00");
		assertThat(text(portal("credit").get("/portal/bills/" + bill).body())).contains("Half a month",
				"Still to pay $25.00");
	}

	@Test
	void anAgentBeyondTheLimitAsksForApproval() {
		AccountNumber account = customer("limit");
		InvoiceNumber bill = bill(account, "400.00", 14);
		Visitor agent = staff(StaffRole.AGENT);
		Map<String, String> fields = Map.of("scope", "whole", "amount", "", "reason", "Wrong", "idempotencyKey", key());
		var over = agent.post("/desk/invoices/" + bill + "/credit-notes/new",
				"/desk/invoices/" + bill + "/credit-notes", fields);
		assertThat(over.statusCode()).isEqualTo(422);
		assertThat(over.body()).contains("Ask for approval");
		var asked = agent.post("/desk/invoices/" + bill + "/credit-notes/new",
				"/desk/invoices/" + bill + "/credit-notes", Map.of("scope", "whole", "amount", "", "reason", "Wrong",
						"idempotencyKey", fields.get("idempotencyKey"), "ask", "yes"));
		assertThat(asked.headers().firstValue("HX-Trigger"))
			.hasValueSatisfying((toast) -> assertThat(toast).contains("Asked for approval"));
		assertThat(this.program.getBean(Positions.class).of(account).balance()).isEqualTo(Cast.dollars("400.00"));
	}

	@Test
	void aCustomerDisputesOnThePortalAndAnAgentDecides() {
		AccountNumber account = customer("dispute");
		InvoiceNumber bill = bill(account, "40.00", -10);
		Visitor me = portal("dispute");
		assertThat(me
			.post("/portal/bills/" + bill + "/dispute", "/portal/bills/" + bill + "/dispute",
					Map.of("scope", "amount", "amount", "x", "reason", "Never abroad", "idempotencyKey", key()))
			.statusCode()).isEqualTo(422);
		assertThat(me
			.post("/portal/bills/" + bill + "/dispute", "/portal/bills/" + bill + "/dispute",
					Map.of("scope", "amount", "amount", "8.00", "reason", "Never abroad", "idempotencyKey", key()))
			.statusCode()).isEqualTo(302);
		assertThat(text(me.get("/portal").body())).contains("Disputed $8.00");
		Visitor desk = staff(StaffRole.SUPERVISOR);
		assertThat(desk.get("/desk/disputes").body()).contains("Never abroad");
		var dispute = this.program.getBean(Disputes.class).of(bill).getFirst();
		String path = "/desk/disputes/" + dispute.number() + "/decision";
		assertThat(desk
			.post(path, path,
					Map.of("outcome", "uphold", "amount", "8.00", "answer", "You are right", "idempotencyKey", key()))
			.headers()
			.firstValue("HX-Trigger")).hasValueSatisfying((toast) -> assertThat(toast).contains("Upheld"));
		assertThat(text(me.get("/portal/bills/" + bill).body())).contains("Our answer: You are right",
				"Still to pay $32.00");
		customer("stranger");
		assertThat(portal("stranger").post("/portal", "/portal/disputes/" + dispute.number() + "/withdrawal", Map.of())
			.statusCode()).isEqualTo(404);
	}

	@Test
	void aCustomerAsksForInstalmentsAndTheDeskAgrees() {
		AccountNumber account = customer("instalments");
		bill(account, "90.00", -10);
		Visitor me = portal("instalments");
		String path = "/portal/accounts/" + account + "/instalments";
		LocalDate first = this.program.getBean(BusinessCalendar.class).today().plusDays(7);
		assertThat(me
			.post(path, path, Map.of("amount", "90.00", "count", "3", "firstOn", first.toString(), "reason",
					"Between jobs", "idempotencyKey", key()))
			.statusCode()).isEqualTo(302);
		var asked = this.program.getBean(Arrangements.class).current(account).orElseThrow();
		String answer = "/desk/arrangements/" + asked.number() + "/answer";
		assertThat(staff(StaffRole.BILLER)
			.post(answer, answer, Map.of("outcome", "agree", "answer", "", "idempotencyKey", key()))
			.headers()
			.firstValue("HX-Trigger")).isPresent();
		assertThat(text(me.get(path).body())).contains("Being kept", "$30.00");
	}

	@Test
	void instalmentsBeyondTheLimitAreAgreedToByASecondPerson() {
		AccountNumber account = customer("promise");
		bill(account, "900.00", -10);
		Visitor agent = staff(StaffRole.AGENT);
		String path = "/desk/accounts/" + account + "/arrangements";
		LocalDate first = this.program.getBean(BusinessCalendar.class).today().plusDays(7);
		Map<String, String> plan = new HashMap<>(Map.of("amount", "900.00", "count", "3", "firstOn", first.toString(),
				"reason", "Between jobs", "idempotencyKey", key()));
		assertThat(agent.post(path + "/new", path, plan).body()).contains("Ask for approval");
		Visitor me = portal("promise");
		String own = "/portal/accounts/" + account + "/instalments";
		assertThat(me.post(own, own, plan).statusCode()).isEqualTo(302);
		Arrangements arrangements = this.program.getBean(Arrangements.class);
		var asked = arrangements.current(account).orElseThrow();
		String answer = "/desk/arrangements/" + asked.number() + "/answer";
		Map<String, String> agree = new HashMap<>(Map.of("outcome", "agree", "answer", "", "idempotencyKey", key()));
		HttpResponse<String> over = agent.post(answer, answer, agree);
		assertThat(over.statusCode()).isEqualTo(422);
		assertThat(over.body()).contains("Ask for approval");
		agree.put("ask", "yes");
		assertThat(agent.post(answer, answer, agree).headers().firstValue("HX-Trigger").orElseThrow())
			.contains("Asked for approval");
		assertThat(arrangements.get(asked.number()).state()).isEqualTo(ArrangementState.REQUESTED);
		approve(account);
		assertThat(arrangements.get(asked.number()).state()).isEqualTo(ArrangementState.KEPT);
		assertThat(text(me.get(own).body())).contains("Being kept", "$300.00");
	}

	@Test
	void somethingIsChargedOnceWithTheNextBill() {
		AccountNumber account = customer("once");
		Cast.of(this.program).product("ROUTER-6", "Router 6", "89.00");
		Visitor desk = staff(StaffRole.AGENT);
		String path = "/desk/accounts/" + account + "/one-off-charges";
		Map<String, String> fields = new HashMap<>(Map.of("product", "", "description", "Installation", "amount",
				"30.00", "taxClass", "", "on", "", "idempotencyKey", key()));
		assertThat(Jsoup.parse(desk.post(path + "/new", path, fields).body()).select("#on-error").text()).isNotBlank();
		fields.put("on", this.program.getBean(BusinessCalendar.class).today().toString());
		for (int times = 0; times < 2; times++) {
			assertThat(desk.post(path + "/new", path, fields).headers().firstValue("HX-Trigger").orElseThrow())
				.contains("It is on the next bill");
		}
		assertThat(nextBill(account).lines()).extracting(NewInvoice.Line::description).containsExactly("Installation");
		fields.putAll(Map.of("product", "router-6", "description", "", "amount", "", "idempotencyKey", key()));
		assertThat(desk.post(path + "/new", path, fields).statusCode()).isEqualTo(200);
		assertThat(nextBill(account).net()).isEqualTo(Cast.dollars("119.00"));
		assertThat(text(desk.get("/desk/accounts/" + account + "/next-bill").body())).contains("Router 6", "$89.00");
		fields.putAll(Map.of("product", "", "description", "Cabling", "amount", "400.00", "idempotencyKey", key()));
		assertThat(desk.post(path + "/new", path, fields).body()).contains("Ask for approval");
		fields.put("ask", "yes");
		assertThat(desk.post(path + "/new", path, fields).statusCode()).isEqualTo(200);
		assertThat(nextBill(account).net()).isEqualTo(Cast.dollars("119.00"));
		approve(account);
		assertThat(nextBill(account).net()).isEqualTo(Cast.dollars("519.00"));
		for (Map.Entry<String, Map<String, String>> wrong : Map
			.of("product", Map.of("product", "NOTHING"), "amount", Map.of("amount", "-3"), "taxClass",
					Map.of("taxClass", "LUXURY"), "description", Map.of("description", " "))
			.entrySet()) {
			Map<String, String> typed = new HashMap<>(fields);
			typed.putAll(wrong.getValue());
			typed.put("idempotencyKey", key());
			assertThat(Jsoup.parse(desk.post(path + "/new", path, typed).body())
				.select("#" + wrong.getKey() + "-error")
				.text()).as(wrong.getKey()).isNotBlank();
		}
		ApiClient api = api();
		String key = key();
		String body = "{\"product\":\"ROUTER-6\",\"reason\":\"\"}";
		var added = api.post("/accounts/" + account + "/one-off-charges", body, key);
		assertThat(added.status()).as(added.body()).isEqualTo(201);
		assertThat(added.text("/amount")).isEqualTo("89.00");
		assertThat(api.post("/accounts/" + account + "/one-off-charges", body, key).header("Idempotency-Replayed"))
			.contains("true");
		assertThat(api.post("/accounts/" + account + "/one-off-charges", "{\"amount\":\"1.00\"}", null).status())
			.isEqualTo(422);
		assertThat(nextBill(account).net()).isEqualTo(Cast.dollars("608.00"));
	}

	@Test
	void aLateFeeIsChargedByHandAndWaived() {
		AccountNumber account = customer("late");
		Visitor desk = staff(StaffRole.AGENT);
		String path = "/desk/accounts/" + account + "/late-fees";
		LocalDate dueOn = this.program.getBean(BusinessCalendar.class).today().plusDays(9);
		Map<String, String> fields = new HashMap<>(Map.of("amount", "5.00", "dueOn", dueOn.toString(), "reason",
				"Two months late", "idempotencyKey", key()));
		assertThat(desk.post(path + "/new", path, fields).body()).contains("Nothing that a late fee is charged for");
		bill(account, "60.00", -40);
		for (int times = 0; times < 2; times++) {
			assertThat(desk.post(path + "/new", path, fields).headers().firstValue("HX-Trigger").orElseThrow())
				.contains("Late fee charged, entry 2");
		}
		Positions positions = this.program.getBean(Positions.class);
		assertThat(positions.of(account).balance()).isEqualTo(Cast.dollars("65.00"));
		Document page = Jsoup.parse(desk.get("/desk/accounts/" + account).body());
		assertThat(page.select("[aria-label=Late fees]").text()).contains("Two months late", "Waive", "$5.00");
		String waive = page.select("[aria-label=Late fees] li button").attr("hx-get");
		assertThat(desk
			.post(waive, waive.replace("&amp;", "&"), Map.of("reason", "Loyal customer", "idempotencyKey", key()))
			.statusCode()).isEqualTo(200);
		assertThat(positions.of(account).balance()).isEqualTo(Cast.dollars("60.00"));
		assertThat(text(desk.get("/desk/accounts/" + account).body())).contains("None charged");
		fields.putAll(Map.of("amount", "150.00", "idempotencyKey", key(), "ask", "yes"));
		assertThat(desk.post(path + "/new", path, fields).headers().firstValue("HX-Trigger").orElseThrow())
			.contains("Asked for approval");
		approve(account);
		assertThat(positions.of(account).balance()).isEqualTo(Cast.dollars("210.00"));
		ApiClient api = api();
		var fee = api.post("/accounts/" + account + "/late-fees",
				"{\"amount\":\"7.00\",\"dueOn\":\"" + dueOn + "\",\"reason\":\"Late\"}", key());
		assertThat(fee.status()).as(fee.body()).isEqualTo(201);
		assertThat(api
			.post("/accounts/" + account + "/reversals", "{\"seq\":" + fee.text("/seq") + ",\"reason\":\"Waived\"}",
					key())
			.text("/position/balance")).isEqualTo("210.00");
	}

	@Test
	void dueDatesMoveAndBillsAreWrittenOffFromTheDesk() {
		AccountNumber account = customer("later");
		InvoiceNumber bill = bill(account, "30.00", -5);
		LocalDate to = this.program.getBean(BusinessCalendar.class).today().plusDays(9);
		Visitor desk = staff(StaffRole.BILLER);
		desk.post("/desk/invoices/" + bill + "/due-date", "/desk/invoices/" + bill + "/due-date",
				Map.of("dueOn", to.toString(), "reason", "Paid on the 1st", "idempotencyKey", key()));
		assertThat(this.program.getBean(Invoices.class).find(bill).orElseThrow().dueOn()).isEqualTo(to);
		desk.post("/desk/accounts/" + account + "/write-offs/new", "/desk/accounts/" + account + "/write-offs",
				Map.of("bill", bill.toString(), "amount", "30.00", "reason", "Moved away", "idempotencyKey", key()));
		assertThat(this.program.getBean(Positions.class).of(account).balance().isZero()).isTrue();
		assertThat(text(desk.get("/desk/invoices/" + bill).body())).contains("Written off");
	}

	@Test
	void theAgeingReportStandsOnAPageAndInAFileForThoseWhoMaySeeIt() {
		AccountNumber account = customer("ageing");
		bill(account, "77.77", -45);
		Document page = Jsoup.parse(staff(StaffRole.BILLER).get("/desk/reports/ageing").body());
		assertThat(page.text()).contains(account.toString(), "31–60 days", "$77.77");
		String csv = staff(StaffRole.SUPERVISOR).get("/desk/reports/ageing.csv?currency=USD").body();
		assertThat(csv.lines()).anyMatch((line) -> line.startsWith(account.toString()) && line.contains(",77.77,"));
		assertThat(staff(StaffRole.MARKETER).get("/desk/reports/ageing").statusCode()).isEqualTo(403);
		assertThat(this.program.getBean(Ageing.class)
			.asOf(this.program.getBean(BusinessCalendar.class).today().minusDays(4000))
			.currencies()).isEmpty();
	}

	@Test
	void programsDoTheSame() {
		AccountNumber account = customer("api");
		InvoiceNumber bill = bill(account, "60.00", -10);
		ApiClient api = api();
		var dispute = api.post("/invoices/" + bill + "/disputes", "{\"amount\":\"10.00\",\"reason\":\"Wrong\"}", key());
		assertThat(dispute.status()).isEqualTo(201);
		assertThat(api.get("/accounts/" + account + "/standing").text("/chaseable")).isEqualTo("50.00");
		assertThat(api
			.post("/disputes/" + dispute.text("/number") + "/decision",
					"{\"state\":\"REJECTED\",\"answer\":\"It is right\"}", null)
			.text("/state")).isEqualTo("REJECTED");
		String key = key();
		String body = "{\"lines\":{\"1\":\"12.50\"},\"reason\":\"Part of it\"}";
		var note = api.post("/invoices/" + bill + "/credit-notes", body, key);
		assertThat(note.status()).isEqualTo(201);
		assertThat(note.text("/position/balance")).isEqualTo("47.50");
		var again = api.post("/invoices/" + bill + "/credit-notes", body, key);
		assertThat(again.header("Idempotency-Replayed")).contains("true");
		assertThat(again.text("/number")).isEqualTo(note.text("/number"));
		assertThat(api.get("/credit-notes/" + note.text("/number")).text("/reason")).isEqualTo("Part of it");
		LocalDate soon = this.program.getBean(BusinessCalendar.class).today().plusDays(3);
		assertThat(api.post("/accounts/" + account + "/arrangements",
				"{\"instalments\":[{\"dueOn\":\"" + soon + "\",\"amount\":\"47.50\"}],\"reason\":\"Promised\"}", key())
			.text("/state")).isEqualTo("KEPT");
		assertThat(api.get("/accounts/" + account + "/standing").text("/chaseable")).isEqualTo("0.00");
		assertThat(api.post("/accounts/" + account + "/write-offs", "{\"amount\":\"47.50\",\"reason\":\"Gone\"}", key())
			.text("/position/balance")).isEqualTo("0.00");
		assertThat(api.get("/accounts/" + account + "/arrangements").text("/0/state")).isEqualTo("DONE");
		LocalDate today = this.program.getBean(BusinessCalendar.class).today();
		assertThat(api.get("/accounts/" + account + "/statement?from=" + today.minusDays(5) + "&to=" + today)
			.text("/closing")).isEqualTo("0.00");
		assertThat(api.post("/invoices/" + bill + "/credit-notes", "{\"amount\":\"99.00\",\"reason\":\"More\"}", key())
			.status()).isEqualTo(422);
	}

	@Test
	void programsMoveADueDateAndReadTheVerdict() {
		AccountNumber account = customer("moved");
		InvoiceNumber bill = bill(account, "60.00", -10);
		ApiClient api = api();
		LocalDate to = this.program.getBean(BusinessCalendar.class).today().plusDays(9);
		String path = "/invoices/" + bill + "/due-date";
		String body = "{\"dueOn\":\"" + to + "\",\"reason\":\"Paid on the 1st\"}";
		String key = key();
		var moved = api.post(path, body, key);
		assertThat(moved.status()).as(moved.body()).isEqualTo(200);
		assertThat(moved.text("/dueOn")).isEqualTo(to.toString());
		assertThat(api.post(path, body, key).text("/dueOn")).isEqualTo(to.toString());
		assertThat(this.program.getBean(DueDates.class).moves(account)).hasSize(1);
		assertThat(api.get("/accounts/" + account + "/standing").text("/chaseable")).isEqualTo("0.00");
		for (String wrong : List.of("{\"dueOn\":\"2001-01-01\",\"reason\":\"x\"}", "{\"reason\":\"x\"}",
				"{\"dueOn\":\"" + to.plusDays(1) + "\",\"reason\":\"\"}")) {
			assertThat(api.post(path, wrong, null).status()).as(wrong).isIn(400, 422);
		}
		assertThat(api.post("/invoices/INV-1-1-1/due-date", body, null).status()).isIn(404, 422);
		var none = api.get("/accounts/" + account + "/payment-verdict");
		assertThat(none.text("/code")).isEqualTo("NONE");
		assertThat(none.json().at("/mayPay").asBoolean()).isTrue();
		assertThat(none.text("/fact/fact")).isEqualTo("payment-verdict");
		assertThat(api.get("/accounts/A-1-1-1/payment-verdict").status()).isIn(404, 422);
		assertThat(new ApiClient(this.port, null).get("/accounts/" + account + "/payment-verdict").status())
			.isEqualTo(401);
	}

	@Test
	void aNewBillAndACreditNoteAreToldByMail() {
		AccountNumber account = customer("mail");
		bill(account, "60.00", 14);
		List<String> kinds = this.program.getBean(Messages.class)
			.page(account.customerId(), 0, 10)
			.items()
			.stream()
			.map((message) -> message.kind())
			.toList();
		assertThat(kinds).containsExactly("bill");
	}

	private AccountNumber customer(String name) {
		return Cast.of(this.program).customer("Nadia", "Haddad", "+1415555" + (2000 + ++count), "sheets-" + name);
	}

	/** Lets a second person approve what waits for this customer. */
	private void approve(AccountNumber account) {
		Approval waiting = this.program.getBean(Approvals.class).waitingFor(account.customerId()).getFirst();
		assertThat(staff(StaffRole.SUPERVISOR)
			.post("/desk/approvals", "/desk/approvals/" + waiting.customerId() + "/" + waiting.no() + "/approval",
					Map.of())
			.statusCode()).isEqualTo(302);
	}

	private NextBill nextBill(AccountNumber account) {
		return this.program.getBean(NextBills.class).of(account).orElseThrow();
	}

	private ApiClient api() {
		String token = "sheets-token-" + ++count;
		this.program.getBean(ApiTokens.class).allow("sheets" + count, token);
		return new ApiClient(this.port, token);
	}

	private InvoiceNumber bill(AccountNumber account, String amount, int days) {
		return Cast.of(this.program)
			.bill(account, amount, this.program.getBean(BusinessCalendar.class).today().plusDays(days), "Something");
	}

	private Visitor portal(String name) {
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("portal", "sheets-" + name, Cast.PASSWORD);
		return visitor;
	}

	private Visitor staff(StaffRole role) {
		String username = "sheets" + ++count;
		this.program.getBean(Staff.class).create(username, "Ada Lindqvist", role, Cast.PASSWORD);
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", username, Cast.PASSWORD);
		return visitor;
	}

	private static String text(String page) {
		return Jsoup.parse(page).text();
	}

	private static String key() {
		return UUID.randomUUID().toString();
	}

}

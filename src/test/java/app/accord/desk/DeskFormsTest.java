package app.accord.desk;

import java.net.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.Ledger;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Each form of the desk, filled in wrongly and rightly, without a browser. */
@AccordTest
class DeskFormsTest {

	private static final String CARD = "4242 4242 4242 4242";

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Positions positions;

	@Autowired
	private Customers customers;

	@Autowired
	private BusinessCalendar calendar;

	private Visitor agent;

	private AccountNumber account;

	private String page;

	@BeforeEach
	void atTheDesk() {
		people++;
		Cast cast = Cast.of(this.program);
		this.program.getBean(Staff.class).create("agent" + people, "Ada Lindqvist", StaffRole.ADMIN, Cast.PASSWORD);
		this.account = cast.customer("Marisol", "Okafor", "415 555 2" + (100 + people), "marisol" + people);
		cast.bill(this.account, "97.06", LocalDate.of(2030, 1, 31), "Mobile L");
		this.page = "/desk/customers/" + this.account.customer();
		this.agent = new Visitor(this.port);
		assertThat(this.agent.signIn("desk", "agent" + people, Cast.PASSWORD).statusCode()).isEqualTo(302);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "twelve", "12.345", "-5", "0", "999999999999999", "1e3" })
	void refusesAPaymentOfNoAmountAndKeepsWhatWasTyped(String amount) {
		HttpResponse<String> answer = post("/payments",
				Map.of("amount", amount, "method", "CARD", "reference", "T-77"));
		assertThat(answer.statusCode()).isEqualTo(422);
		Document form = Jsoup.parse(answer.body());
		assertThat(form.select("#amount").attr("value")).isEqualTo(amount);
		assertThat(form.select("#amount-error, [role=alert]").text()).isNotBlank();
		assertThat(form.select("#reference").attr("value")).isEqualTo("T-77");
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
	}

	@Test
	void leadsWhoeverAsksForBillsOfACustomerWithoutAccountToWhereOneIsOpened() {
		String without = "/desk/customers/"
				+ this.customers.create(Actor.system("test"), NewCustomer.person("Nora", "Newcomer"));
		Document shown = Jsoup.parse(this.agent.get(without).body());
		assertThat(shown.text()).contains("No billing account");
		assertThat(shown.select("#take-payment, #give-credit")).isEmpty();
		for (String tab : List.of("/bills", "/payments", "/entries", "/account")) {
			HttpResponse<String> answer = this.agent.get(without + tab);
			assertThat(answer.statusCode()).as(tab).isEqualTo(302);
			assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith(without);
			assertThat(this.agent.get(without).body()).contains("has no billing account yet. Open one first.");
		}
	}

	@Test
	void neverKeepsACardNumberNorShowsItAgain() {
		HttpResponse<String> answer = post("/payments", Map.of("amount", "20", "method", "CARD", "reference", CARD));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).doesNotContain("4242").contains("card number");
		assertThat(Jsoup.parse(answer.body()).select("#amount").attr("value")).isEqualTo("20");
		assertThat(post("/notes", Map.of("body", "She read out " + CARD, "what", "call-in")).body())
			.doesNotContain("4242")
			.contains("card number");
		assertThat(post("/credits", Map.of("amount", "5", "reason", CARD)).body()).doesNotContain("4242");
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
	}

	@Test
	void takesAPaymentOnceForItsKey() {
		String key = UUID.randomUUID().toString();
		Map<String, String> form = Map.of("amount", "97.06", "method", "CHEQUE", "reference", "cheque 118",
				"idempotencyKey", key);
		HttpResponse<String> first = post("/payments", form);
		assertThat(first.statusCode()).isEqualTo(200);
		assertThat(first.headers().firstValue("HX-Trigger").orElseThrow()).contains("sheet-done", "Receipt R-");
		assertThat(post("/payments", form).headers().firstValue("HX-Trigger"))
			.isEqualTo(first.headers().firstValue("HX-Trigger"));
		assertThat(this.positions.of(this.account).balance()).isEqualTo(Cast.dollars("0.00"));
		HttpResponse<String> other = post("/payments",
				Map.of("amount", "1", "method", "CHEQUE", "reference", "cheque 118", "idempotencyKey", key));
		assertThat(other.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(other.body()).select("[role=alert]").text()).contains("sent before");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "CASH", "CARD", "BITCOIN" })
	void refusesAMethodThatIsNotPostedByHand(String method) {
		HttpResponse<String> answer = post("/payments", Map.of("amount", "10", "method", method, "reference", "118"));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(answer.body()).select("#method-error").text()).isNotBlank();
	}

	@Test
	void refusesAFormWithoutItsKey() {
		assertThat(post("/payments", Map.of("amount", "10", "method", "CARD", "idempotencyKey", "")).statusCode())
			.isEqualTo(422);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "credits,5,'',reason", "credits,abc,Goodwill,amount",
			"credits,-1,Goodwill,amount", "charges,5,'',reason", "charges,'',Fee,amount" })
	void saysByTheFieldWhyAnAdjustmentIsRefused(String what, String amount, String reason, String field) {
		HttpResponse<String> answer = post("/" + what,
				Map.of("amount", amount, "reason", reason, "dueOn", this.calendar.today().plusDays(3).toString()));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(answer.body()).select("#" + field + "-error").text()).isNotBlank();
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "yesterday", "2020-01-01", "2999-01-01" })
	void refusesAChargeWithoutASensibleDay(String day) {
		HttpResponse<String> answer = post("/charges", Map.of("amount", "5", "reason", "Fee", "dueOn", day));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(answer.body()).select("#dueOn-error").text()).isNotBlank();
	}

	@Test
	void reversesAnEntryOnceAndSaysWhyNotTwice() {
		String entry = "/entries/1/reversal?account=" + this.account;
		assertThat(post(entry, Map.of("reason", "")).statusCode()).isEqualTo(422);
		assertThat(post(entry, Map.of("reason", "Billed twice")).statusCode()).isEqualTo(200);
		HttpResponse<String> again = post(entry, Map.of("reason", "Billed twice"));
		assertThat(again.statusCode()).isEqualTo(422);
		assertThat(again.body()).contains("reversed already");
		assertThat(this.agent.get(this.page + "/entries/9/reversal?account=" + this.account).statusCode())
			.isEqualTo(404);
	}

	@Test
	void refusesAnEmptyNote() {
		HttpResponse<String> answer = post("/notes", Map.of("body", "  ", "what", "note"));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(answer.body()).select("#body-error").text()).isNotBlank();
		HttpResponse<String> saved = post("/notes", Map.of("body", "Wants the visit after six.", "what", "call-in"));
		assertThat(saved.statusCode()).isEqualTo(200);
		assertThat(Jsoup.parse(saved.body()).select("#body").text()).isEmpty();
		assertThat(this.agent.get(this.page).body()).contains("Wants the visit after six.");
	}

	@Test
	void changesHowACustomerIsReached() {
		assertThat(post("/contact-points", Map.of("kind", "PHONE", "typed", "12", "label", "work")).body())
			.contains("typed-error", ">12</textarea>");
		assertThat(post("/contact-points", Map.of("kind", "PHONE", "typed", "(212) 555-2671")).statusCode())
			.isEqualTo(200);
		int id = this.customers.read(this.account.customer()).phones().getLast().id();
		Map<String, String> unreachable = Map.of("typed", "(212) 555-2671", "reachable", "NO", "reason", "");
		assertThat(post("/contact-points/" + id, unreachable).body()).contains("reason-error");
		Map<String, String> why = new HashMap<>(unreachable);
		why.put("reason", "no reception");
		assertThat(post("/contact-points/" + id, why).statusCode()).isEqualTo(200);
		assertThat(this.agent.get(this.page).body()).contains("no reception");
		assertThat(post("/contact-points/" + id, Map.of("typed", "x", "reason", "moved", "end", "yes")).statusCode())
			.isEqualTo(200);
		assertThat(this.customers.read(this.account.customer()).phones()).hasSize(1);
		assertThat(this.agent.get(this.page + "/contact-points/99").statusCode()).isEqualTo(404);
	}

	@Test
	void changesTierAndNameWithReasons() {
		assertThat(post("/tier", Map.of("tier", "GOLD", "reason", "")).body()).contains("reason-error");
		assertThat(post("/tier", Map.of("tier", "DIAMOND", "reason", "why not")).body()).contains("tier-error");
		assertThat(post("/tier", Map.of("tier", "GOLD", "reason", "Ten years")).statusCode()).isEqualTo(200);
		assertThat(post("/name", Map.of("givenName", "", "familyName", " ", "language", "en")).body())
			.contains("familyName-error");
		assertThat(post("/name", Map.of("givenName", "Marisol", "familyName", "Reyes", "language", "es")).statusCode())
			.isEqualTo(200);
		assertThat(this.customers.read(this.account.customer()).name()).isEqualTo("Marisol Reyes");
	}

	@Test
	void createsACustomerFieldByField() {
		Map<String, String> form = new HashMap<>(Map.of("kind", "PERSON", "givenName", "Li", "familyName", "", "phone",
				"12", "email", "no-mail", "language", "en", "currency", "USD"));
		form.put("idempotencyKey", UUID.randomUUID().toString());
		form.put("givenName", "");
		HttpResponse<String> nameless = this.agent.post("/desk/customers/new", "/desk/customers", form);
		assertThat(nameless.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(nameless.body()).select("#familyName-error").text()).isNotBlank();
		assertThat(Jsoup.parse(nameless.body()).select("#phone").attr("value")).isEqualTo("12");
		form.put("givenName", "Li");
		HttpResponse<String> phone = this.agent.post("/desk/customers/new", "/desk/customers", form);
		assertThat(Jsoup.parse(phone.body()).select("#phone-error").text()).isNotBlank();
		form.putAll(Map.of("phone", "212 555 0199", "email", "li@example.com"));
		HttpResponse<String> created = this.agent.post("/desk/customers/new", "/desk/customers", form);
		assertThat(created.statusCode()).isEqualTo(302);
		String there = created.headers().firstValue("Location").orElseThrow();
		assertThat(this.agent.post("/desk/customers/new", "/desk/customers", form).headers().firstValue("Location"))
			.as("the same form again makes nobody else")
			.contains(there);
		assertThat(this.agent.get(there.substring(there.indexOf("/desk"))).body()).contains("Li", "(212) 555-0199",
				"Owes nothing");
		form.put("idempotencyKey", UUID.randomUUID().toString());
		HttpResponse<String> twice = this.agent.post("/desk/customers/new", "/desk/customers", form);
		assertThat(twice.statusCode()).as("who types faster than the page answers is asked").isEqualTo(422);
		String known = there.substring(there.lastIndexOf('/') + 1);
		assertThat(Jsoup.parse(twice.body()).select("#suspects input[name=others]").attr("value")).isEqualTo(known);
		form.put("others", known);
		assertThat(this.agent.post("/desk/customers/new", "/desk/customers", form).statusCode()).isEqualTo(302);
	}

	@Test
	void keepsPricesAndPromotionsInForm() {
		String products = "/desk/prices/products";
		String from = "/desk/customers/new";
		assertThat(this.agent.post(from, products, Map.of("name", "", "code", "!", "kind", "GOODS", "unit", "EACH"))
			.statusCode()).isEqualTo(422);
		String code = "FIBRE-" + people;
		assertThat(this.agent
			.post(from, products, Map.of("name", "Fibre 500", "code", code, "kind", "SERVICE", "unit", "MONTH"))
			.statusCode()).isEqualTo(200);
		String prices = products + "/" + code + "/prices";
		HttpResponse<String> past = this.agent.post(from, prices,
				Map.of("amount", "39", "currency", "USD", "startsAt", "2020-01-01T00:00"));
		assertThat(past.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(past.body()).select("#startsAt-error").text()).isNotBlank();
		assertThat(Jsoup.parse(past.body()).select("#amount").attr("value")).isEqualTo("39");
		assertThat(this.agent.post(from, prices, Map.of("amount", "free", "currency", "USD")).body())
			.contains("amount-error");
		assertThat(this.agent.post(from, prices, Map.of("amount", "39.00", "currency", "USD")).statusCode())
			.isEqualTo(302);
		assertThat(this.agent.get(products + "/" + code).body()).contains("$39.00");
		String promotions = "/desk/prices/promotions";
		Map<String, String> offer = new HashMap<>(Map.of("code", "MAIL" + people, "name", "Mailer", "product", code,
				"off", "200", "unit", "PERCENT", "endsAt", ""));
		assertThat(this.agent.post(from, promotions, offer).body()).contains("off-error");
		offer.put("off", "10");
		assertThat(this.agent.post(from, promotions, offer).body()).contains("endsAt-error");
		offer.put("endsAt", "2035-01-01T00:00");
		assertThat(this.agent.post(from, promotions, offer).statusCode()).isEqualTo(200);
		assertThat(this.agent.get(promotions).body()).contains("MAIL" + people, "10 %");
		assertThat(this.agent.get("/desk/promotions/lookup?code=NOPE").body()).contains("no such offer");
	}

	@Test
	void givesListsAsFilesWithoutFormulas() {
		post("/charges", Map.of("amount", "5", "reason", "=HYPERLINK(\"http://evil\")", "dueOn",
				this.calendar.today().toString()));
		HttpResponse<String> file = this.agent.get(this.page + "/entries.csv");
		assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
		assertThat(file.body()).contains("'=HYPERLINK").contains("97.06,97.06,USD");
		for (String list : new String[] { "bills", "payments", "purchases" }) {
			assertThat(this.agent.get(this.page + "/" + list + ".csv").statusCode()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/bills", "/payments", "/entries", "/purchases", "/history",
			"/explanation?amount=97.06", "/explanation?amount=1", "/explanation?amount=nothing", "/price-check?q=x",
			"/heading", "/position", "/money", "/open", "/contacts", "/timeline?group=money&size=999", "/services",
			"/latest-purchases", "/entries?page=99&around=1" })
	void showsEveryPartOfACustomer(String part) {
		assertThat(this.agent.get(this.page + part).statusCode()).isEqualTo(200);
	}

	@Test
	void findsByAnyNumber() {
		assertThat(location("/desk/search?q=" + this.account)).endsWith(this.page);
		assertThat(location("/desk/search?q=415+555+2" + (100 + people))).endsWith(this.page);
		assertThat(location("/desk/search?q=INV-" + bill().substring(4))).endsWith("/desk/invoices/" + bill());
		assertThat(this.agent.get("/desk/invoices/" + bill()).body()).contains("data-fact=\"invoice-total\"");
		assertThat(this.agent.get("/desk/search?q=nobody-of-that-name").body()).contains("Nobody found");
		assertThat(this.agent.get("/desk/search/suggestions?q=okafor").body()).contains("role=\"option\"");
		assertThat(this.agent.get("/desk/customers?q=okafor&tier=STANDARD&sort=NAME").body()).contains("Okafor");
	}

	@Test
	void findsTheSameOnDeskAtTheCounterAndByTheApi() {
		Cast cast = Cast.of(this.program);
		List<String> numbers = List
			.of(cast.account("Ottilie", "Samefound"), cast.account("Otto", "Samefound"),
					cast.account("Ottavia", "Samefoundling"))
			.stream()
			.map((each) -> each.customer().toString())
			.toList();
		cast.clerk("finder", "Fin");
		this.program.getBean(ApiTokens.class).allow("finder", "a-token-that-finds-them");
		Visitor clerk = new Visitor(this.port);
		clerk.signIn("counter", "finder", Cast.PASSWORD);
		for (String typed : List.of("samefound", "Samfound", "samefound ott")) {
			Map<String, String> answers = Map.of("desk", this.agent.get("/desk/search?q=" + encoded(typed)).body(),
					"suggestions on the desk", this.agent.get("/desk/search/suggestions?q=" + encoded(typed)).body(),
					"list", this.agent.get("/desk/customers?q=" + encoded(typed)).body(), "counter",
					clerk.get("/counter?phone=" + encoded(typed)).body(), "suggestions at the counter",
					clerk.get("/counter/suggestions?phone=" + encoded(typed)).body(), "api",
					clerk
						.get("/api/v1/customers?query=" + encoded(typed),
								Map.of("Authorization", "Bearer a-token-that-finds-them"))
						.body());
			answers.forEach((where, answer) -> assertThat(numbers).as(typed + ": " + where).allMatch(answer::contains));
		}
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/desk/customers/C-1-1", "/desk/customers/nonsense", "/desk/customers/C-99999-9",
			"/desk/invoices/INV-1-1-1", "/desk/prices/products/NOPE", "/desk/live?customer=x" })
	void answersWhatDoesNotExistWithAPage(String path) {
		assertThat(this.agent.get(path).statusCode()).isEqualTo(404);
	}

	@Test
	void provesTheBooksToTheAdministrator() {
		assertThat(this.agent.get("/desk/admin/books").body()).contains("The books are right");
	}

	private String bill() {
		return app.accord.customer.InvoiceNumber.of(this.account.customerId(), 1).toString();
	}

	private String location(String path) {
		return this.agent.get(path).headers().firstValue("Location").orElseThrow();
	}

	private HttpResponse<String> post(String path, Map<String, String> fields) {
		Map<String, String> form = new HashMap<>(fields);
		form.putIfAbsent("idempotencyKey", UUID.randomUUID().toString());
		if (!path.contains("account=")) {
			form.putIfAbsent("account", this.account.toString());
		}
		return this.agent.post(this.page, this.page + path, form);
	}

}

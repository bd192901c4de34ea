package app.accord.portal;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.billing.Arrangements;
import app.accord.billing.Disputes;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.joining.Joining;
import app.accord.payment.AutoPay;
import app.accord.payment.CardOnFile;
import app.accord.payment.Receipt;
import app.accord.payment.SavedCard;
import app.accord.payment.SavedCards;
import app.accord.relationship.Access;
import app.accord.relationship.NewAuthority;
import app.accord.relationship.NewPayer;
import app.accord.relationship.Noted;
import app.accord.relationship.Relationships;
import app.accord.relationship.Scope;
import app.accord.sandbox.Sandbox;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody sees and does who acts for another customer: what the scope says, nothing
 * else.
 */
@AccordTest
class ActingTest {

	private static final Map<String, Scope> PAGES = new LinkedHashMap<>();

	private static int count;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	private AccountNumber rosa;

	private AccountNumber second;

	private InvoiceNumber bill;

	private Receipt receipt;

	private CustomerNumber ana;

	private Visitor visitor;

	@BeforeEach
	void people() {
		Cast cast = Cast.of(this.program);
		LocalDate due = cast.bean(BusinessCalendar.class).today().plusDays(9);
		String one = "a" + ++count;
		this.rosa = cast.customer("Rosa", "Quell", "(212) 555-02" + (10 + count), "rosa-" + one);
		this.bill = cast.bill(this.rosa, "42.00", due, "Mobile S");
		this.receipt = cast.cash(this.rosa, "2.00");
		this.second = cast.bean(app.accord.billing.BillingAccounts.class)
			.open(this.rosa.customerId(), "Second", "USD", Cast.agent());
		this.ana = cast.withoutAccount("Ana", "Quell", "ana-" + one);
		this.visitor = new Visitor(this.port);
		this.visitor.signIn("portal", "ana-" + one, Cast.PASSWORD);
		PAGES.clear();
		PAGES.put("/portal/accounts/" + this.rosa + "/position", Scope.BILLS);
		PAGES.put("/portal/bills", Scope.BILLS);
		PAGES.put("/portal/bills.csv", Scope.BILLS);
		PAGES.put("/portal/bills/" + this.bill, Scope.BILLS);
		PAGES.put("/portal/bills/" + this.bill + ".pdf", Scope.BILLS);
		PAGES.put("/portal/payments", Scope.BILLS);
		PAGES.put("/portal/receipts/" + this.receipt.receipt(), Scope.BILLS);
		PAGES.put("/portal/receipts/" + this.receipt.receipt() + ".pdf", Scope.BILLS);
		PAGES.put("/portal/accounts/" + this.rosa + "/statement", Scope.BILLS);
		PAGES.put("/portal/accounts/" + this.rosa + "/statement.csv", Scope.BILLS);
		PAGES.put("/portal/accounts/" + this.rosa + "/explanation", Scope.BILLS);
		PAGES.put("/portal/accounts/" + this.rosa + "/next-bill", Scope.BILLS);
		PAGES.put("/portal/accounts/" + this.rosa + "/reminders", Scope.BILLS);
		PAGES.put("/portal/accounts/" + this.rosa + "/payment", Scope.PAY);
		PAGES.put("/portal/bills/" + this.bill + "/dispute", Scope.PAY);
		PAGES.put("/portal/accounts/" + this.rosa + "/instalments", Scope.PAY);
		PAGES.put("/portal/cards", Scope.PAY);
		PAGES.put("/portal/donations", Scope.BILLS);
		PAGES.put("/portal/donations/2026", Scope.BILLS);
		PAGES.put("/portal/services", Scope.ORDERS);
		PAGES.put("/portal/purchases", Scope.ORDERS);
		PAGES.put("/portal/prices", Scope.ORDERS);
		PAGES.put("/portal/details", Scope.DATA);
	}

	@Test
	void eachPageAnswersToItsScopeAndToNoOther() {
		for (String path : PAGES.keySet()) {
			assertThat(status(path)).as("without authority: " + path).isEqualTo(404);
		}
		assertThat(status("/portal")).isEqualTo(404);
		for (Scope scope : Scope.values()) {
			Noted given = authorise(EnumSet.of(scope));
			PAGES.forEach((path, needed) -> assertThat(status(path)).as("%s with %s", path, scope)
				.isEqualTo((scope == needed || scope == Scope.PAY && needed == Scope.BILLS) ? 200 : 404));
			for (String path : List.of("/portal", "/portal/cases", "/portal/cases/new", "/portal/cases/open")) {
				assertThat(status(path)).as("%s with %s", path, scope).isEqualTo(200);
			}
			for (String path : List.of("/portal/history", "/portal/latest", "/portal/messages", "/portal/my-data",
					"/portal/people", "/portal/cards/saved/none",
					"/portal/accounts/" + this.rosa + "/donations/example", "/portal/for/" + this.rosa.customer(),
					"/portal/none")) {
				assertThat(status(path)).as("%s with %s", path, scope).isEqualTo(404);
			}
			end(given);
			assertThat(status("/portal")).isEqualTo(404);
		}
	}

	/**
	 * A page that is new on the portal is nobody's but the customer's, until somebody
	 * decides.
	 */
	@Test
	void everyPageOfThePortalIsInTheTableOrRefused() {
		Set<String> open = Set.of("/portal", "/portal/live", "/portal/acting", "/portal/accounts/{number}/position",
				"/portal/bills", "/portal/bills.csv", "/portal/bills/{number}", "/portal/bills/{number}.pdf",
				"/portal/credit-notes/{number}", "/portal/credit-notes/{number}.pdf", "/portal/payments",
				"/portal/payments/{payment}", "/portal/receipts/{number}", "/portal/receipts/{number}.pdf",
				"/portal/accounts/{number}/statement", "/portal/accounts/{number}/statement.pdf",
				"/portal/accounts/{number}/statement.csv", "/portal/accounts/{number}/explanation",
				"/portal/accounts/{number}/next-bill", "/portal/accounts/{number}/reminders",
				"/portal/accounts/{number}/payment", "/portal/payments/{payment}/call-off",
				"/portal/bills/{number}/dispute", "/portal/disputes/{number}/withdrawal",
				"/portal/accounts/{number}/instalments", "/portal/arrangements/{number}/withdrawal",
				"GET /portal/cards", "/portal/cards/{id}/preference", "/portal/accounts/{number}/auto-pay",
				"/portal/accounts/{number}/auto-pay/end", "/portal/donations", "/portal/donations/{year:\\d{4}}",
				"/portal/donations/{year:\\d{4}}.pdf", "/portal/accounts/{number}/donations/stop", "/portal/services",
				"/portal/purchases", "/portal/prices", "/portal/details", "/portal/details/contact-points",
				"/portal/details/contact-points/{id}", "/portal/details/contact-points/{id}/preference",
				"/portal/details/contact-points/{id}/removal", "/portal/cases", "/portal/cases/new",
				"/portal/cases/open", "/portal/cases/{number}", "/portal/cases/{number}/words",
				"/portal/cases/{number}/closing", "/portal/cases/{number}/reopening",
				"/portal/cases/{number}/withdrawal");
		this.program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
			.getHandlerMethods()
			.keySet()
			.forEach((mapping) -> mapping.getPatternValues()
				.stream()
				.filter((pattern) -> pattern.startsWith("/portal"))
				.forEach((pattern) -> {
					String path = pattern.replaceAll("\\{[^}]*}", "X-1");
					boolean leads = mapping.getMethodsCondition()
						.getMethods()
						.stream()
						.map(RequestMethod::name)
						.anyMatch((method) -> ActingDoors.of(method, path).isPresent());
					boolean wanted = open.contains(pattern) || mapping.getMethodsCondition()
						.getMethods()
						.stream()
						.anyMatch((method) -> open.contains(method + " " + pattern));
					assertThat(leads).as(mapping.toString()).isEqualTo(wanted);
				}));
		for (String closed : List.of("/portal/cards", "/portal/cards/X-1/removal", "/portal/accounts/X-1/donations",
				"/portal/donations/2026/mail", "/portal/people/1/end", "/portal/my-data/erasure",
				"/portal/password/X-1", "/portal/forgotten")) {
			assertThat(ActingDoors.of("POST", closed)).as(closed).isEmpty();
		}
		Access nothing = new Access(Set.of(), Set.of());
		assertThat(ActingDoors.all()).noneMatch((door) -> door.opensTo(nothing));
	}

	@Test
	void whatIsRefusedLooksLikeWhatDoesNotExist() {
		String strange = body("/portal/for/C-1/portal/bills");
		assertThat(body("/portal/for/" + CustomerNumber.of(9_999_999) + "/portal/bills")).isEqualTo(strange);
		assertThat(body("/portal/for/" + this.rosa.customer() + "/portal/bills")).isEqualTo(strange);
		assertThat(body("/portal/for/" + this.rosa.customer() + "/portal/bills/" + this.bill)).isEqualTo(strange);
		Visitor nobody = new Visitor(this.port);
		HttpResponse<String> answer = nobody.get("/portal/for/" + this.rosa.customer() + "/portal/bills");
		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/portal/sign-in");
		assertThat(nobody.get("/portal/for/" + this.rosa.customer() + "/desk").statusCode()).isNotEqualTo(200);
	}

	@Test
	void theDaughterReadsAndPaysAndHerMotherSeesIt() {
		authorise(EnumSet.of(Scope.PAY));
		HttpResponse<String> home = this.visitor.get(acting("/portal"));
		assertThat(home.body()).contains("Rosa Quell owes", "$40.00", "Acting for: <b>Rosa Quell</b>")
			.contains("/portal/cards", "/instalments", "/portal/donations")
			.doesNotContain("/portal/history", "Your services", "/portal/people");
		for (var link : Jsoup.parse(home.body()).select("main a[href^=/], nav.tabs a[href^=/]")) {
			assertThat(link.attr("href")).startsWith(prefix());
			assertThat(this.visitor.get(link.attr("href")).statusCode()).as(link.attr("href")).isEqualTo(200);
		}
		HttpResponse<String> paid = this.visitor.post(acting("/portal/accounts/" + this.rosa + "/payment"),
				acting("/portal/accounts/" + this.rosa + "/payment"),
				Map.of("amount", "40.00", "save", "true", "idempotencyKey", UUID.randomUUID().toString()));
		assertThat(paid.headers().firstValue("Location").orElseThrow())
			.startsWith(this.program.getBean(Sandbox.class).url());
		List<Interaction> seen = this.program.getBean(Timeline.class)
			.page(this.rosa.customerId(), Audience.CUSTOMER, List.of(), 0, 20);
		assertThat(seen).filteredOn((entry) -> entry.summary().startsWith("Looked at by Ana Quell")).isNotEmpty();
		assertThat(seen).filteredOn((entry) -> entry.summary().equals("Looked at by Ana Quell: bills and payments"))
			.as("one visit, one line")
			.hasSize(1)
			.first()
			.satisfies((entry) -> assertThat(entry.actor().name()).isEqualTo("Ana Quell, for Rosa Quell"));
		Visitor mother = new Visitor(this.port);
		mother.signIn("portal", "rosa-a" + count, Cast.PASSWORD);
		assertThat(mother.get("/portal/history").body()).contains("Looked at by Ana Quell")
			.contains("Ana Quell, for Rosa Quell");
	}

	@Test
	void anOpenPageIsLedAwayWhenTheAuthorityEnds() {
		Noted given = authorise(EnumSet.of(Scope.BILLS));
		Map<String, String> part = Map.of("HX-Request", "true", "Accept", "text/html");
		String position = acting("/portal/accounts/" + this.rosa + "/position");
		assertThat(this.visitor.get(position, part).statusCode()).isEqualTo(200);
		end(given);
		HttpResponse<String> ended = this.visitor.get(position, part);
		assertThat(ended.statusCode()).isEqualTo(404);
		assertThat(ended.headers().firstValue("HX-Redirect")).hasValue("/portal?ended");
		assertThat(ended.body()).doesNotContain("40.00");
		assertThat(this.visitor.get("/portal?ended").body()).contains("You can’t act for that customer any more.");
	}

	@Test
	void aPayerReachesTheAccountThatIsPaidAndNoOther() {
		Cast cast = Cast.of(this.program);
		InvoiceNumber other = cast.bill(this.second, "9.00", cast.bean(BusinessCalendar.class).today().plusDays(9),
				"Mobile M");
		Receipt otherReceipt = cast.cash(this.second, "1.00");
		cast.bean(Relationships.class)
			.namePayer(Cast.agent(), new NewPayer(this.second, this.ana, null, null, "Signed"), null);
		assertThat(this.visitor.get(acting("/portal")).body()).contains("$8.00").doesNotContain("$40.00");
		Visitor mother = new Visitor(this.port);
		mother.signIn("portal", "rosa-a" + count, Cast.PASSWORD);
		assertThat(mother.get("/portal").body()).contains("Ana Quell is asked to pay this account");
		assertThat(mother.get("/portal/bills/" + other).body()).contains("Bills and reminders go to Ana Quell");
		for (String path : List.of("/portal/bills/" + other, "/portal/bills?account=" + this.second,
				"/portal/receipts/" + otherReceipt.receipt(), "/portal/accounts/" + this.second + "/payment")) {
			assertThat(status(path)).as(path).isEqualTo(200);
		}
		for (String path : List.of("/portal/bills/" + this.bill, "/portal/bills?account=" + this.rosa,
				"/portal/receipts/" + this.receipt.receipt(), "/portal/accounts/" + this.rosa + "/payment",
				"/portal/accounts/" + this.rosa + "/position", "/portal/purchases", "/portal/details")) {
			assertThat(status(path)).as(path).isEqualTo(404);
		}
	}

	/**
	 * Who pays says what is wrong with a bill, asks for instalments and has bills
	 * charged.
	 */
	@Test
	void theDaughterDisputesAsksForInstalmentsAndSwitchesAutoPayOn() {
		authorise(EnumSet.of(Scope.PAY));
		Cast cast = Cast.of(this.program);
		String bill = acting("/portal/bills/" + this.bill);
		assertThat(to(this.visitor.post(bill + "/dispute", bill + "/dispute", Map.of("scope", "amount", "amount",
				"5.00", "reason", "She was never abroad", "idempotencyKey", UUID.randomUUID().toString()))))
			.isEqualTo(bill);
		assertThat(cast.bean(Disputes.class).of(this.bill)).singleElement().satisfies((dispute) -> {
			assertThat(dispute.openedBy()).isEqualTo("Ana Quell, for Rosa Quell");
			assertThat(this.visitor.get(bill).body()).contains("She was never abroad", "Take it back");
			assertThat(to(
					this.visitor.post(bill, acting("/portal/disputes/" + dispute.number() + "/withdrawal"), Map.of())))
				.isEqualTo(bill);
		});
		String instalments = acting("/portal/accounts/" + this.rosa + "/instalments");
		LocalDate first = cast.bean(BusinessCalendar.class).today().plusDays(14);
		assertThat(
				to(this.visitor.post(instalments, instalments,
						Map.of("amount", "40.00", "count", "2", "firstOn", first.toString(), "reason",
								"Her pension comes late", "idempotencyKey", UUID.randomUUID().toString()))))
			.isEqualTo(instalments);
		assertThat(cast.bean(Arrangements.class).current(this.rosa)).hasValueSatisfying((arrangement) -> {
			assertThat(arrangement.askedBy()).isEqualTo("Ana Quell, for Rosa Quell");
			assertThat(to(this.visitor.post(instalments,
					acting("/portal/arrangements/" + arrangement.number() + "/withdrawal"), Map.of())))
				.isEqualTo(instalments);
		});
		SavedCard card = cast.bean(TransactionTemplate.class)
			.execute((status) -> cast.bean(SavedCards.class)
				.keep(this.rosa.customerId(), new CardOnFile("tok_visa", "Visa", "4242", LocalDate.of(2031, 12, 31)),
						Cast.agent()));
		String cards = acting("/portal/cards");
		assertThat(this.visitor.get(cards).body()).contains("Rosa Quell’s", "Visa •••• 4242", "Switch auto-pay on")
			.doesNotContain("Save a card", "/removal");
		assertThat(to(this.visitor.post(cards, acting("/portal/accounts/" + this.rosa + "/auto-pay"),
				Map.of("card", card.id().toString()))))
			.isEqualTo(cards);
		assertThat(cast.bean(AutoPay.class).of(this.rosa).active()).isTrue();
		assertThat(to(this.visitor.post(cards, acting("/portal/accounts/" + this.rosa + "/auto-pay/end"), Map.of())))
			.isEqualTo(cards);
		assertThat(cast.bean(AutoPay.class).of(this.rosa).active()).isFalse();
		for (String closed : List.of("/portal/cards", "/portal/cards/" + card.id() + "/removal",
				"/portal/accounts/" + this.rosa + "/donations")) {
			assertThat(this.visitor.post(cards, acting(closed), Map.of("account", this.rosa.toString())).statusCode())
				.as(closed)
				.isEqualTo(404);
		}
	}

	/**
	 * The customer's cards and gifts are not the payer's; the bills that are paid are.
	 */
	@Test
	void aPayerDisputesWhatIsPaidButSeesNeitherCardsNorGifts() {
		Cast cast = Cast.of(this.program);
		InvoiceNumber other = cast.bill(this.second, "9.00", cast.bean(BusinessCalendar.class).today().plusDays(9),
				"Mobile M");
		cast.bean(Relationships.class)
			.namePayer(Cast.agent(), new NewPayer(this.second, this.ana, null, null, "Signed"), null);
		String own = cast.bean(Disputes.class)
			.open(this.bill, null, "Her own", Cast.agent(), UUID.randomUUID().toString())
			.value();
		for (String path : List.of("/portal/bills/" + other + "/dispute",
				"/portal/accounts/" + this.second + "/instalments")) {
			assertThat(status(path)).as(path).isEqualTo(200);
		}
		for (String path : List.of("/portal/bills/" + this.bill + "/dispute",
				"/portal/accounts/" + this.rosa + "/instalments", "/portal/cards", "/portal/donations",
				"/portal/donations/2026")) {
			assertThat(status(path)).as(path).isEqualTo(404);
		}
		for (String path : List.of("/portal/disputes/" + own + "/withdrawal",
				"/portal/accounts/" + this.second + "/auto-pay",
				"/portal/accounts/" + this.second + "/donations/stop")) {
			assertThat(this.visitor.post(acting("/portal/bills/" + other + "/dispute"), acting(path), Map.of())
				.statusCode()).as(path).isEqualTo(404);
		}
		String bill = acting("/portal/bills/" + other);
		assertThat(to(this.visitor.post(bill + "/dispute", bill + "/dispute",
				Map.of("scope", "whole", "reason", "Paid twice", "idempotencyKey", UUID.randomUUID().toString()))))
			.isEqualTo(bill);
		String mine = cast.bean(Disputes.class).of(other).getFirst().number().toString();
		assertThat(to(this.visitor.post(bill, acting("/portal/disputes/" + mine + "/withdrawal"), Map.of())))
			.isEqualTo(bill);
	}

	@Test
	void writesOnlyWhatTheScopeSays() {
		authorise(EnumSet.of(Scope.DATA));
		String add = acting("/portal/details/contact-points");
		Map<String, String> phone = Map.of("kind", "PHONE", "typed", "(212) 555-0288", "label", "");
		assertThat(this.visitor.post(acting("/portal/details"), add, phone).headers().firstValue("Location"))
			.hasValueSatisfying((to) -> assertThat(to).endsWith(prefix() + "/portal/details"));
		assertThat(this.visitor
			.post(acting("/portal/details"), acting("/portal/accounts/" + this.rosa + "/payment"),
					Map.of("amount", "1.00", "idempotencyKey", "k"))
			.statusCode()).isEqualTo(404);
		assertThat(this.visitor
			.post(acting("/portal/details"), acting("/portal/bills/" + this.bill + "/dispute"),
					Map.of("scope", "whole"))
			.statusCode()).isEqualTo(404);
	}

	@Test
	void theCustomerTakesItBackOnThePortal() {
		Noted given = authorise(EnumSet.of(Scope.BILLS));
		Visitor mother = new Visitor(this.port);
		mother.signIn("portal", "rosa-a" + count, Cast.PASSWORD);
		assertThat(mother.get("/portal/people").body()).contains("Ana Quell", "may be told about bills and payments");
		mother.post("/portal/people", "/portal/people/" + given.id() + "/end", Map.of("key", "take-it-back"));
		assertThat(status("/portal")).isEqualTo(404);
		assertThat(mother
			.post("/portal/people", "/portal/people/" + (given.id() + 1) + "/end", Map.of("key", "take-it-back-2"))
			.statusCode()).isEqualTo(404);
	}

	@Test
	void joinedRecordsAreActedForByAnyOfTheirNumbers() {
		authorise(EnumSet.of(Scope.BILLS));
		Cast cast = Cast.of(this.program);
		AccountNumber twin = cast.account("R.", "Quell");
		cast.bean(Joining.class).join(Cast.agent(), twin.customer(), this.rosa.customer(), Map.of(), "Same", null);
		assertThat(status("/portal/bills/" + this.bill)).isEqualTo(200);
		assertThat(this.visitor.get("/portal/for/" + twin.customer() + "/portal/bills/" + this.bill).statusCode())
			.isEqualTo(200);
	}

	private Noted authorise(Set<Scope> scopes) {
		return this.program.getBean(Relationships.class)
			.authorise(Cast.agent(),
					new NewAuthority(this.rosa.customer(), this.ana, scopes, "Both passports", null, null, null,
							"Asked for"),
					null)
			.value();
	}

	private void end(Noted given) {
		this.program.getBean(Relationships.class)
			.end(Cast.agent(), this.rosa.customer(), given.id(), "She asked", null);
	}

	private String prefix() {
		return "/portal/for/" + this.rosa.customer();
	}

	private String acting(String path) {
		return prefix() + path;
	}

	private static String to(HttpResponse<String> answer) {
		return answer.headers()
			.firstValue("Location")
			.orElse("nowhere: " + answer.statusCode())
			.replaceAll("^https?://[^/]+", "");
	}

	private int status(String path) {
		return this.visitor.get(acting(path)).statusCode();
	}

	/** The page without what differs from request to request. */
	private String body(String path) {
		HttpResponse<String> answer = this.visitor.get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(404);
		return answer.body()
			.replaceAll("/portal/for/[^/\"]+", "")
			.replaceAll("(?s)<code>\\w+</code>", "")
			.replaceAll("content=\"[^\"]{60,}\"|value=\"[^\"]{60,}\"", "");
	}

}

package app.accord.care;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.api.ApiClient;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CaseNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.job.Jobs;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.relationship.NewAuthority;
import app.accord.relationship.NewPayer;
import app.accord.relationship.Noted;
import app.accord.relationship.Relationships;
import app.accord.relationship.Scope;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What customers ask, on the portal, in a shop and by programs, and what they are told.
 */
@AccordTest
class CasesOnChannelsTest {

	private static final String TOKEN = "a-token-for-cases";

	private static final Actor ADA = new Actor(ActorKind.STAFF, "ada", "Ada Lindqvist", Channel.DESK);

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Cases cases;

	@Autowired
	private Messages messages;

	@Autowired
	private Jobs jobs;

	@Autowired
	private MovableClock clock;

	private Cast cast;

	private AccountNumber account;

	private CustomerNumber rosa;

	private InvoiceNumber bill;

	private Visitor portal;

	private Visitor counter;

	private ApiClient api;

	@BeforeEach
	void everybodyAtWork() {
		this.cast = Cast.of(this.program);
		if (people++ == 0) {
			this.cast.bean(Staff.class).create("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
			this.cast.clerk("cleo", "Cleo Hart");
			this.cast.bean(ApiTokens.class).allow("web-form", TOKEN);
		}
		this.account = this.cast.customer("Rosa", "Quell", "(212) 555-04" + (10 + people), "rosa" + people);
		this.rosa = this.account.customer();
		LocalDate due = this.cast.bean(BusinessCalendar.class).today().plusDays(9);
		this.bill = this.cast.bill(this.account, "42.00", due, "Mobile S");
		this.portal = signedIn("portal", "rosa" + people);
		this.counter = signedIn("counter", "cleo");
		this.api = new ApiClient(this.port, TOKEN);
	}

	@AfterEach
	void rightTime() {
		this.clock.reset();
	}

	@Test
	void whatIsAskedOnThePortalIsAnsweredOnEveryChannelAlike() {
		assertThat(this.portal.get("/portal/cases").body()).contains("Nothing was asked yet");
		CaseNumber number = ask(Map.of());
		Document page = page(this.portal, "/portal/cases/" + number);
		assertThat(page.select("#story").text()).contains("We have it.", "We answer by", "I was never abroad.",
				number.toString(), "by e-mail to rosa" + people + "@example.com");
		agrees(number, CaseState.ACKNOWLEDGED);
		assertThat(this.portal.get("/portal").body()).contains("Two calls too many");

		this.cases.note(ADA, number, "SECRET she always complains", null);
		this.cases.reply(ADA, number, "Which calls do you mean?\nPlease name them.", true, null, null);
		agrees(number, CaseState.PENDING);
		page = page(this.portal, "/portal/cases/" + number);
		assertThat(page.select("#story").text()).contains("We asked something.", "Ada Lindqvist, our agent",
				"you, on these pages");
		assertThat(page.select(".talk-text").eachText()).contains("Which calls do you mean? Please name them.");
		assertThat(page.select("label[for=text]").text()).isEqualTo("Your answer");
		assertThat(this.portal.get("/portal/cases/" + number).body()).doesNotContain("SECRET");
		assertThat(this.counter.get("/counter/cases/" + number).body()).doesNotContain("SECRET");
		assertThat(this.portal.get("/portal/history").body()).doesNotContain("SECRET");

		assertThat(say(number, "Those of 3 and 4 November.").statusCode()).isEqualTo(302);
		agrees(number, CaseState.IN_PROGRESS);
		this.cases.resolve(ADA, number, "They were not yours. We credited them.", null);
		agrees(number, CaseState.RESOLVED);
		page = page(this.portal, "/portal/cases/" + number);
		assertThat(page.select("#composer").text()).contains("Yes, it is solved", "No, look at it again");
		assertThat(send("reopening", number, "One of them is still there.").statusCode()).isEqualTo(302);
		agrees(number, CaseState.IN_PROGRESS);
		this.cases.resolve(ADA, number, "Now both are gone.", null);
		assertThat(send("closing", number, "").statusCode()).isEqualTo(302);
		agrees(number, CaseState.CLOSED);
		assertThat(page(this.portal, "/portal/cases").select("#asked-done").text()).isEqualTo("Done");
		ApiClient.Answer whole = this.api.get("/cases/" + number);
		assertThat(whole.json().at("/statusChangeHistory").findValuesAsString("status")).containsExactly("ACKNOWLEDGED",
				"PENDING", "IN_PROGRESS", "RESOLVED", "IN_PROGRESS", "RESOLVED", "CLOSED");
		assertThat(whole.text("/channel")).isEqualTo("WEB");
		assertThat(whole.text("/relatedEntity")).isEqualTo(this.bill.toString());
		assertThat(whole.json().at("/note").findValuesAsString("text")).contains("SECRET she always complains");
	}

	@Test
	void theCustomerIsWrittenToInTheirLanguageAndOnlyWhatStillHolds() {
		CaseNumber number = ask(Map.of("description", "I was never abroad.\nNot once."));
		this.jobs.run("Send messages");
		Message received = sent().getFirst();
		assertThat(received.subject()).isEqualTo("We have your message: " + number);
		assertThat(received.text()).contains("Hello Rosa Quell,", "You get an answer from us by ",
				"I was never abroad.\nNot once.", "/portal/cases/" + number);
		this.cases.reply(ADA, number, "Which calls?", true, null, null);
		this.jobs.run("Send messages");
		assertThat(sent().getFirst().subject()).isEqualTo("Our answer to " + number + ": Two calls too many");
		assertThat(sent().getFirst().text()).contains("Which calls?", "We need your answer before we can go on.");

		this.cast.bean(Customers.class).changeLanguage(Cast.agent(), this.rosa, "de");
		this.cases.resolve(ADA, number, "Gutgeschrieben.", null);
		this.jobs.run("Send messages");
		assertThat(sent().getFirst().subject()).isEqualTo("Ist es gelöst? " + number + ": Two calls too many");
		assertThat(sent().getFirst().text()).contains("Guten Tag Rosa Quell,", "Gutgeschrieben.",
				"Sagen, ob es gelöst ist");
		CaseNumber other = ask(Map.of("subject", "Teach me to fly"));
		this.cases.reject(ADA, other, "Das können wir nicht.", null);
		this.jobs.run("Send messages");
		assertThat(sent().getFirst().subject()).isEqualTo("Zu " + other + ": Teach me to fly");
		assertThat(all()).filteredOn((message) -> message.state() == MessageState.WITHHELD)
			.extracting(Message::problem)
			.containsExactly("It was answered before this went.");

		CaseNumber third = ask(Map.of("subject", "Third"));
		this.cases.resolve(ADA, third, "Done.", null);
		send("reopening", third, "Not at all.");
		this.jobs.run("Send messages");
		assertThat(all()).filteredOn((message) -> message.state() == MessageState.WITHHELD)
			.extracting(Message::problem)
			.contains("It is not waiting for the customer’s word any more.");
	}

	@Test
	void whatIsWrongIsSaidAndStaysTyped() {
		InvoiceNumber others = this.cast.bill(this.cast.account("Otto", "Brandt"), "5.00",
				this.cast.bean(BusinessCalendar.class).today().plusDays(9), "Mobile M");
		String card = "4242424242424242";
		for (Map<String, String> wrong : List.of(Map.of("kind", ""), Map.of("kind", "POEM"), Map.of("subject", " "),
				Map.of("subject", "x".repeat(201)), Map.of("description", "x".repeat(4001)),
				Map.of("about", others.toString()), Map.of("about", "INV-1"), Map.of("description", "My card " + card),
				Map.of("idempotencyKey", ""))) {
			Map<String, String> form = asked(wrong);
			for (boolean shop : List.of(false, true)) {
				if (shop && wrong.containsKey("idempotencyKey")) {
					continue;
				}
				String path = shop ? "/counter/customers/" + this.rosa + "/cases" : "/portal/cases";
				HttpResponse<String> answer = (shop ? this.counter : this.portal).post(shop ? path : path + "/new",
						path, form);
				assertThat(answer.statusCode()).as(path + wrong).isEqualTo(422);
				Document page = Jsoup.parse(answer.body());
				assertThat(page.select(".field-error, [role=alert]").text()).as(path + wrong).isNotBlank();
				assertThat(page.select("#subject").attr("value")).isEqualTo(form.get("subject"));
				if (!form.get("description").contains(card)) {
					assertThat(page.select("#description").text()).isEqualTo(form.get("description"));
				}
				assertThat(answer.body()).doesNotContain(card);
				if (!wrong.containsKey("kind")) {
					assertThat(page.select("input[value=COMPLAINT]").hasAttr("checked")).isTrue();
				}
				if (!wrong.containsKey("about")) {
					assertThat(page.select("#about option[selected]").attr("value")).isEqualTo(this.bill.toString());
				}
			}
		}
		String at = "/customers/" + this.rosa + "/cases";
		problem(this.api.post(at, "{}", null), "name", "ticketType");
		problem(this.api.post(at, """
				{"ticketType": "QUESTION", "name": "%s"}""".formatted("x".repeat(201)), null), "name");
		problem(this.api.post(at, """
				{"ticketType": "QUESTION", "name": "Hm", "relatedEntity": "%s"}""".formatted(others), null),
				"relatedEntity");
		assertThat(this.api.post(at, """
				{"ticketType": "POEM", "name": "Hm"}""", null).status()).isEqualTo(400);
		assertThat(this.api.post("/customers/C-1/cases", "{}", null).status()).isEqualTo(422);
		assertThat(this.api.get("/cases/CS-1-1").status()).isEqualTo(404);
		assertThat(this.api.get("/cases?status=ILL").status()).isEqualTo(400);
		assertThat(this.cases.ofCustomer(this.rosa.customerId(), false)).isEmpty();

		CaseNumber number = ask(Map.of());
		assertThat(say(number, "  ").statusCode()).isEqualTo(422);
		HttpResponse<String> long1 = say(number, "y".repeat(4001));
		assertThat(long1.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(long1.body()).select("#text").text()).hasSize(4001);
		problem(this.api.post("/cases/" + number + "/notes", "{}", null), "text", "type");
		problem(this.api.post("/cases/" + number + "/status", """
				{"status": "RESOLVED"}""", null), "reason");
		problem(this.api.post("/cases/" + number + "/status", """
				{"status": "PENDING"}""", null), "status");
		problem(this.api.post("/cases/" + number + "/owner", """
				{"owner": "nobody-here"}""", null), "owner");
	}

	@Test
	void twoClicksOpenOneCaseAndSayItOnce() {
		Map<String, String> form = asked(Map.of());
		String first = to(this.portal.post("/portal/cases/new", "/portal/cases", form));
		assertThat(to(this.portal.post("/portal/cases/new", "/portal/cases", form))).isEqualTo(first);
		Map<String, String> other = new HashMap<>(form);
		other.put("subject", "Something else");
		HttpResponse<String> refused = this.portal.post("/portal/cases/new", "/portal/cases", other);
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("sent before with something else");
		other.put("idempotencyKey", Jsoup.parse(refused.body()).select("input[name=idempotencyKey]").attr("value"));
		assertThat(to(this.portal.post("/portal/cases/new", "/portal/cases", other))).isNotEqualTo(first)
			.contains("/portal/cases/CS-");
		assertThat(this.cases.ofCustomer(this.rosa.customerId(), false)).hasSize(2);

		assertThat(together(6, asked(Map.of("subject", "At once")))).hasSize(1)
			.allSatisfy((shown) -> assertThat(shown).contains("/portal/cases/CS-"));
		assertThat(this.cases.ofCustomer(this.rosa.customerId(), false)).hasSize(3);

		CaseNumber number = CaseNumber.parse(first.substring(first.lastIndexOf('/') + 1));
		Map<String, String> words = Map.of("text", "Once more", "idempotencyKey", UUID.randomUUID().toString());
		for (int i = 0; i < 2; i++) {
			assertThat(this.portal.post(first, first + "/words", words).statusCode()).isEqualTo(302);
		}
		assertThat(this.cases.get(number).entries()).filteredOn((entry) -> entry.kind() == EntryKind.SAID).hasSize(1);

		String at = "/counter/customers/" + this.rosa + "/cases";
		String opened = to(this.counter.post(at, at, asked(Map.of("idempotencyKey", "shop-1"))));
		assertThat(to(this.counter.post(at, at, asked(Map.of("idempotencyKey", "shop-1"))))).isEqualTo(opened);

		String body = """
				{"ticketType": "FAULT", "name": "No signal", "channel": "EMAIL"}""";
		ApiClient.Answer made = this.api.post("/customers/" + this.rosa + "/cases", body, "form-1");
		assertThat(made.status()).isEqualTo(201);
		ApiClient.Answer again = this.api.post("/customers/" + this.rosa + "/cases", body, "form-1");
		assertThat(again.header("Idempotency-Replayed")).hasValue("true");
		assertThat(again.text("/number")).isEqualTo(made.text("/number"));
		assertThat(this.api.post("/customers/" + this.rosa + "/cases", body.replace("No", "Bad"), "form-1").status())
			.isEqualTo(409);
		String note = """
				{"type": "SAID", "text": "Still none"}""";
		String notes = "/cases/" + made.text("/number") + "/notes";
		assertThat(this.api.post(notes, note, "form-2").status()).isEqualTo(201);
		assertThat(this.api.post(notes, note, "form-2").header("Idempotency-Replayed")).hasValue("true");
	}

	@Test
	void aProgramTakesACaseThroughItsWholeLife() {
		String number = this.api
			.post("/customers/" + this.rosa + "/cases",
					"""
							{"ticketType": "FAULT", "name": "No signal at home", "description": "Since Monday", "channel": "EMAIL",
							 "relatedEntity": "%s"}"""
						.formatted(this.account),
					null)
			.text("/number");
		assertThat(this.api.post("/cases/" + number + "/owner", """
				{"owner": "ada"}""", null).text("/owner")).isEqualTo("ada");
		assertThat(this.api.post("/cases/" + number + "/changes", """
				{"priority": "HIGH"}""", null).text("/priority")).isEqualTo("HIGH");
		assertThat(move(number, "HELD", "A mast is being repaired")).isEqualTo("HELD");
		assertThat(page(this.portal, "/portal/cases/" + number).select("#story").text())
			.contains("We wait for somebody else", "A mast is being repaired");
		assertThat(move(number, "IN_PROGRESS", null)).isEqualTo("IN_PROGRESS");
		assertThat(this.api.post("/cases/" + number + "/notes", """
				{"type": "REPLIED", "text": "Is it better now?", "waits": true}""", null).text("/status"))
			.isEqualTo("PENDING");
		assertThat(this.api.post("/cases/" + number + "/notes", """
				{"type": "SAID", "text": "No"}""", null).text("/status")).isEqualTo("IN_PROGRESS");
		assertThat(move(number, "RESOLVED", "The mast is back")).isEqualTo("RESOLVED");
		assertThat(move(number, "IN_PROGRESS", "It is not")).isEqualTo("IN_PROGRESS");
		assertThat(move(number, "RESOLVED", "Now it is")).isEqualTo("RESOLVED");
		assertThat(move(number, "CLOSED", null)).isEqualTo("CLOSED");
		String unwanted = this.api.post("/customers/" + this.rosa + "/cases", """
				{"ticketType": "REQUEST", "name": "Sing to me"}""", null).text("/number");
		assertThat(move(unwanted, "REJECTED", "We can’t sing")).isEqualTo("REJECTED");
		assertThat(page(this.portal, "/portal/cases/" + unwanted).text()).contains("We can’t solve this.",
				"We can’t sing", "Ask about it anew");

		ask(Map.of());
		ApiClient.Answer open = this.api.get("/customers/" + this.rosa + "/cases?open=true");
		assertThat(open.json().at("/total").asInt()).isEqualTo(1);
		assertThat(open.text("/items/0/name")).isEqualTo("Two calls too many");
		ApiClient.Answer listed = this.api.get("/cases?q=" + number);
		assertThat(listed.json().at("/total").asInt()).isEqualTo(1);
		assertThat(listed.text("/items/0/customer")).isEqualTo(this.rosa.toString());
		ApiClient.Answer table = this.api
			.send(this.api.request("/customers/" + this.rosa + "/cases?size=2").header("Accept", "text/csv").GET());
		assertThat(table.status()).isEqualTo(200);
		assertThat(table.header("Total-Count")).hasValue("3");
		assertThat(table.body().lines().toList()).hasSize(3)
			.first()
			.asString()
			.startsWith("number,customer,customerName,ticketType,priority,status,name,owner,creationDate");
	}

	@Test
	void whatIsSomebodyElsesDoesNotExist() {
		CaseNumber number = ask(Map.of());
		this.cast.customer("Otto", "Brandt", "(212) 555-05" + (10 + people), "otto" + people);
		Visitor otto = signedIn("portal", "otto" + people);
		for (String path : List.of("/portal/cases/" + number, "/portal/cases/" + CaseNumber.of(number.customerId(), 99),
				"/portal/cases/CS-1", "/portal/cases/x")) {
			assertThat(otto.get(path).statusCode()).as(path).isEqualTo(404);
		}
		for (String what : List.of("words", "closing", "reopening", "withdrawal")) {
			assertThat(otto
				.post("/portal/cases/new", "/portal/cases/" + number + "/" + what,
						Map.of("text", "Mine", "idempotencyKey", UUID.randomUUID().toString()))
				.statusCode()).as(what).isEqualTo(404);
		}
		assertThat(otto.get("/portal/cases").body()).doesNotContain("Two calls too many");
		assertThat(otto.get("/portal/cases/new?about=" + this.bill).body()).doesNotContain(this.bill.toString());
		assertThat(this.counter.get("/counter/cases/CS-1").statusCode()).isEqualTo(404);
		assertThat(new ApiClient(this.port, null).get("/cases/" + number).status()).isEqualTo(401);
	}

	@Test
	void nothingIsAddedToWhatIsOverAndWhatWasTypedIsNotLost() {
		CaseNumber taken = ask(Map.of());
		assertThat(send("withdrawal", taken, "").statusCode()).isEqualTo(302);
		agrees(taken, CaseState.CANCELLED);
		HttpResponse<String> late = say(taken, "But wait");
		assertThat(late.statusCode()).isEqualTo(422);
		Document page = Jsoup.parse(late.body());
		assertThat(page.select("#text").text()).isEqualTo("But wait");
		assertThat(page.select("[role=alert]").text()).contains("Open a new case");
		Document anew = Jsoup
			.parse(this.portal
				.post("/portal/cases/new", "/portal/cases/new",
						Map.of("description", "But wait", "subject", page.select("[name=subject]").attr("value")))
				.body());
		assertThat(anew.select("#description").text()).isEqualTo("But wait");
		assertThat(anew.select("#subject").attr("value")).isEqualTo(taken + " again: Two calls too many");
		assertThat(send("closing", taken, "").statusCode()).isEqualTo(422);

		CaseNumber closed = ask(Map.of());
		this.cases.resolve(ADA, closed, "Done.", null);
		send("closing", closed, "");
		assertThat(send("closing", closed, "").statusCode()).as("closed already").isEqualTo(422);
		this.clock.set(this.clock.instant().plus(Duration.ofDays(29)));
		this.portal = signedIn("portal", "rosa" + people);
		assertThat(send("reopening", closed, "It came back").statusCode()).isEqualTo(302);
		agrees(closed, CaseState.IN_PROGRESS);
		this.cases.resolve(ADA, closed, "Gone again.", null);
		this.cases.close(ADA, closed, null);
		this.clock.set(this.clock.instant().plus(Duration.ofDays(31)));
		this.portal = signedIn("portal", "rosa" + people);
		HttpResponse<String> tooLate = send("reopening", closed, "And again");
		assertThat(tooLate.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(tooLate.body()).select("#text").text()).isEqualTo("And again");
		this.counter = signedIn("counter", "cleo");
		assertThat(this.counter.get("/counter/cases/" + closed).body()).contains("This case is over.");
		HttpResponse<String> shop = this.counter.post("/counter/cases/" + closed, "/counter/cases/" + closed + "/words",
				Map.of("text", "She says no", "idempotencyKey", UUID.randomUUID().toString()));
		assertThat(shop.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(shop.body()).select("#text").text()).isEqualTo("She says no");
	}

	@Test
	void whoActsSeesAndAsksOnlyWhatTheAuthorityCovers() {
		CaseNumber general = ask(Map.of("about", "", "subject", "About my daughter"));
		CaseNumber ofBill = ask(Map.of());
		CustomerNumber ana = this.cast.withoutAccount("Ana", "Quell", "ana" + people);
		Visitor daughter = signedIn("portal", "ana" + people);
		String root = "/portal/for/" + this.rosa + "/portal/cases";
		assertThat(daughter.get(root).statusCode()).isEqualTo(404);

		Noted bills = authorise(ana, EnumSet.of(Scope.BILLS));
		assertThat(daughter.get(root).body()).contains("Two calls too many").doesNotContain("About my daughter");
		assertThat(daughter.get(root + "/" + general).statusCode()).isEqualTo(404);
		Document page = page(daughter, root + "/" + ofBill);
		assertThat(page.select("#story").text()).contains("Rosa Quell").doesNotContain("@example.com", "you, on");
		assertThat(page.text()).doesNotContain("I don’t need this any more");
		for (String what : List.of("closing", "reopening", "withdrawal")) {
			assertThat(daughter
				.post(root + "/" + ofBill, root + "/" + ofBill + "/" + what,
						Map.of("idempotencyKey", UUID.randomUUID().toString()))
				.statusCode()).as(what).isEqualTo(404);
		}
		assertThat(daughter
			.post(root + "/" + ofBill, root + "/" + ofBill + "/words",
					Map.of("text", "I saw it too", "idempotencyKey", UUID.randomUUID().toString()))
			.statusCode()).isEqualTo(302);
		assertThat(page(daughter, root + "/new").select("#about option").eachAttr("value"))
			.contains(this.bill.toString(), this.account.toString());
		String own = to(daughter.post(root + "/new", root,
				asked(Map.of("about", "", "subject", "For my mother", "kind", "QUESTION"))));
		assertThat(own).startsWith(root + "/CS-");
		assertThat(page(daughter, own).select("#story").text()).contains("you, for Rosa Quell");
		assertThat(this.portal.get(own.replace("/portal/for/" + this.rosa, "")).body())
			.contains("Ana Quell, for Rosa Quell", "For my mother");
		assertThat(this.portal.get("/portal/history").body())
			.contains("Looked at by Ana Quell: questions and complaints");
		end(bills);
		assertThat(daughter.get(own).statusCode()).isEqualTo(404);

		Noted orders = authorise(ana, EnumSet.of(Scope.ORDERS));
		assertThat(daughter.get(root + "/" + ofBill).statusCode()).isEqualTo(404);
		assertThat(daughter.get(own).statusCode()).as("asked by herself").isEqualTo(200);
		HttpResponse<String> refused = daughter.post(root + "/new", root, asked(Map.of()));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(refused.body()).select("#about-error").text()).contains("Choose one from the list");
		assertThat(daughter.post(own, own + "/withdrawal", Map.of("idempotencyKey", UUID.randomUUID().toString()))
			.statusCode()).isEqualTo(302);
		end(orders);

		AccountNumber second = this.cast.bean(BillingAccounts.class)
			.open(this.rosa.customerId(), "Second", "USD", Cast.agent());
		this.cast.bean(Relationships.class)
			.namePayer(Cast.agent(), new NewPayer(second, ana, null, null, "Signed"), null);
		assertThat(daughter.get(root + "/" + ofBill).statusCode()).as("not the account that is paid").isEqualTo(404);
		assertThat(page(daughter, root + "/new").select("#about option").eachAttr("value")).contains(second.toString())
			.doesNotContain(this.account.toString(), this.bill.toString());
	}

	@Test
	void whoCantBeWrittenToIsToldAndNothingIsLost() {
		CustomerNumber zoe = this.cast.withoutAccount("Zoe", "Quist", "zoe" + people);
		String at = "/counter/customers/" + zoe + "/cases";
		String opened = to(this.counter.post(at, at, asked(Map.of("about", ""))));
		Document told = page(this.counter, opened);
		CaseNumber number = CaseNumber.parse(opened.substring(opened.lastIndexOf('/') + 1));
		assertThat(told.select(".case-opened").text()).contains(number.toString(), "you get an answer by",
				"We can’t write to them");
		assertThat(page(this.counter, opened).select(".case-opened")).as("told once").isEmpty();
		this.jobs.run("Send messages");
		assertThat(this.messages.page(zoe.customerId(), 0, 10).items()).singleElement()
			.satisfies((message) -> assertThat(message.state()).isEqualTo(MessageState.FAILED))
			.satisfies((message) -> assertThat(message.text()).contains(number.toString()));
		Visitor owner = signedIn("portal", "zoe" + people);
		assertThat(owner.get("/portal").body()).contains("Two calls too many");
		assertThat(page(owner, "/portal/cases/" + number).select("#story").text()).contains("We have it.",
				"you, in a shop; written down by Cleo Hart");
		assertThat(owner.get("/portal/cases/new").body()).contains("no e-mail address or telephone number");

		String rosas = "/counter/customers/" + this.rosa + "/cases";
		String shown = page(this.counter, to(this.counter.post(rosas, rosas, asked(Map.of())))).select(".case-opened")
			.text();
		assertThat(shown).contains("by e-mail to rosa" + people + "@example.com")
			.doesNotContain("We can’t write to them");
		assertThat(this.counter.get("/counter/customers/" + this.rosa).body()).contains("1 open");
	}

	@Test
	void theClerkWritesDownWhatIsAddedAndWhetherItIsSolved() {
		CaseNumber number = ask(Map.of());
		String page = "/counter/cases/" + number;
		assertThat(
				to(this.counter.get("/counter?phone=" + number.toString().toLowerCase(Locale.ROOT).replace('-', '+'))))
			.isEqualTo(page);
		this.counter.post(page, page + "/words",
				Map.of("text", "She brought the bill", "idempotencyKey", UUID.randomUUID().toString()));
		assertThat(page(this.portal, "/portal/cases/" + number).select("#story").text())
			.contains("you, in a shop; written down by Cleo Hart", "She brought the bill");
		CustomerNumber ana = this.cast.withoutAccount("Ana", "Quell", "ana" + people);
		authorise(ana, EnumSet.of(Scope.ORDERS));
		String customer = "/counter/customers/" + this.rosa;
		this.counter.post(customer, customer + "/speaking-with", Map.of("person", ana.toString()));
		assertThat(page(this.counter, page).select("#composer [role=alert]").text())
			.contains("Ana Quell may not be told about bills and payments for Rosa Quell");
		this.counter.post(page, page + "/words",
				Map.of("text", "She waits", "idempotencyKey", UUID.randomUUID().toString()));
		assertThat(page(this.portal, "/portal/cases/" + number).select("#story").text())
			.contains("Ana Quell, for you; written down by Cleo Hart");
		this.cases.resolve(ADA, number, "Credited.", null);
		this.counter.post(page, page + "/reopening",
				Map.of("text", "Not credited", "idempotencyKey", UUID.randomUUID().toString()));
		agrees(number, CaseState.IN_PROGRESS);
		this.cases.resolve(ADA, number, "Credited now.", null);
		this.counter.post(page, page + "/closing", Map.of("idempotencyKey", UUID.randomUUID().toString()));
		agrees(number, CaseState.CLOSED);
	}

	@Test
	void whatIsLateIsSaidToBeLate() {
		CaseNumber number = ask(Map.of());
		this.clock.set(this.clock.instant().plus(Duration.ofDays(12)));
		this.portal = signedIn("portal", "rosa" + people);
		assertThat(page(this.portal, "/portal/cases/" + number).select("#story").text()).contains("We are late.")
			.doesNotContain("We answer by");
		this.counter = signedIn("counter", "cleo");
		assertThat(page(this.counter, "/counter/cases/" + number).select("#story").text()).contains("late");
		assertThat(this.api.get("/cases/" + number).json().at("/overdue").asBoolean()).isTrue();
	}

	private void agrees(CaseNumber number, CaseState state) {
		for (Document page : List.of(page(this.portal, "/portal/cases/" + number),
				page(this.counter, "/counter/cases/" + number))) {
			assertThat(page.select("#story data[data-fact=case-state]").attr("value")).isEqualTo(state.name());
		}
		assertThat(this.api.get("/cases/" + number).text("/status")).isEqualTo(state.name());
		assertThat(this.api.get("/cases/" + number).text("/facts/0/value")).isEqualTo(state.name());
	}

	private Map<String, String> asked(Map<String, String> otherwise) {
		Map<String, String> form = new HashMap<>(
				Map.of("kind", "COMPLAINT", "subject", "Two calls too many", "description", "I was never abroad.",
						"about", this.bill.toString(), "idempotencyKey", UUID.randomUUID().toString()));
		form.putAll(otherwise);
		return form;
	}

	private CaseNumber ask(Map<String, String> otherwise) {
		String shown = to(this.portal.post("/portal/cases/new", "/portal/cases", asked(otherwise)));
		return CaseNumber.parse(shown.substring(shown.lastIndexOf('/') + 1));
	}

	/** Sends the same form so many times at once; answers the pages that it led to. */
	private Set<String> together(int times, Map<String, String> form) {
		List<CompletableFuture<String>> sent = IntStream.range(0, times)
			.mapToObj((i) -> CompletableFuture
				.supplyAsync(() -> to(this.portal.post("/portal/cases/new", "/portal/cases", form))))
			.toList();
		return sent.stream().map(CompletableFuture::join).collect(Collectors.toSet());
	}

	private HttpResponse<String> say(CaseNumber number, String text) {
		return send("words", number, text);
	}

	private HttpResponse<String> send(String what, CaseNumber number, String text) {
		return this.portal.post("/portal/cases/new", "/portal/cases/" + number + "/" + what,
				Map.of("text", text, "idempotencyKey", UUID.randomUUID().toString()));
	}

	private String move(String number, String status, String reason) {
		ApiClient.Answer answer = this.api.post("/cases/" + number + "/status", (reason == null) ? """
				{"status": "%s"}""".formatted(status) : """
				{"status": "%s", "reason": "%s"}""".formatted(status, reason), null);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return answer.text("/status");
	}

	private static void problem(ApiClient.Answer answer, String... fields) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(422);
		assertThat(answer.json().at("/errors").findValuesAsString("field")).as(answer.body())
			.containsExactlyInAnyOrder(fields);
	}

	private List<Message> all() {
		return this.messages.page(this.rosa.customerId(), 0, 50).items();
	}

	private List<Message> sent() {
		return this.messages.sent(this.rosa.customerId(), 0, 50).items();
	}

	private Noted authorise(CustomerNumber ana, Set<Scope> scopes) {
		return this.cast.bean(Relationships.class)
			.authorise(Cast.agent(),
					new NewAuthority(this.rosa, ana, scopes, "Both passports", null, null, null, "Asked for"), null)
			.value();
	}

	private void end(Noted given) {
		this.cast.bean(Relationships.class).end(Cast.agent(), this.rosa, given.id(), "She asked", null);
	}

	private Visitor signedIn(String channel, String username) {
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.signIn(channel, username, Cast.PASSWORD).statusCode()).isEqualTo(302);
		return visitor;
	}

	private static Document page(Visitor visitor, String path) {
		HttpResponse<String> answer = visitor.get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		return Jsoup.parse(answer.body());
	}

	private static String to(HttpResponse<String> answer) {
		return answer.headers()
			.firstValue("Location")
			.orElse("nowhere: " + answer.statusCode() + answer.body())
			.replaceAll("^https?://[^/]+", "");
	}

}

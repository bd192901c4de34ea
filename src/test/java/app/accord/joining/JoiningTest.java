package app.accord.joining;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import app.accord.billing.BillingAccounts;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.NewConsent;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.FieldChange;
import app.accord.customer.FieldChanges;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewContactPoint;
import app.accord.customer.Reachable;
import app.accord.customer.Tier;
import app.accord.dunning.ReminderSwitches;
import app.accord.dunning.SwitchKind;
import app.accord.interaction.Audience;
import app.accord.interaction.Direction;
import app.accord.interaction.Interaction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.Noting;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedField;
import app.accord.linked.Side;
import app.accord.refusal.Refusal;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Records of one customer, joined and taken apart, as every channel shows them. */
@AccordTest
class JoiningTest {

	private static final String TOKEN = "a-token-for-joining";

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private Joining joining;

	@Autowired
	private Parting parting;

	@Autowired
	private Customers customers;

	@Autowired
	private LinkedCustomers linked;

	@Autowired
	private Timeline timeline;

	private Cast cast;

	private AccountNumber marisol;

	private AccountNumber twin;

	@BeforeEach
	void people() {
		this.cast = Cast.of(this.program);
		people++;
		this.marisol = this.cast.customer("Marisol", "Okafor", "(212) 555-01" + (10 + people), "marisol" + people);
		this.twin = this.cast.customer("M.", "Okafor", "(212) 555-02" + (10 + people), "okafor" + people);
	}

	@Test
	void everyChannelShowsEverythingOfBothUnderBothNumbers() throws Exception {
		LocalDate due = LocalDate.of(2027, 1, 9);
		this.cast.bill(this.marisol, "97.06", due, "Mobile L");
		InvoiceNumber othersBill = this.cast.bill(this.twin, "42.00", due, "Mobile S");
		this.cast.cash(this.twin, "5.00");
		if (people < 100) {
			try {
				this.cast.bean(Staff.class).create("joiner", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
				this.cast.clerk("joinclerk", "Cleo");
				this.cast.bean(ApiTokens.class).allow("tests", TOKEN);
			}
			catch (Refusal ex) {
				// They are there from an earlier test.
			}
		}
		Visitor agent = new Visitor(this.port);
		agent.signIn("desk", "joiner", Cast.PASSWORD);
		String page = "/desk/customers/" + this.marisol.customer() + "/merge?with=" + this.twin.customer();
		String side = agent.get(page).body();
		assertThat(side).contains("97.06", "37.00", "M. Okafor", "Marisol Okafor", "shown[NAME]");
		HttpResponse<String> joined = agent.post(page, "/desk/customers/" + this.marisol.customer() + "/merge",
				Map.of("with", this.twin.customer().toString(), "reason", "Same passport", "shown[NAME]", "LEADING",
						"shown[PHONE]", "JOINED", "idempotencyKey", UUID.randomUUID().toString()));
		assertThat(joined.statusCode()).isEqualTo(302);
		assertThat(joined.headers().firstValue("Location").orElseThrow())
			.endsWith("/desk/customers/" + this.marisol.customer());
		for (CustomerNumber number : List.of(this.marisol.customer(), this.twin.customer())) {
			String desk = agent.get("/desk/customers/" + number).body();
			assertThat(desk).contains("97.06", "37.00", this.marisol.toString(), this.twin.toString(),
					"also " + this.twin.customer(), "Take apart", "Same passport");
			assertThat(Jsoup.parse(desk).select(".tier data").attr("data-subject"))
				.isEqualTo(this.marisol.customer().toString());
		}
		for (String login : List.of("marisol" + people, "okafor" + people)) {
			Visitor owner = new Visitor(this.port);
			owner.signIn("portal", login, Cast.PASSWORD);
			assertThat(owner.get("/portal").body()).contains("97.06", "37.00");
			assertThat(owner.get("/portal/bills/" + othersBill).statusCode()).isEqualTo(200);
			assertThat(owner.get("/portal/details").body()).contains("also " + this.twin.customer());
			assertThat(owner.get("/portal/history").body()).contains("kept together now")
				.doesNotContain("Same passport");
		}
		Visitor clerk = new Visitor(this.port);
		clerk.signIn("counter", "joinclerk", Cast.PASSWORD);
		assertThat(clerk.get("/counter/customers/" + this.twin.customer()).body()).contains("97.06", "37.00");
		for (CustomerNumber number : List.of(this.marisol.customer(), this.twin.customer())) {
			String api = new Visitor(this.port)
				.get("/api/v1/customers/" + number, Map.of("Authorization", "Bearer " + TOKEN))
				.body();
			assertThat(api).contains("\"number\":\"" + this.marisol.customer() + "\"",
					"\"numbers\":[\"" + this.marisol.customer() + "\",\"" + this.twin.customer() + "\"]",
					this.twin.toString());
		}
		Interaction proof = this.timeline
			.page(this.marisol.customerId(), Audience.STAFF, List.of(InteractionKind.Group.CHANGE), 0, 10)
			.stream()
			.filter((entry) -> entry.body() != null && entry.body().startsWith("Balances"))
			.findFirst()
			.orElseThrow();
		assertThat(proof.body()).contains(this.marisol + " 97.06 USD", this.twin + " 37.00 USD");
		undoByThePage(agent);
	}

	private void undoByThePage(Visitor agent) {
		long link = this.parting.links(this.twin.customer()).getFirst().linkId();
		String undo = "/desk/customers/" + this.twin.customer() + "/merge/" + link + "/undo";
		assertThat(agent.get(undo).body()).contains("Same passport", "Take them apart");
		assertThat(agent.post(undo, undo, Map.of("reason", "", "idempotencyKey", UUID.randomUUID().toString())).body())
			.contains("Say how you know");
		assertThat(agent
			.post(undo, undo, Map.of("reason", "Mother and daughter", "idempotencyKey", UUID.randomUUID().toString()))
			.statusCode()).isEqualTo(302);
		assertThat(agent.get(undo).statusCode()).as("nothing is left to take apart").isEqualTo(302);
		assertThat(agent.get("/desk/customers/" + this.twin.customer()).body()).contains("not joined any more");
		assertThat(Jsoup.parse(agent.get("/desk/customers/" + this.twin.customer()).body()).select("main").text())
			.contains("$37.00", "M. Okafor")
			.doesNotContain("$97.06");
		Visitor owner = new Visitor(this.port);
		owner.signIn("portal", "okafor" + people, Cast.PASSWORD);
		assertThat(owner.get("/portal/accounts/" + this.marisol + "/position").statusCode()).isEqualTo(404);
	}

	@Test
	void apiJoinsOnceForEachKeyAndTakesApart() throws Exception {
		this.cast.bean(ApiTokens.class).allow("tests", TOKEN);
		String path = "/api/v1/customers/" + this.marisol.customer() + "/merges";
		String body = "{\"with\":\"%s\",\"reason\":\"Same e-mail\",\"shown\":{\"NAME\":\"JOINED\"}}"
			.formatted(this.twin.customer());
		HttpResponse<String> first = api(path, "m-" + people, body);
		assertThat(first.statusCode()).isEqualTo(201);
		HttpResponse<String> again = api(path, "m-" + people, body);
		assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(api(path, "other-" + people, body).statusCode()).isEqualTo(422);
		assertThat(this.customers.read(this.marisol.customer()).name()).isEqualTo("M. Okafor");
		String link = first.body().replaceAll("(?s).*\"link\":(\\d+).*", "$1");
		HttpResponse<String> end = api(path + "/" + link + "/end", "e-" + people, "{\"reason\":\"Two people\"}");
		assertThat(end.statusCode()).isEqualTo(201);
		assertThat(end.body()).contains(this.twin.customer().toString());
		assertThat(this.customers.read(this.marisol.customer()).name()).isEqualTo("Marisol Okafor");
	}

	private HttpResponse<String> api(String path, String key, String body) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
				.header("Authorization", "Bearer " + TOKEN)
				.header("Content-Type", "application/json")
				.header("Idempotency-Key", key)
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Test
	void chainResolvesToItsTopAndComesApartInTheMiddle() {
		CustomerNumber a = this.marisol.customer();
		CustomerNumber b = this.twin.customer();
		CustomerNumber c = this.cast.account("Maria", "Okafor").customer();
		long first = join(b, a, Map.of(LinkedField.NAME, Side.JOINED)).link();
		assertThat(this.customers.read(b).name()).isEqualTo("Marisol Okafor");
		Joined second = join(c, a, Map.of(LinkedField.NAME, Side.JOINED));
		assertThat(second.leading()).isEqualTo(c.toString());
		for (CustomerNumber each : List.of(a, b, c)) {
			CustomerProfile profile = this.customers.read(each);
			assertThat(profile.number()).isEqualTo(c);
			assertThat(profile.numbers()).containsExactlyInAnyOrder(a, b, c);
			assertThat(profile.name()).isEqualTo("Marisol Okafor");
		}
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> join(a, c, Map.of()))
			.withMessageContaining("one customer already");
		this.parting.part(Cast.agent(), c, first, Map.of(), "A is somebody else", null);
		assertThat(this.customers.read(a).numbers()).containsExactly(a);
		assertThat(this.customers.read(b).numbers()).containsExactly(c, b);
		assertThat(this.customers.read(b).name()).isEqualTo("M. Okafor");
		this.parting.part(Cast.agent(), b, second.link(), Map.of(), "B too", null);
		assertThat(this.customers.read(c).name()).isEqualTo("Maria Okafor");
		assertThat(this.customers.read(b).numbers()).containsExactly(b);
	}

	@Test
	void ofTwoPeopleAtOnceOneJoinsAndTheOtherGetsASentence() throws Exception {
		CustomerNumber a = this.marisol.customer();
		CustomerNumber b = this.twin.customer();
		CustomerNumber c = this.cast.account("Maria", "Okafor").customer();
		List<String> answers = atOnce(() -> join(a, b, Map.of()).leading(), () -> join(b, a, Map.of()).leading());
		assertThat(answers).filteredOn((answer) -> answer.contains("one customer already")).hasSize(1);
		assertThat(atOnce(() -> join(a, c, Map.of()).leading(), () -> join(c, b, Map.of()).leading()))
			.filteredOn((answer) -> answer.contains("one customer already"))
			.hasSize(1);
		assertThat(this.customers.read(c).numbers()).containsExactlyInAnyOrder(a, b, c);
		assertThat(this.customers.read(a).number()).isEqualTo(this.customers.read(c).number());
	}

	/**
	 * Each joins two of three, each pair in another order: a chain that would close
	 * itself.
	 */
	@Test
	void ofThreePeopleWhoJoinInARingTwoJoinAndOneGetsASentence() throws Exception {
		for (int round = 0; round < 6; round++) {
			CustomerNumber a = this.cast.account("Ring", "One").customer();
			CustomerNumber b = this.cast.account("Ring", "Two").customer();
			CustomerNumber c = this.cast.account("Ring", "Three").customer();
			List<String> answers = atOnce(() -> join(b, a, Map.of()).leading(), () -> join(c, b, Map.of()).leading(),
					() -> join(a, c, Map.of()).leading());
			assertThat(answers).filteredOn((answer) -> answer.contains("one customer already")).hasSize(1);
			CustomerNumber leading = this.customers.read(a).number();
			for (CustomerNumber each : List.of(a, b, c)) {
				assertThat(this.customers.read(each).number()).isEqualTo(leading);
				assertThat(this.customers.read(each).numbers()).containsExactlyInAnyOrder(a, b, c);
			}
		}
	}

	@Test
	void takingApartWhileSomebodyJoinsLeavesNothingHalf() throws Exception {
		for (int round = 0; round < 6; round++) {
			CustomerNumber a = this.cast.account("Half", "One").customer();
			CustomerNumber b = this.cast.account("Half", "Two").customer();
			CustomerNumber c = this.cast.account("Half", "Three").customer();
			long link = join(a, b, Map.of()).link();
			List<String> answers = atOnce(() -> {
				this.parting.part(Cast.agent(), b, link, Map.of(), "Not the same", null);
				return "apart";
			}, () -> join(c, a, Map.of()).leading());
			assertThat(answers).containsExactly("apart", c.toString());
			assertThat(this.customers.read(a).numbers()).containsExactlyInAnyOrder(c, a);
			assertThat(this.customers.read(b).numbers()).containsExactly(b);
		}
	}

	@Test
	void whoeverLookedBeforeItWasDoneGetsASentenceOnThePage() {
		this.cast.bean(Staff.class).create("late" + people, "Lena Late", StaffRole.AGENT, Cast.PASSWORD);
		Visitor lena = new Visitor(this.port);
		lena.signIn("desk", "late" + people, Cast.PASSWORD);
		String form = "/desk/customers/" + this.marisol.customer() + "/merge";
		String page = form + "?with=" + this.twin.customer();
		String key = Jsoup.parse(lena.get(page).body()).select("input[name=_csrf]").attr("value");
		long link = join(this.twin.customer(), this.marisol.customer(), Map.of()).link();
		HttpResponse<String> answer = lena.postBare(form,
				"_csrf=%s&with=%s&reason=Same&idempotencyKey=%s".formatted(
						java.net.URLEncoder.encode(key, java.nio.charset.StandardCharsets.UTF_8), this.twin.customer(),
						UUID.randomUUID()));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(answer.body()).select("[role=alert], .field-error").text())
			.contains("one customer already", this.twin.customer().toString());
		String undo = "/desk/customers/" + this.marisol.customer() + "/merge/" + link + "/undo";
		String undoKey = Jsoup.parse(lena.get(undo).body()).select("input[name=_csrf]").attr("value");
		this.parting.part(Cast.agent(), this.twin.customer(), link, Map.of(), "Two", null);
		HttpResponse<String> late = lena.postBare(undo, "_csrf=%s&reason=Two&idempotencyKey=%s".formatted(
				java.net.URLEncoder.encode(undoKey, java.nio.charset.StandardCharsets.UTF_8), UUID.randomUUID()));
		assertThat(late.statusCode())
			.as("already apart: nothing is left to do, and the customer's page says how it stands")
			.isEqualTo(302);
		assertThat(lena.get("/desk/customers/" + this.marisol.customer()).body()).contains("not joined any more");
	}

	@Test
	void whatWasThereComesBackRowByRow() throws Exception {
		CustomerNumber a = this.marisol.customer();
		CustomerNumber b = this.twin.customer();
		LocalDate due = LocalDate.of(2027, 1, 9);
		this.cast.bill(this.twin, "42.00", due, "Mobile S");
		Map<String, String> before = rows(a, b);
		CustomerProfile facts = this.customers.read(b);
		long link = join(a, b, Map.of(LinkedField.NAME, Side.JOINED, LinkedField.PHONE, Side.JOINED)).link();
		assertThat(this.customers.read(a).name()).isEqualTo("M. Okafor");
		assertThat(this.customers.read(a).phones().getFirst().owner()).isEqualTo(b);
		this.parting.part(Cast.agent(), a, link, Map.of(), "Not the same", null);
		assertThat(rows(a, b)).isEqualTo(before);
		CustomerProfile after = this.customers.read(b);
		assertThat(after.contactPoints()).isEqualTo(facts.contactPoints());
		assertThat(after.name()).isEqualTo(facts.name());
		assertThat(after.version()).isGreaterThan(facts.version());
	}

	@Test
	void whatWasDoneSinceIsAssignedByAPerson() {
		CustomerNumber a = this.marisol.customer();
		CustomerNumber b = this.twin.customer();
		this.customers.changeTier(Cast.agent(), b, Tier.GOLD, "long with us");
		this.customers.rename(Cast.agent(), a, "Marisol Okafor", "Marisol", "Okafor");
		long link = join(a, b, Map.of(LinkedField.NAME, Side.JOINED)).link();
		assertThat(this.customers.read(a).tier()).isEqualTo(Tier.GOLD);
		this.customers.rename(Cast.agent(), b, "Milagros Okafor", "Milagros", "Okafor");
		assertThat(this.customers.read(b).name()).isEqualTo("Milagros Okafor");
		this.customers.addContactPoint(Cast.agent(), b, NewContactPoint.email("milagros" + people + "@example.com"));
		this.cast.bean(Noting.class)
			.note(Cast.agent(), b.customerId(), InteractionKind.CALL, Direction.IN, "Asked for a copy", null, true);
		AccountNumber opened = this.cast.bean(BillingAccounts.class)
			.openFirst(b.customerId(), "Home", "USD", Cast.agent());
		assertThat(opened).isEqualTo(this.marisol);
		PartPreview preview = this.parting.preview(a, link);
		assertThat(preview.items()).extracting(Since::what)
			.containsExactly("Name changed from M. Okafor to Milagros Okafor",
					"E-mail milagros" + people + "@example.com added", "Asked for a copy");
		Map<String, Assignment> assigned = preview.items()
			.stream()
			.collect(Collectors.toMap(Since::key,
					(item) -> item.choices().contains(Assignment.GOES) ? Assignment.GOES : Assignment.BOTH));
		this.parting.part(Cast.agent(), a, link, assigned, "Not the same", null);
		CustomerProfile first = this.customers.read(a);
		CustomerProfile second = this.customers.read(b);
		assertThat(first.name()).isEqualTo("Marisol Okafor");
		assertThat(second.name()).isEqualTo("Milagros Okafor");
		assertThat(first.tier()).isEqualTo(Tier.STANDARD);
		assertThat(second.tier()).isEqualTo(Tier.GOLD);
		assertThat(first.emails()).hasSize(1);
		assertThat(second.emails()).extracting(ContactPointView::typed).contains("milagros" + people + "@example.com");
		assertThat(this.timeline.page(b.customerId(), Audience.STAFF, List.of(InteractionKind.Group.CONTACT), 0, 5))
			.extracting(Interaction::summary)
			.containsExactly("Asked for a copy");
	}

	@Test
	void theStricterHoldsOfBoth() {
		CustomerNumber a = this.marisol.customer();
		CustomerNumber b = this.twin.customer();
		NewContactPoint shared = NewContactPoint.phone("(646) 555-03" + (10 + people));
		this.customers.addContactPoint(Cast.agent(), a, shared);
		int point = this.customers.addContactPoint(Cast.agent(), b, shared);
		this.customers.markReachable(Cast.agent(), b, point, Reachable.NO, "do not use");
		this.cast.bean(ReminderSwitches.class)
			.set(Cast.agent(), b.customerId(), SwitchKind.NO_LATE_FEE, null, null, "promised");
		long link = join(a, b, Map.of()).link();
		assertThat(this.customers.read(a).phones()).filteredOn((phone) -> phone.canonical().startsWith("+1646555"))
			.singleElement()
			.satisfies((phone) -> assertThat(phone.reachable()).isEqualTo(Reachable.NO));
		assertThat(this.cast.bean(ReminderSwitches.class).of(a.customerId())).containsKey(SwitchKind.NO_LATE_FEE);
		this.parting.part(Cast.agent(), a, link, Map.of(), "Not the same", null);
		assertThat(this.cast.bean(ReminderSwitches.class).of(a.customerId())).isEmpty();
	}

	@Test
	void joiningNeverMakesAYesOfANo() {
		long a = this.marisol.customerId();
		long b = this.twin.customerId();
		Consents consents = this.cast.bean(Consents.class);
		// The yes is newer than the no: still the no holds of both.
		said(a, ConsentChannel.EMAIL, ConsentAnswer.GIVEN, "2026-03-01T10:00:00Z");
		said(b, ConsentChannel.EMAIL, ConsentAnswer.REFUSED, "2026-02-01T10:00:00Z");
		said(a, ConsentChannel.PHONE, ConsentAnswer.REFUSED, "2026-02-01T10:00:00Z");
		said(b, ConsentChannel.PHONE, ConsentAnswer.GIVEN, "2026-03-01T10:00:00Z");
		long link = join(this.marisol.customer(), this.twin.customer(), Map.of()).link();
		for (long each : List.of(a, b)) {
			assertThat(consents.may(each, ConsentPurpose.OFFERS, ConsentChannel.EMAIL)).isFalse();
			assertThat(consents.may(each, ConsentPurpose.OFFERS, ConsentChannel.PHONE)).isFalse();
		}
		this.parting.part(Cast.agent(), this.twin.customer(), link, Map.of(), "Not the same", null);
		assertThat(consents.may(a, ConsentPurpose.OFFERS, ConsentChannel.EMAIL)).isTrue();
		assertThat(consents.may(b, ConsentPurpose.OFFERS, ConsentChannel.EMAIL)).isFalse();
		assertThat(consents.may(b, ConsentPurpose.OFFERS, ConsentChannel.PHONE)).isTrue();
	}

	private void said(long customer, ConsentChannel channel, ConsentAnswer answer, String at) {
		new TransactionTemplate(this.cast.bean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> this.cast.bean(Consents.class)
				.record(Cast.agent(), List.of(new NewConsent(customer, ConsentPurpose.OFFERS, channel, answer,
						java.time.Instant.parse(at), "by telephone"))));
	}

	@Test
	void fieldsAreKeptWithWhoAndCanBePutBack() {
		CustomerNumber a = this.marisol.customer();
		this.customers.rename(Cast.agent(), a, "Marisol Diaz", "Marisol", "Diaz");
		FieldChange change = this.cast.bean(FieldChanges.class).page(a.customerId(), 0, 10).items().getLast();
		assertThat(change.oldValue()).isEqualTo("Marisol Okafor");
		assertThat(change.newValue()).isEqualTo("Marisol Diaz");
		assertThat(change.actor()).isEqualTo(Cast.agent());
		this.customers.putBack(Cast.agent(), a, change.id(), "Typed into the wrong record");
		CustomerProfile profile = this.customers.read(a);
		assertThat(List.of(profile.name(), profile.givenName(), profile.familyName())).containsExactly("Marisol Okafor",
				"Marisol", "Okafor");
		int id = profile.emails().getFirst().id();
		this.customers.endContactPoint(Cast.agent(), a, id, "left");
		FieldChange ended = this.cast.bean(FieldChanges.class).page(a.customerId(), 0, 1).items().getFirst();
		this.customers.putBack(Cast.agent(), a, ended.id(), "It is right");
		assertThat(this.customers.read(a).emails()).extracting(ContactPointView::typed)
			.containsExactly(profile.emails().getFirst().typed());
	}

	@Test
	void openScreensOfBothHearOfEither() throws Exception {
		Visitor owner = new Visitor(this.port);
		owner.signIn("portal", "okafor" + people, Cast.PASSWORD);
		String cookies = owner.cookies()
			.stream()
			.map((cookie) -> cookie.getName() + "=" + cookie.getValue())
			.collect(Collectors.joining("; "));
		LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
		Thread.ofVirtual().start(() -> listen(cookies, heard));
		assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull();
		join(this.marisol.customer(), this.twin.customer(), Map.of());
		assertThat(until(heard, "customer")).isTrue();
		heard.clear();
		this.cast.cash(this.marisol, "1.00");
		assertThat(until(heard, "account")).isTrue();
	}

	private boolean until(LinkedBlockingQueue<String> heard, String topic) throws InterruptedException {
		long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
		while (System.nanoTime() < end) {
			String line = heard.poll(1, TimeUnit.SECONDS);
			if (line != null && line.startsWith("data:") && line.contains(topic)) {
				return true;
			}
		}
		return false;
	}

	private void listen(String cookies, LinkedBlockingQueue<String> heard) {
		try {
			HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/portal/live"))
					.header("Cookie", cookies)
					.header("Accept", "text/event-stream")
					.build(), HttpResponse.BodyHandlers.ofLines())
				.body()
				.forEach(heard::add);
		}
		catch (IOException | RuntimeException ex) {
			heard.add("closed: " + ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private Joined join(CustomerNumber leading, CustomerNumber other, Map<LinkedField, Side> choices) {
		return this.joining.join(Cast.agent(), leading, other, choices, "They are the same", null).value();
	}

	@SafeVarargs
	private static List<String> atOnce(Callable<String>... calls) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		try (ExecutorService threads = Executors.newFixedThreadPool(calls.length)) {
			List<Future<String>> all = new ArrayList<>();
			for (Callable<String> each : calls) {
				all.add(threads.submit(() -> {
					start.await();
					try {
						return each.call();
					}
					catch (Refusal ex) {
						return ex.getMessage();
					}
				}));
			}
			start.countDown();
			List<String> answers = new ArrayList<>();
			for (Future<String> each : all) {
				answers.add(each.get());
			}
			return answers;
		}
	}

	/** All rows of these customers but those that tell of the joining itself. */
	private Map<String, String> rows(CustomerNumber... numbers) throws Exception {
		return CustomerRows.of(this.database, numbers);
	}

}

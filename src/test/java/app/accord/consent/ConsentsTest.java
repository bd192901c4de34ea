package app.accord.consent;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import app.accord.actor.Channel;
import app.accord.api.ApiClient;
import app.accord.customer.CustomerNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.joining.Joining;
import app.accord.joining.Parting;
import app.accord.linked.LinkedCustomers;
import app.accord.refusal.Refusal;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What customers agreed to: said on any channel, the same on all of them. */
@AccordTest
class ConsentsTest {

	private static final String TOKEN = "a-token-for-consents";

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Consents consents;

	@Autowired
	private LinkedCustomers linked;

	@Autowired
	private Joining joining;

	@Autowired
	private Parting parting;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	private Cast cast;

	private CustomerNumber marisol;

	private Visitor agent;

	private Visitor clerk;

	private Visitor owner;

	private ApiClient api;

	@BeforeEach
	void everybodyAtWork() {
		this.cast = Cast.of(this.program);
		if (people++ == 0) {
			this.cast.bean(Staff.class).create("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
			this.cast.bean(Staff.class).create("max", "Max Weber", StaffRole.MARKETER, Cast.PASSWORD);
			this.cast.clerk("cleo", "Cleo Hart");
			this.cast.bean(ApiTokens.class).allow("shop-app", TOKEN);
		}
		this.marisol = this.cast.customer("Marisol", "Okafor", "(212) 555-03" + (10 + people), "marisol" + people)
			.customer();
		this.agent = signedIn("desk", "ada");
		this.clerk = signedIn("counter", "cleo");
		this.owner = signedIn("portal", "marisol" + people);
		this.api = new ApiClient(this.port, TOKEN);
	}

	private Visitor signedIn(String channel, String username) {
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.signIn(channel, username, Cast.PASSWORD).statusCode()).isEqualTo(302);
		return visitor;
	}

	@Test
	void everyChannelSaysItAndAllShowTheSame() {
		assertThat(shown("OFFERS/EMAIL")).isEqualTo("UNKNOWN");
		assertThat(this.consents.may(this.marisol.customerId(), ConsentPurpose.OFFERS, ConsentChannel.EMAIL))
			.as("unknown is no")
			.isFalse();

		assertThat(flip("OFFERS", "EMAIL", "GIVEN").statusCode()).isEqualTo(302);
		assertThat(this.owner.get("/portal/consents").body()).contains("Saved: offers and news by e-mail, yes.");
		assertThat(shown("OFFERS/EMAIL")).isEqualTo("GIVEN");
		assertThat(this.consents.may(this.marisol.customerId(), ConsentPurpose.OFFERS, ConsentChannel.EMAIL)).isTrue();
		assertThat(this.agent.get("/desk/customers/agreed.csv?purpose=OFFERS&channel=EMAIL").body())
			.contains(this.marisol.toString());
		assertThat(this.agent.get("/desk/customers/agreed.csv?purpose=OFFERS&channel=PHONE").body())
			.doesNotContain(this.marisol.toString());
		assertThat(this.consents.may(this.marisol.customerId(), ConsentPurpose.PARTNERS, ConsentChannel.EMAIL))
			.isFalse();

		assertThat(note("OFFERS", "PHONE", "REFUSED", "PHONE", "").statusCode()).isEqualTo(200);
		assertThat(shown("OFFERS/PHONE")).isEqualTo("REFUSED");

		String page = "/counter/customers/" + this.marisol + "/consents";
		assertThat(
				this.clerk
					.post(page, page,
							Map.of("purposes", "OFFERS", "channels", "EMAIL", "answer", "WITHDRAWN", "origin",
									"too many", "idempotencyKey", UUID.randomUUID().toString()))
					.statusCode())
			.isEqualTo(302);
		assertThat(shown("OFFERS/EMAIL")).isEqualTo("WITHDRAWN");

		String key = UUID.randomUUID().toString();
		String said = """
				{"purpose": "SURVEYS", "channel": "SMS", "answer": "GIVEN", "saidThrough": "WEB", "origin": "App"}""";
		ApiClient.Answer first = this.api.post("/customers/" + this.marisol + "/consents", said, key);
		assertThat(first.status()).isEqualTo(201);
		assertThat(first.text("/answer")).isEqualTo("GIVEN");
		ApiClient.Answer again = this.api.post("/customers/" + this.marisol + "/consents", said, key);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.header("Idempotency-Replayed")).hasValue("true");
		assertThat(this.api.post("/customers/" + this.marisol + "/consents", said.replace("GIVEN", "REFUSED"), key)
			.status()).isEqualTo(409);
		assertThat(shown("SURVEYS/SMS")).isEqualTo("GIVEN");

		List<Interaction> told = this.cast.bean(Timeline.class)
			.page(this.marisol.customerId(), Audience.CUSTOMER, List.of(), 0, 20);
		assertThat(told).extracting(Interaction::summary)
			.contains("Agreed to offers and news by e-mail (on the portal)",
					"Refused offers and news by telephone (on the telephone)",
					"Took back the agreement to offers and news by e-mail (in a shop: Market Street, too many)",
					"Agreed to surveys by text message (on the web: App)");
		JsonNode history = this.api.get("/customers/" + this.marisol + "/consents/history").json();
		assertThat(history.at("/total").asInt()).isEqualTo(4);
		assertThat(history.at("/items/3/wording").asString())
			.isEqualTo("Northline may e-mail me with offers and news.");
		assertThat(history.at("/items/3/state").asString()).isEqualTo("EARLIER");
		assertThat(history.at("/items/1/recordedBy").asString()).isEqualTo("Cleo Hart");
		assertThat(this.owner.get("/portal/consents").body()).contains("you, on these pages", "Cleo Hart, in a shop");
		assertThat(this.agent.get(desk()).body()).contains("Shown: “Northline may e-mail me");
		assertThat(this.owner.get("/portal/my-data").body()).contains("Text message", "No longer");
	}

	@Test
	void whatIsNotSaidPlainlyIsNotNotedAndStaysTyped() {
		for (Map<String, String> wrong : List.of(Map.of("purposes", ""), Map.of("channels", "PIGEON"),
				Map.of("answer", "PERHAPS"), Map.of("answer", "UNKNOWN"), Map.of("through", ""),
				Map.of("saidOn", "2999-01-01"), Map.of("saidOn", "yesterday"), Map.of("origin", ""),
				Map.of("origin", "x".repeat(201)), Map.of("origin", "bought from DataHouse"))) {
			Map<String, String> form = new HashMap<>(Map.of("purposes", "OFFERS", "channels", "POST", "answer", "GIVEN",
					"through", "POST", "saidOn", this.calendar.today().toString(), "origin", "signed card",
					"idempotencyKey", UUID.randomUUID().toString()));
			form.putAll(wrong);
			HttpResponse<String> answer = this.agent.post("/desk/customers/" + this.marisol,
					"/desk/customers/" + this.marisol + "/consents", form);
			assertThat(answer.statusCode()).as(wrong.toString()).isEqualTo(422);
			Document sheet = Jsoup.parse(answer.body());
			assertThat(sheet.select(".field-error, [role=alert]").text()).as(wrong.toString()).isNotBlank();
			assertThat(sheet.select("#origin").attr("value")).isEqualTo(form.get("origin"));
			assertThat(sheet.select("#saidOn").attr("value")).isEqualTo(form.get("saidOn"));
			if (!wrong.containsKey("purposes")) {
				assertThat(sheet.select("input[value=OFFERS]").hasAttr("checked")).isTrue();
			}
		}
		String page = "/counter/customers/" + this.marisol + "/consents";
		HttpResponse<String> counter = this.clerk.post(page, page, Map.of("purposes", "OFFERS", "answer", "GIVEN",
				"origin", "said so", "idempotencyKey", "counter-key-1"));
		assertThat(counter.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(counter.body()).select("#origin").attr("value")).isEqualTo("said so");
		assertThat(Jsoup.parse(counter.body()).select("#channels-error").text()).contains("by which ways");
		assertThat(flip("OFFERS", "PIGEON", "GIVEN").statusCode()).isEqualTo(422);
		assertThat(flip("OFFERS", "EMAIL", "UNKNOWN").statusCode()).isEqualTo(422);
		for (String body : List.of("{}", """
				{"purpose": "OFFERS", "channel": "EMAIL", "answer": "UNKNOWN", "saidThrough": "WEB"}""", """
				{"purpose": "OFFERS", "channel": "EMAIL", "answer": "GIVEN", "saidThrough": "WEB"}""", """
				{"purpose": "OFFERS", "channel": "EMAIL", "answer": "GIVEN", "saidThrough": "DESK", "origin": "x"}""",
				"""
						{"purpose": "OFFERS", "channel": "EMAIL", "answer": "REFUSED", "saidThrough": "WEB",
						 "saidAt": "2999-01-01T00:00:00Z"}""", """
						{"purpose": "OFFERS", "channel": "EMAIL", "answer": "GIVEN", "saidThrough": "WEB",
						 "origin": "list broker"}""")) {
			ApiClient.Answer answer = this.api.post("/customers/" + this.marisol + "/consents", body, null);
			assertThat(answer.status()).as(body).isIn(400, 422);
			assertThat(answer.text("/detail")).isNotBlank();
		}
		assertThat(this.consents.history(this.marisol.customerId())).isEmpty();
		assertThat(this.api.get("/customers/C-1-1/consents").status()).isEqualTo(404);
	}

	@Test
	void aMistakeIsUndoneByANewRowAndWhatTheCustomerSaidIsNone() {
		flip("OFFERS", "EMAIL", "GIVEN");
		note("OFFERS", "EMAIL", "REFUSED", "PHONE", "wrong customer on the line");
		ConsentLine wrong = this.consents.history(this.marisol.customerId()).getFirst();
		assertThat(wrong.undoable()).isTrue();
		String undo = desk() + "/" + wrong.entry().id() + "/undo";
		String key = UUID.randomUUID().toString();
		assertThat(undo(undo, "", key).statusCode()).isEqualTo(422);
		assertThat(undo(undo, "Noted with the wrong customer", key).statusCode()).isEqualTo(200);
		assertThat(undo(undo, "Noted with the wrong customer", key).statusCode()).as("repeated").isEqualTo(200);
		assertThat(undo(undo, "Once more", UUID.randomUUID().toString()).body()).contains("was undone already");
		assertThat(shown("OFFERS/EMAIL")).isEqualTo("GIVEN");
		List<ConsentLine> history = this.consents.history(this.marisol.customerId());
		assertThat(history).extracting(ConsentLine::state)
			.containsExactly(ConsentLine.State.UNDOES, ConsentLine.State.UNDONE, ConsentLine.State.HOLDS);
		assertThat(history.getFirst().entry().reason()).isEqualTo("Noted with the wrong customer");
		assertThat(history.getLast().undoable()).isFalse();
		assertThat(
				undo(desk() + "/" + history.getLast().entry().id() + "/undo", "I want to", UUID.randomUUID().toString())
					.body())
			.contains("No employee noted that");
		CustomerNumber other = this.cast.account("Other", "Person").customer();
		assertThat(
				this.agent.get("/desk/customers/" + other + "/consents/" + wrong.entry().id() + "/undo").statusCode())
			.isEqualTo(404);
	}

	@Test
	void whoSendsOffersDoesNotNoteWhoWantsThemNorDoesSomebodyElseAgree() {
		Visitor marketer = signedIn("desk", "max");
		assertThat(marketer.get(desk()).statusCode()).isEqualTo(200);
		assertThat(marketer.get(desk()).body()).doesNotContain("Note what they said");
		assertThat(marketer.post(desk(), desk(), answered("OFFERS", "EMAIL", "GIVEN", "PHONE", "she said so"))
			.statusCode()).isEqualTo(403);
		this.agent.post("/desk/customers/" + this.marisol, "/desk/customers/" + this.marisol + "/speaking-with",
				Map.of("person", "anybody"));
		assertThat(note("OFFERS", "EMAIL", "GIVEN", "PHONE", "her brother said so").body())
			.contains("Only the customer can agree");
		assertThat(note("OFFERS", "EMAIL", "REFUSED", "PHONE", "her brother said so").statusCode()).isEqualTo(200);
		assertThat(shown("OFFERS/EMAIL")).isEqualTo("REFUSED");
	}

	@Test
	void everythingIsRefusedAtOnce() {
		flip("OFFERS", "EMAIL", "GIVEN");
		assertThat(this.owner
			.post("/portal/consents", "/portal/consents/none", Map.of("idempotencyKey", UUID.randomUUID().toString()))
			.statusCode()).isEqualTo(302);
		assertThat(this.consents.of(this.marisol.customerId()).all()).noneMatch(Consent::given)
			.noneMatch((one) -> one.answer() == ConsentAnswer.UNKNOWN);
		assertThat(shown("OFFERS/EMAIL")).isEqualTo("WITHDRAWN");
		assertThat(shown("PARTNERS/POST")).isEqualTo("REFUSED");
	}

	@Test
	void aNoOfAnEarlierDayCountsUntilItsEndAndAYesFromItsBeginning() {
		var yesterday = this.calendar.today().minusDays(1);
		for (String answer : List.of("REFUSED", "GIVEN")) {
			Map<String, String> form = new HashMap<>(answered("SURVEYS", "POST", answer, "POST", "card"));
			form.put("saidOn", yesterday.toString());
			assertThat(this.agent.post(desk(), desk(), form).statusCode()).isEqualTo(200);
		}
		assertThat(shown("SURVEYS/POST")).isEqualTo("REFUSED");
		flip("SURVEYS", "POST", "GIVEN");
		assertThat(shown("SURVEYS/POST")).as("what is said now is later").isEqualTo("GIVEN");
		HttpResponse<String> late = this.agent.post(desk(), desk(),
				with(answered("SURVEYS", "POST", "REFUSED", "POST", ""), "saidOn", yesterday.toString()));
		assertThat(late.headers().firstValue("HX-Trigger").orElseThrow()).contains("Not all of it holds");
	}

	@Test
	void ofJoinedRecordsTheStricterHoldsAndSaysWhereItComesFrom() {
		CustomerNumber twin = this.cast.customer("M.", "Okafor", "(212) 555-04" + (10 + people), "twin" + people)
			.customer();
		flip("OFFERS", "EMAIL", "GIVEN");
		say(twin, ConsentAnswer.REFUSED);
		long link = join(this.marisol, twin);
		assertThat(shown("OFFERS/EMAIL")).isEqualTo("REFUSED");
		assertThat(Jsoup.parse(this.agent.get(desk()).body()).select(".consent-stricter").text())
			.contains(twin + " says so; " + this.marisol + " says given");
		flip("OFFERS", "EMAIL", "GIVEN");
		assertThat(shown("OFFERS/EMAIL")).as("the customer said so for both").isEqualTo("GIVEN");
		assertThat(this.consents.history(twin.customerId()).getFirst().records()).hasSize(2);
		flip("OFFERS", "SMS", "GIVEN");
		flip("SURVEYS", "SMS", "REFUSED");
		part(link);
		part(join(this.marisol, twin));
		assertThat(shown("OFFERS/EMAIL")).as("her own, from before").isEqualTo("GIVEN");
		assertThat(answer(twin)).isEqualTo(ConsentAnswer.REFUSED);
		assertThat(shown("OFFERS/SMS")).as("whose it was nobody knows").isEqualTo("UNKNOWN");
		assertThat(this.consents.of(twin.customerId()).of(ConsentPurpose.SURVEYS, ConsentChannel.SMS).answer())
			.isEqualTo(ConsentAnswer.REFUSED);
		assertThat(this.agent.get(desk()).body()).contains("does not count: records taken apart");
	}

	/** Three records, joined and taken apart while answers come from everywhere. */
	@Test
	void isNeverLoosenedByJoiningPartingOrImporting() {
		long seed = Long.getLong("accord.seed", System.nanoTime() & 0xffffff);
		System.out.println("ConsentsTest: -Daccord.seed=" + seed);
		Random random = new Random(seed);
		List<Long> records = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			records.add(this.cast.account("Rec" + i, "Ord").customerId());
		}
		List<Event> events = new ArrayList<>();
		for (int step = 0; step < 90; step++) {
			this.clock.move(Duration.ofMinutes(1));
			long record = records.get(random.nextInt(3));
			long other = records.get(random.nextInt(3));
			Map<Long, Boolean> before = may(records);
			Set<Long> set = set(record);
			switch (random.nextInt(7)) {
				case 0, 1 -> {
					ConsentAnswer answer = random.nextBoolean() ? ConsentAnswer.GIVEN : ConsentAnswer.REFUSED;
					say(CustomerNumber.of(record), answer);
					events.add(new Event(set, answer, this.calendar.now(), null));
				}
				case 2, 3 -> imported(random, record, events);
				case 4 -> undo(random, events);
				case 5 -> {
					if (!set.contains(other)) {
						Set<Long> others = set(other);
						boolean refused = expected(set, events) > 1 || expected(others, events) > 1;
						join(CustomerNumber.of(record), CustomerNumber.of(other));
						assertThat(refused && may(records).get(record)).as("step %d: joining loosened", step).isFalse();
					}
				}
				default -> {
					var links = this.parting.links(CustomerNumber.of(record));
					if (!links.isEmpty()) {
						part(links.get(random.nextInt(links.size())).linkId());
						events.stream()
							.filter((event) -> !set(event.records().iterator().next()).containsAll(event.records()))
							.forEach((event) -> event.state.add("apart"));
						records.forEach((each) -> assertThat(may(List.of(each)).get(each) && events.stream()
							.noneMatch((event) -> event.answer() == ConsentAnswer.GIVEN && !event.undone()
									&& !event.apart() && set(each).containsAll(event.records())))
							.as("a yes that was not its own")
							.isFalse());
					}
				}
			}
			Set<Long> listed = new HashSet<>();
			this.consents.who(ConsentPurpose.OFFERS, ConsentChannel.EMAIL).forEach(listed::addAll);
			for (long each : records) {
				assertThat(listed.contains(this.linked.of(each).leading())).isEqualTo(may(List.of(each)).get(each));
				assertThat(this.consents.of(each).of(ConsentPurpose.OFFERS, ConsentChannel.EMAIL).answer().strictness())
					.as("step %d of record %d, which was %s", step, each, before)
					.isEqualTo(expected(set(each), events));
			}
		}
	}

	private void imported(Random random, long record, List<Event> events) {
		NewConsent said = new NewConsent(record, ConsentPurpose.OFFERS, ConsentChannel.EMAIL,
				random.nextBoolean() ? ConsentAnswer.GIVEN : ConsentAnswer.REFUSED,
				this.calendar.now().minus(random.nextInt(90), ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MICROS),
				"old system");
		List<NewConsent> fresh = this.consents.known(List.of(said)).isEmpty() ? List.of(said) : List.of();
		List<Long> ids = this.transaction.execute((status) -> this.consents.record(Cast.agent(), fresh));
		assertThat(this.consents.known(List.of(said))).as("the same again is nothing new").containsExactly(said);
		if (!ids.isEmpty()) {
			events.add(new Event(Set.of(record), said.answer(), said.saidAt(), ids.getFirst()));
		}
	}

	private void undo(Random random, List<Event> events) {
		List<Event> imports = events.stream().filter((event) -> event.imported != null && !event.undone()).toList();
		if (!imports.isEmpty()) {
			Event wrong = imports.get(random.nextInt(imports.size()));
			this.transaction.executeWithoutResult((status) -> this.consents.takeBack(Cast.agent(),
					Map.of(wrong.records().iterator().next(), List.of(wrong.imported)), "Import undone."));
			wrong.state.add("undone");
		}
	}

	/** How strict it must be, by the rule in plain words. */
	private static int expected(Set<Long> set, List<Event> events) {
		int strictest = -1;
		for (long record : set) {
			strictest = Math.max(strictest,
					events.stream()
						.filter((event) -> event.records().contains(record) && !event.undone())
						.filter((event) -> event.answer() != ConsentAnswer.GIVEN || !event.apart())
						.max(Comparator.comparing(Event::saidAt).thenComparing((event) -> event.answer().strictness()))
						.map((event) -> event.answer().strictness())
						.orElse(-1));
		}
		return (strictest < 0) ? ConsentAnswer.UNKNOWN.strictness() : strictest;
	}

	private Map<Long, Boolean> may(List<Long> records) {
		Map<Long, Boolean> may = new TreeMap<>();
		records.forEach(
				(record) -> may.put(record, this.consents.may(record, ConsentPurpose.OFFERS, ConsentChannel.EMAIL)));
		return may;
	}

	private Set<Long> set(long record) {
		return new HashSet<>(this.linked.of(record).members());
	}

	private void say(CustomerNumber customer, ConsentAnswer answer) {
		this.consents.note(Cast.agent(), new SaidConsent(customer.customerId(), Set.of(ConsentPurpose.OFFERS),
				Set.of(ConsentChannel.EMAIL), answer, null, Channel.PHONE, "said so", false, null), null);
	}

	private ConsentAnswer answer(CustomerNumber customer) {
		return this.consents.of(customer.customerId()).of(ConsentPurpose.OFFERS, ConsentChannel.EMAIL).answer();
	}

	private long join(CustomerNumber leading, CustomerNumber other) {
		return this.joining.join(Cast.agent(), leading, other, Map.of(), "Same passport", null).value().link();
	}

	private void part(long link) {
		CustomerNumber joined = CustomerNumber.of(this.cast.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
			.sql("select customer_id from customer_link where link_id = ? /* across customers: search */")
			.param(link)
			.query(Long.class)
			.single());
		this.parting.part(Cast.agent(), joined, link, Map.of(), "Two people", null);
	}

	@Test
	void nothingIsSaidInTheFuture() {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.consents.note(Cast.agent(),
				new SaidConsent(this.marisol.customerId(), Set.of(ConsentPurpose.OFFERS), Set.of(ConsentChannel.EMAIL),
						ConsentAnswer.REFUSED, this.calendar.now().plusSeconds(60), Channel.PHONE, null, false, null),
				null))
			.withMessageContaining("still to come");
	}

	private HttpResponse<String> flip(String purpose, String channel, String answer) {
		return this.owner.post("/portal/consents", "/portal/consents", Map.of("purpose", purpose, "channel", channel,
				"answer", answer, "idempotencyKey", UUID.randomUUID().toString()));
	}

	private String desk() {
		return "/desk/customers/" + this.marisol + "/consents";
	}

	private HttpResponse<String> note(String purpose, String channel, String answer, String through, String origin) {
		return this.agent.post("/desk/customers/" + this.marisol, desk(),
				answered(purpose, channel, answer, through, origin));
	}

	private Map<String, String> answered(String purpose, String channel, String answer, String through, String origin) {
		return Map.of("purposes", purpose, "channels", channel, "answer", answer, "through", through, "saidOn",
				this.calendar.today().toString(), "origin", origin, "idempotencyKey", UUID.randomUUID().toString());
	}

	private static Map<String, String> with(Map<String, String> form, String field, String value) {
		Map<String, String> changed = new HashMap<>(form);
		changed.put(field, value);
		return changed;
	}

	private HttpResponse<String> undo(String path, String reason, String key) {
		return this.agent.post("/desk/customers/" + this.marisol, path,
				Map.of("reason", reason, "idempotencyKey", key));
	}

	/** What all channels show of that, having compared them. */
	private String shown(String place) {
		Map<String, String> desk = facts(this.agent, "/desk/customers/" + this.marisol);
		assertThat(desk).hasSize(12);
		assertThat(facts(this.agent, desk())).as("desk's own page").isEqualTo(desk);
		assertThat(facts(this.clerk, "/counter/customers/" + this.marisol + "/consents")).as("counter").isEqualTo(desk);
		assertThat(facts(this.owner, "/portal/consents")).as("portal").isEqualTo(desk);
		Map<String, String> api = new TreeMap<>();
		this.api.get("/customers/" + this.marisol + "/consents")
			.json()
			.at("/items")
			.forEach((item) -> api.put(item.at("/fact/subject").asString(),
					item.at("/fact/value").asString() + " as of " + item.at("/fact/asOf").asLong()));
		assertThat(api).as("API").isEqualTo(desk);
		return desk.get(place + "@" + this.consents.of(this.marisol.customerId()).customer()).split(" ")[0];
	}

	private static Map<String, String> facts(Visitor visitor, String page) {
		HttpResponse<String> answer = visitor.get(page);
		assertThat(answer.statusCode()).as(page).isEqualTo(200);
		Map<String, String> facts = new TreeMap<>();
		Jsoup.parse(answer.body())
			.select("data[data-fact=consent]")
			.forEach((data) -> facts.put(data.attr("data-subject"),
					data.attr("value") + " as of " + data.attr("data-as-of")));
		return facts;
	}

	/** What was said, and for which records. */
	private record Event(Set<Long> records, ConsentAnswer answer, Instant saidAt, Long imported, List<String> state) {

		Event(Set<Long> records, ConsentAnswer answer, Instant saidAt, Long imported) {
			this(records, answer, saidAt, imported, new ArrayList<>());
		}

		boolean undone() {
			return this.state.contains("undone");
		}

		boolean apart() {
			return this.state.contains("apart");
		}

	}

}

package app.accord.privacy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.LedgerChecks;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.consent.SaidConsent;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContactKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.intake.Importing;
import app.accord.interaction.Audience;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.Noting;
import app.accord.job.Jobs;
import app.accord.joining.Joining;
import app.accord.refusal.Refusal;
import app.accord.search.CustomerSearch;
import app.accord.search.ListOrder;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import app.accord.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A person gets all data, and is erased while the books stay. */
@AccordTest
class ErasingTest {

	private static final Actor SUE = new Actor(ActorKind.STAFF, "sue", "Sue Perez", Channel.DESK);

	private static final Actor SAM = new Actor(ActorKind.STAFF, "sam", "Sam Hill", Channel.DESK);

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private Erasing erasing;

	@Autowired
	private Approvals approvals;

	@Autowired
	private PersonalData data;

	@Autowired
	private Customers customers;

	@Autowired
	private CustomerSearch search;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private JsonMapper json;

	@Autowired
	private MovableClock clock;

	private Cast cast;

	@BeforeEach
	void staff() throws SQLException {
		this.cast = Cast.of(this.program);
		if (WholeDatabase.query(this.database, "select username from staff_member where username = 'sue'").isEmpty()) {
			this.cast.bean(Staff.class).create("sue", "Sue Perez", StaffRole.SUPERVISOR, Cast.PASSWORD);
			this.cast.bean(Staff.class).create("sam", "Sam Hill", StaffRole.SUPERVISOR, Cast.PASSWORD);
			this.cast.bean(Staff.class).create("abel", "Abel", StaffRole.AGENT, Cast.PASSWORD);
			this.cast.bean(Staff.class).create("bea", "Bea", StaffRole.BILLER, Cast.PASSWORD);
			this.cast.bean(Staff.class).create("adam", "Adam", StaffRole.ADMIN, Cast.PASSWORD);
		}
	}

	@Test
	void takesTwoPeopleAndASettledAccount() throws Exception {
		AccountNumber account = somebody();
		this.cast.bill(account, "12.00", LocalDate.of(2027, 1, 9), "Mobile L");
		assertThat(this.erasing.preview(account.customer()).obstacles()).singleElement()
			.asString()
			.isEqualTo("$12.00 is owed on " + account + ": take the payment, or credit or write it off.");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.erasing.ask(SUE, account.customer(), "She wrote.", null))
			.withMessageContaining("Settle this first: $12.00 is owed");
		this.cast.cash(account, "12.00");
		Approval asked = this.erasing.ask(SUE, account.customer(), "She wrote.", null);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.approvals.approve(account.customerId(), asked.no(), SUE))
			.withMessageContaining("a second person");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.approvals.approve(account.customerId(), asked.no(),
					new Actor(ActorKind.STAFF, "abel", "Abel", Channel.DESK)))
			.withMessageContaining("Your role may not decide this");
		// What has happened meanwhile stops it.
		this.cast.bill(account, "5.00", LocalDate.of(2027, 1, 9), "Once more");
		assertThat(this.approvals.approve(account.customerId(), asked.no(), SAM).state())
			.isEqualTo(Approval.State.LAPSED);
		assertThat(this.customers.read(account.customer()).name()).startsWith("Nora");
		assertThat(WholeDatabase.query(this.database,
				"select 1 from customer_erased where customer_id = " + account.customerId()))
			.isEmpty();
	}

	@Test
	void isRefusedByTheDatabaseItselfWhereSomethingIsOwed() {
		AccountNumber account = somebody();
		this.cast.bill(account, "12.00", LocalDate.of(2027, 1, 9), "Mobile L");
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(
					() -> WholeDatabase
						.execute(this.database,
								"select erase_person(array[%d]::bigint[], array['x'], '{}', '{}', now())"
									.formatted(account.customerId())))
			.withMessageContaining("not settled");
	}

	@Test
	void takesNicknamesAndMisspeltNamesOutOfWhatStays() throws Exception {
		AccountNumber nora = somebody();
		told(nora, "Nelly Eckström called; Mrs. EKSTROM, ekstroem and ekstrom are her. Mobile L and Ingrid stay.");
		AccountNumber will = this.cast.customer("William", "Meyerson", "(212) 555-0290", "will" + people);
		told(will, "Told Bill that Bill INV-1 is settled. Bill Meierson agreed; the bill is paid, as Willy will say.");
		erase(nora.customer());
		erase(will.customer());
		assertThat(reasons(nora)).contains(
				"[erased] [erased] called; Mrs. [erased], [erased] and [erased] are her. Mobile L and Ingrid stay.");
		assertThat(reasons(will)).contains(
				"Told [erased] that Bill INV-1 is settled. [erased] [erased] agreed; the bill is paid, as [erased] will say.");
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(
					() -> WholeDatabase
						.execute(this.database,
								"select erase_other_names(array[%d]::bigint[], array['the'], '{}')"
									.formatted(somebody().customerId())))
			.withMessageContaining("who approved it");
		assertThat(WholeDatabase.query(this.database,
				"select 1 where has_function_privilege('public', 'erase_other_names(bigint[], text[], text[])', 'EXECUTE')"))
			.isEmpty();
	}

	/** Something is charged and credited, and the reason says that. */
	private void told(AccountNumber account, String reason) {
		this.cast.bean(Adjusting.class)
			.charge(account, Cast.dollars("1.00"), LocalDate.of(2027, 1, 9), "Copy of a bill", SUE, null);
		this.cast.bean(Adjusting.class).credit(account, Cast.dollars("1.00"), reason, SUE, null);
	}

	private List<String> reasons(AccountNumber account) throws SQLException {
		return WholeDatabase.query(this.database,
				"select reason from ledger_entry where reason is not null and customer_id = " + account.customerId());
	}

	@Test
	void takesAllRecordsThatAreJoinedAndLetsNothingBeginWithThem() throws Exception {
		AccountNumber account = somebody();
		AccountNumber second = somebody();
		this.cast.bean(Joining.class).join(SUE, account.customer(), second.customer(), Map.of(), "The same", null);
		WholeDatabase.execute(this.database,
				"""
						insert into import_record (customer_id, import_id, row_no, kind, source, record_key, fingerprint, made_seqs)
						values (%d, 7001, 1, 'PAYMENTS', 'old', '1', 'x', '{}')"""
					.formatted(second.customerId()));
		erase(account.customer());
		for (AccountNumber each : List.of(account, second)) {
			assertThat(WholeDatabase.query(this.database,
					"select name from customer where customer_id = " + each.customerId()))
				.singleElement()
				.asString()
				.startsWith("Erased person");
			assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.customers.require(each.customerId()))
				.withMessageContaining("was erased");
			assertThatExceptionOfType(Refusal.class)
				.isThrownBy(() -> this.accounts.open(each.customerId(), "Second", "USD", SUE))
				.withMessageContaining("was erased");
		}
		assertThat(WholeDatabase.query(this.database, "select kept_because from import_record where import_id = 7001"))
			.containsExactly("Erased.");
	}

	@Test
	void endsSigningInAndRemembersOnlyFingerprints() throws Exception {
		AccountNumber account = somebody();
		CustomerProfile person = this.customers.read(account.customer());
		String login = "nora" + people;
		Visitor nora = new Visitor(this.port);
		nora.signIn("portal", login, Cast.PASSWORD);
		assertThat(nora.get("/portal/my-data").body()).contains("How we reach you");
		Consents consents = this.cast.bean(Consents.class);
		SaidConsent yes = SaidConsent.byCustomer(account.customerId(), ConsentPurpose.OFFERS, ConsentChannel.EMAIL,
				ConsentAnswer.GIVEN, "What you may send me");
		consents.note(SUE, yes, null);
		assertThat(consents.may(account.customerId(), ConsentPurpose.OFFERS, ConsentChannel.EMAIL)).isTrue();
		erase(account.customer());
		assertThat(consents.may(account.customerId(), ConsentPurpose.OFFERS, ConsentChannel.EMAIL)).isFalse();
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> consents.note(SUE, yes, null))
			.withMessageContaining("was erased");
		assertThat(nora.get("/portal/my-data").statusCode()).isEqualTo(302);
		Visitor again = new Visitor(this.port);
		again.signIn("portal", login, Cast.PASSWORD);
		assertThat(again.get("/portal").statusCode()).isEqualTo(302);
		Fingerprints fingerprints = this.cast.bean(Fingerprints.class);
		String email = login + "@example.com";
		assertThat(fingerprints.suppressed(ContactKind.EMAIL, List.of(email, "other@example.com")))
			.containsExactly(email);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.customers.addContactPoint(SUE, person.number(), NewContactPoint.email(email)))
			.withMessageContaining("was erased");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.erasing.ask(SUE, person.number(), "Again", null))
			.withMessageContaining("erased already");
		assertThat(this.search.list("", null, ListOrder.NEWEST, 0, 50).items())
			.noneMatch((hit) -> hit.customerId() == person.customerId());
	}

	@Test
	void forgetsTheNameOnTheBillsWhenTheBooksAreOver() throws Exception {
		AccountNumber account = somebody();
		this.cast.bill(account, "12.00", LocalDate.of(2027, 1, 9), "Mobile L");
		this.cast.cash(account, "12.00");
		erase(account.customer());
		String kept = "select name || ' ' || until_day from kept_for_books where customer_id = " + account.customerId();
		int year = LocalDate.ofInstant(this.clock.instant(), java.time.ZoneId.of("America/New_York")).getYear();
		assertThat(WholeDatabase.query(this.database, kept)).singleElement()
			.asString()
			.startsWith("Nora Ekström")
			.endsWith((year + 10) + "-12-31");
		Visitor biller = desk("bea", Cast.PASSWORD);
		assertThat(biller.get("/desk/customers/" + account.customer() + "/erasure").body()).contains("Nora Ekström");
		assertThat(desk("sue", Cast.PASSWORD).get("/desk/customers/" + account.customer() + "/erasure").body())
			.contains("Erased")
			.doesNotContain("Nora");
		this.cast.bean(Jobs.class).run(PrivacyJobs.END_OF_BOOKS);
		assertThat(WholeDatabase.query(this.database, kept)).hasSize(1);
		java.time.Instant now = this.clock.instant();
		try {
			this.clock.move(java.time.Duration.ofDays(11 * 366));
			this.cast.bean(Jobs.class).run(PrivacyJobs.END_OF_BOOKS);
			assertThat(WholeDatabase.query(this.database, kept)).isEmpty();
		}
		finally {
			this.clock.set(now);
		}
	}

	@Test
	void isDoneOverTheDesk() {
		AccountNumber account = somebody();
		String page = "/desk/customers/" + account.customer() + "/erasure";
		assertThat(desk("abel", Cast.PASSWORD).get(page).statusCode()).isEqualTo(403);
		Visitor sue = desk("sue", Cast.PASSWORD);
		assertThat(sue.get(page).body()).contains("Goes for good", "telephone numbers", "Is kept, and why");
		String key = UUID.randomUUID().toString();
		assertThat(sue.post(page, page, Map.of("reason", "", "idempotencyKey", key)).statusCode()).isEqualTo(422);
		assertThat(sue.post(page, page, Map.of("reason", "She wrote", "idempotencyKey", key)).statusCode())
			.isEqualTo(302);
		assertThat(sue.get(page).body()).contains("Waits for a second person");
		Approval waiting = this.approvals.waitingFor(account.customerId()).getFirst();
		HttpResponse<String> approved = desk("sam", Cast.PASSWORD).post("/desk/approvals",
				"/desk/approvals/" + account.customerId() + "/" + waiting.no() + "/approval", Map.of());
		assertThat(approved.statusCode()).isEqualTo(302);
		assertThat(sue.get(page).body()).contains("approved by", "Sam Hill").doesNotContain("Ask for erasure");
	}

	@Test
	void givesEverythingToThePersonAndNothingOfOthers() throws Exception {
		AccountNumber account = somebody();
		this.cast.bill(account, "12.00", LocalDate.of(2027, 1, 9), "Mobile L");
		this.cast.cash(account, "7.00");
		CustomerProfile nora = this.customers.read(account.customer());
		this.cast.bean(Noting.class)
			.note(SUE, nora.customerId(), InteractionKind.NOTE, Direction.NONE, "Her brother Ivo is rude", null, true);
		JsonNode desk = file(nora.number(), Audience.STAFF);
		Map<String, JsonNode> tables = tables(desk);
		for (String table : WholeDatabase.query(this.database,
				"select table_name from personal_table where section is not null")) {
			long rows = Long.parseLong(WholeDatabase
				.query(this.database, "select count(*) from " + table + " where customer_id = " + nora.customerId())
				.getFirst());
			assertThat(tables.get(GivenRows.key(table)).path("rows").size()).as(table).isEqualTo((int) rows);
		}
		assertThat(tables.get("invoice").path("rows").get(0).path("invoice").asString()).startsWith("INV-");
		assertThat(tables.get("ledgerEntry").path("rows").get(0).path("amount").asString()).matches("\\d+\\.\\d\\d");
		assertThat(desk.toString()).contains(nora.name(), nora.emails().getFirst().typed(), "Her brother Ivo is rude")
			.doesNotContain("argon2", "passwordHash", "cardToken", "\"sue\"", "Sue Perez");
		assertThat(file(nora.number(), Audience.CUSTOMER).toString()).contains("An internal note")
			.doesNotContain("Her brother Ivo is rude");

		Visitor admin = desk("adam", Cast.PASSWORD);
		String page = "/desk/customers/" + nora.number() + "/personal-data";
		assertThat(admin.get(page).body()).contains("Who you are", "Where data came from".substring(0, 5), "Bills");
		assertThat(admin.post(page, page, Map.of("reason", "")).statusCode()).isEqualTo(422);
		HttpResponse<String> given = admin.post(page, page, Map.of("reason", "By letter"));
		assertThat(given.headers().firstValue("Content-Disposition"))
			.hasValue("attachment; filename=\"personal-data-" + nora.number() + ".json\"");
		assertThat(tables(this.json.readTree(given.body()))).containsKeys("customer", "interaction", "payment");
		Visitor portal = new Visitor(this.port);
		portal.signIn("portal", "nora" + people, Cast.PASSWORD);
		HttpResponse<String> own = portal.post("/portal/my-data", "/portal/my-data", Map.of());
		assertThat(own.headers().firstValue("Content-Disposition"))
			.hasValueSatisfying((name) -> assertThat(name).contains("my-data-"));
		assertThat(portal.get("/portal/history").body()).contains("Complete copy of the personal data given out.");
		assertThat(portal.post("/portal/my-data", "/portal/my-data/erasure", Map.of()).statusCode()).isEqualTo(302);
		assertThat(portal.get("/portal/my-data").body()).contains("You asked for it on");
		assertThat(admin.get("/desk/erasures").body()).contains(nora.number().toString());
	}

	@Test
	void importsNobodyBack() throws Exception {
		AccountNumber account = somebody();
		String login = "nora" + people;
		erase(account.customer());
		Importing importing = this.cast.bean(Importing.class);
		String csv = "Name,E-mail,Telephone\nNora Ekström,%s@example.com,\nSomebody Else,else%d@example.com,\n"
			.formatted(login, people);
		long id = importing.receive("bought.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), false,
				SUE);
		importing.checkNow(id, importing.look(id, null).plan(), SUE);
		importing.runNow(id);
		assertThat(WholeDatabase.query(this.database,
				"select state || ' ' || rows_new || ' ' || rows_refused from data_import where import_id = " + id))
			.containsExactly("DONE 1 1");
		assertThat(WholeDatabase.query(this.database,
				"select remark from data_import_remark where phase = 'RUN' and verdict = 'REFUSED' and row_text is null"
						+ " and import_id = " + id))
			.singleElement()
			.asString()
			.contains("had their data erased");
	}

	@Test
	void hasTheGatewayForgetTheCards() throws Exception {
		AccountNumber account = somebody();
		WholeDatabase.execute(this.database,
				"""
						insert into saved_card (customer_id, card_id, gateway, token, brand, last_four, saved_at, saved_by, channel)
						values (%d, gen_random_uuid(), 'sandbox', 'card_of_nora', 'Visa', '4242', now(), 'Nora Ekström', 'PORTAL')
						"""
					.formatted(account.customerId()));
		erase(account.customer());
		String waiting = "select token from card_to_forget where customer_id = " + account.customerId();
		assertThat(WholeDatabase.query(this.database, waiting)).containsExactly("card_of_nora");
		assertThat(
				WholeDatabase.query(this.database,
						"select saved_by || coalesce(brand, '') || left(token, 7) from "
								+ "saved_card where customer_id = " + account.customerId()))
			.containsExactly("Erased personerased:");
		this.cast.bean(Jobs.class).run("Have the gateway forget cards");
		assertThat(WholeDatabase.query(this.database, waiting)).isEmpty();
	}

	private JsonNode file(CustomerNumber number, Audience audience) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		this.data.write(number, audience, out);
		return this.json.readTree(out.toByteArray());
	}

	private static Map<String, JsonNode> tables(JsonNode file) {
		Map<String, JsonNode> tables = new java.util.TreeMap<>();
		file.path("data").forEach((table) -> tables.put(table.path("name").asString(), table));
		return tables;
	}

	private AccountNumber somebody() {
		people++;
		return this.cast.customer("Nora", "Ekström", "(212) 555-03" + (10 + people), "nora" + people);
	}

	private void erase(CustomerNumber number) {
		Approval asked = this.erasing.ask(SUE, number, "She wrote.", null);
		Approval done = this.approvals.approve(number.customerId(), asked.no(), SAM);
		assertThat(done.state()).as(done.decisionReason()).isEqualTo(Approval.State.CARRIED_OUT);
	}

	private Visitor desk(String username, String password) {
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", username, password);
		return visitor;
	}

}

package app.accord.signup;

import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.PortalAccess;
import app.accord.customer.Reachable;
import app.accord.duplicates.Comparisons;
import app.accord.duplicates.SuspectedPairs;
import app.accord.duplicates.SuspectedPairs.Order;
import app.accord.duplicates.SuspectedPairs.Shown;
import app.accord.duplicates.SuspectedPairs.Wanted;
import app.accord.interaction.Audience;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.refusal.Refusal;
import app.accord.security.Digests;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import app.accord.testing.SignedIn;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

/**
 * People sign up by themselves and set passwords by links; nobody learns by it who is a
 * customer.
 */
@AccordTest
class SigningUpTest {

	private static final Actor ADA = Actor.system("Test");

	private static final String PASSWORD = "four calm words here";

	@LocalServerPort
	private int port;

	@Autowired
	private SigningUp signingUp;

	@Autowired
	private PasswordLinks links;

	@Autowired
	private Customers customers;

	@Autowired
	private PortalAccess access;

	@Autowired
	private Directory directory;

	@Autowired
	private Consents consents;

	@Autowired
	private SuspectedPairs pairs;

	@Autowired
	private Comparisons comparisons;

	@Autowired
	private ForgottenPasswords forgottenPasswords;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Staff staff;

	@Autowired
	private Jobs jobs;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private MovableClock clock;

	@Autowired
	private WebApplicationContext context;

	@BeforeEach
	void anHourLater() {
		this.clock.move(Duration.ofMinutes(61));
	}

	@Test
	void becomesACustomerByTheLinkAndSignsIn() {
		Visitor ana = new Visitor(this.port);
		assertThat(ask(ana, "Ana", "Quill", "Ana.Quill@example.com", "(212) 555-0143").body())
			.contains("Look into your mailbox");
		assertThat(this.directory.find(DirectoryKind.EMAIL, "ana.quill@example.com")).as("not before").isEmpty();
		String link = "/portal/sign-up/" + sent("ana.quill@example.com");
		assertThat(ana.get(link).body()).as("looking changes nothing").contains("One step more");
		assertThat(this.directory.find(DirectoryKind.EMAIL, "ana.quill@example.com")).isEmpty();
		assertThat(to(ana.post(link, link, Map.of()))).endsWith("/portal/sign-in?confirmed");
		assertThat(to(ana.post(link, link, Map.of()))).as("once more").endsWith("/portal/sign-in?confirmed");
		List<Long> found = this.directory.find(DirectoryKind.EMAIL, "ana.quill@example.com");
		assertThat(found).hasSize(1);
		CustomerProfile customer = this.customers.find(found.getFirst()).orElseThrow();
		assertThat(customer.name()).isEqualTo("Ana Quill");
		assertThat(customer.emails().getFirst().reachable()).isEqualTo(Reachable.YES);
		assertThat(customer.phones().getFirst().canonical()).isEqualTo("+12125550143");
		Visitor again = new Visitor(this.port);
		assertThat(again.signIn("portal", "ana.quill@example.com", PASSWORD).statusCode()).isEqualTo(302);
		assertThat(again.get("/portal").statusCode()).isEqualTo(200);
		assertThat(state("ana.quill@example.com")).isEqualTo("CONFIRMED");
	}

	@Test
	void agreesToOffersOnlyByABoxThatWasTickedAndALinkThatCameThere() {
		Visitor visitor = new Visitor(this.port);
		assertThat(Jsoup.parse(visitor.get("/portal/sign-up").body()).select("input[name=agreed]")).hasSize(2)
			.noneMatch((box) -> box.hasAttr("checked"));
		Map<String, String> form = Map.of("givenName", "Kim", "familyName", "Lund", "email", "kim@example.com", "phone",
				"", "password", PASSWORD, "agreed", "OFFERS");
		Map<String, String> wrong = new java.util.HashMap<>(form);
		wrong.put("familyName", "");
		HttpResponse<String> again = visitor.post("/portal/sign-up", "/portal/sign-up", wrong);
		assertThat(again.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(again.body()).select("input[value=OFFERS]").hasAttr("checked")).isTrue();
		visitor.post("/portal/sign-up", "/portal/sign-up", form);
		assertThat(this.signingUp.confirm(sent("kim@example.com"))).isTrue();
		assertThat(this.signingUp.confirm(token("kim@example.com"))).as("once more").isTrue();
		long kim = this.directory.find(DirectoryKind.LOGIN, "kim@example.com").getFirst();
		assertThat(this.consents.may(kim, ConsentPurpose.OFFERS, ConsentChannel.EMAIL)).isTrue();
		assertThat(this.consents.may(kim, ConsentPurpose.SURVEYS, ConsentChannel.EMAIL)).isFalse();
		assertThat(this.consents.may(kim, ConsentPurpose.OFFERS, ConsentChannel.PHONE)).isFalse();
		assertThat(this.consents.history(kim)).singleElement()
			.satisfies((line) -> assertThat(line.entry().wording())
				.isEqualTo(this.consents.wording(ConsentPurpose.OFFERS, ConsentChannel.EMAIL)));
	}

	@Test
	void answersTheSameWhoeverAsksAndWritesToTheMailboxWhatIsTrue() {
		CustomerNumber bela = this.customers.create(ADA,
				NewCustomer.person("Bela", "Dorn").with(NewContactPoint.email("bela@example.com")));
		this.access.allow(bela.customerId(), "bela@example.com", PASSWORD);
		String known = page(ask(new Visitor(this.port), "Bela", "Dorn", "bela@example.com", ""));
		String unknown = page(ask(new Visitor(this.port), "Bela", "Dorn", "carl@example.com", ""));
		assertThat(known.replace("bela@", "x@")).isEqualTo(unknown.replace("carl@", "x@"));
		this.jobs.run(SendingSignUpMails.JOB);
		assertThat(state("bela@example.com")).isEqualTo("KNOWN");
		assertThat(state("carl@example.com")).isEqualTo("SENT");
		assertThat(this.jdbc.sql("select count(*) from password_link where customer_id = ?")
			.param(bela.customerId())
			.query(Integer.class)
			.single()).isOne();
		assertThat(this.signingUp.works(token("bela@example.com"))).as("nobody is made twice").isFalse();
	}

	@Test
	void setsAPasswordByTheLinkOnce() {
		CustomerNumber dora = this.customers.create(ADA,
				NewCustomer.person("Dora", "Feld").with(NewContactPoint.email("dora@example.com")));
		int point = this.customers.read(dora).emails().getFirst().id();
		this.customers.markReachable(ADA, dora, point, Reachable.YES, "She answered");
		String token = this.transaction.execute((status) -> this.links.make(dora.customerId(), "dora@example.com"));
		Visitor visitor = new Visitor(this.port);
		String link = "/portal/password/" + token;
		assertThat(visitor.post(link, link, Map.of("password", "short")).body()).contains("at least 8 characters");
		assertThat(to(visitor.post(link, link, Map.of("password", PASSWORD)))).endsWith("?password-set");
		assertThat(visitor.get(link).statusCode()).isEqualTo(404);
		assertThat(new Visitor(this.port).signIn("portal", "dora@example.com", PASSWORD).statusCode()).isEqualTo(302);
		String later = this.transaction.execute((status) -> this.links.make(dora.customerId(), "dora@example.com"));
		this.clock.move(PasswordLinks.VALID.plusSeconds(1));
		assertThat(visitor.get("/portal/password/" + later).statusCode()).isEqualTo(404);
	}

	@Test
	void takesOnWhoOnlyLooksLikeACustomerAndAsksAPerson() {
		assertThat(this.comparisons.lastOfAll()).isEmpty();
		MockMvcTester pages = MockMvcTester.from(this.context, (builder) -> builder.apply(springSecurity()).build());
		assertThat(pages.get().uri("/desk/duplicates").with(SignedIn.as(StaffRole.AGENT))).bodyText()
			.contains("No customers were compared yet")
			.doesNotContain("Compare everybody now", "Nobody seems to be there twice");
		CustomerNumber emil = this.customers.create(ADA, NewCustomer.person("Emil", "Harrow")
			.with(NewContactPoint.email("emil@example.com"), NewContactPoint.phone("212 555 0177")));
		ask(new Visitor(this.port), "Emil", "Harrow", "emil@example.com", "212 555 0177");
		assertThat(this.signingUp.confirm(sent("emil@example.com"))).isTrue();
		List<Long> both = this.directory.find(DirectoryKind.EMAIL, "emil@example.com");
		assertThat(both).as("nobody had proved that the address is his").hasSize(2);
		assertThat(this.pairs.list(new Wanted("Harrow", Shown.OPEN, Order.NEWEST), 0, 10).items())
			.extracting((pair) -> pair.one().number())
			.containsExactly(emil);
	}

	@Test
	void sendsNoMoreThanThreeMailsAnHourToOneAddress() {
		for (int i = 0; i < 5; i++) {
			this.signingUp.ask(new SignUp("Fay", "Long", "fay@example.com", null), PASSWORD, "10.0.0." + i);
		}
		this.jobs.run(SendingSignUpMails.JOB);
		assertThat(count("email = 'fay@example.com' and state = 'SENT'")).isEqualTo(3);
	}

	@Test
	void takesNoMoreThanTenAnHourFromOneConnection() {
		for (int i = 0; i < 10; i++) {
			this.signingUp.ask(new SignUp("Gus", "Long", "gus" + i + "@example.com", null), PASSWORD, "10.9.9.9");
		}
		assertThatThrownBy(
				() -> this.signingUp.ask(new SignUp("Gus", "Long", "gus10@example.com", null), PASSWORD, "10.9.9.9"))
			.isInstanceOf(Refusal.class)
			.hasMessageContaining("try again in an hour");
		this.clock.move(Duration.ofMinutes(61));
		this.signingUp.ask(new SignUp("Gus", "Long", "gus10@example.com", null), PASSWORD, "10.9.9.9");
	}

	@Test
	void saysByTheFieldWhatIsWrongAndKeepsTheRest() {
		HttpResponse<String> answer = ask(new Visitor(this.port), "Hana", "", "hana@nowhere", "12");
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("Please write your family name.", "value=\"Hana\"", "hana@nowhere")
			.doesNotContain(PASSWORD);
		assertThat(ask(new Visitor(this.port), "Hana", "Sol", "hana@nowhere", "").body())
			.contains("is not an e-mail address");
		assertThat(ask(new Visitor(this.port), "Hana", "Sol", "hana@example.com", "12345").body())
			.contains("This telephone number doesn’t exist");
	}

	@Test
	void aLinkThatIsOldOrUnknownIsOver() {
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.get("/portal/sign-up/nothing-of-ours").statusCode()).isEqualTo(404);
		assertThat(visitor.get("/portal/password/1-nothing").statusCode()).isEqualTo(404);
		ask(visitor, "Ivo", "Kern", "ivo@example.com", "");
		String token = sent("ivo@example.com");
		this.clock.move(SigningUp.VALID.plusSeconds(1));
		assertThat(visitor.get("/portal/sign-up/" + token).statusCode()).isEqualTo(404);
		assertThat(this.signingUp.confirm(token)).isFalse();
	}

	@Test
	void answersTheSameWhoeverHasForgottenAPassword() {
		CustomerNumber jana = customer("Jana", "jana@example.com", "jana@example.com");
		String unknown = page(forgotten(new Visitor(this.port), "kim@example.com"));
		for (String typed : List.of("Jana@example.com", jana.toString(), "nobody", "C-1")) {
			assertThat(page(forgotten(new Visitor(this.port), typed)).replace(typed, "x")).as(typed)
				.isEqualTo(unknown.replace("kim@example.com", "x"));
		}
		assertThat(requests("state <> 'ASKED'")).as("nothing is looked up before the job").isZero();
		this.jobs.run(SendingPasswordLinks.JOB);
		assertThat(requests("state = 'SENT'")).isEqualTo(2);
		assertThat(requests("state = 'NOBODY'")).isEqualTo(3);
		assertThat(links(jana)).isEqualTo(2);
		assertThat(this.jdbc
			.sql("select count(*) from password_link where customer_id = ? and expires_at > ? and used_at is null")
			.param(jana.customerId())
			.param(Timestamp.from(this.clock.instant()))
			.query(Integer.class)
			.single()).as("only the newest works").isOne();
		assertThat(forgotten(new Visitor(this.port), " ").body()).contains("Please write your e-mail address");
		assertThat(forgotten(new Visitor(this.port), "x".repeat(300)).statusCode()).isEqualTo(422);
	}

	/** Who may change somebody's data must not get in by it. */
	@Test
	void sendsAPasswordLinkOnlyToAProvedAddress() {
		CustomerNumber lea = customer("Lea", "lea@example.com", "lea");
		forgotten(new Visitor(this.port), "lea");
		forgotten(new Visitor(this.port), "lea@example.com");
		this.jobs.run(SendingPasswordLinks.JOB);
		assertThat(links(lea)).isZero();
		this.customers.markReachable(ADA, lea, this.customers.read(lea).emails().getFirst().id(), Reachable.YES,
				"She answered");
		forgotten(new Visitor(this.port), "LEA");
		this.jobs.run(SendingPasswordLinks.JOB);
		assertThat(links(lea)).isOne();
	}

	@Test
	void sendsNoMoreThanThreePasswordLinksAnHourHoweverTheyAreAskedFor() {
		CustomerNumber max = customer("Max", "max@example.com", "max@example.com");
		for (int i = 0; i < 6; i++) {
			this.forgottenPasswords.ask((i % 2 == 0) ? "max@example.com" : max.toString(), "10.1.0." + i);
			this.jobs.run(SendingPasswordLinks.JOB);
		}
		assertThat(links(max)).isEqualTo(AskingLimits.TO_ONE);
		for (int i = 0; i < 10; i++) {
			this.forgottenPasswords.ask("somebody" + i, "10.8.8.8");
		}
		assertThatThrownBy(() -> this.forgottenPasswords.ask("somebody", "10.8.8.8")).isInstanceOf(Refusal.class)
			.hasMessageContaining("try again in an hour");
	}

	@Test
	void aNewPasswordSignsOutEverywhereAndIsTold() {
		CustomerNumber nia = customer("Nia", "nia@example.com", "nia");
		Visitor elsewhere = new Visitor(this.port);
		elsewhere.signIn("portal", "nia", PASSWORD);
		assertThat(elsewhere.get("/portal").statusCode()).isEqualTo(200);
		String token = this.transaction.execute((status) -> this.links.make(nia.customerId(), "nia@example.com"));
		String newer = this.transaction.execute((status) -> this.links.make(nia.customerId(), "nia@example.com"));
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.get("/portal/password/" + token).body()).as("a newer one takes its place")
			.contains("doesn’t work any more", "/portal/forgotten");
		String link = "/portal/password/" + newer;
		assertThat(visitor.post(link, link, Map.of("password", "NIA@example.com")).body())
			.contains("What you sign in by is no password");
		assertThat(to(visitor.post(link, link, Map.of("password", "five calm words are here"))))
			.endsWith("?password-set");
		assertThat(elsewhere.get("/portal").statusCode()).isEqualTo(302);
		assertThat(new Visitor(this.port).signIn("portal", "nia", PASSWORD).statusCode()).isEqualTo(401);
		assertThat(new Visitor(this.port).signIn("portal", "nia", "five calm words are here").statusCode())
			.isEqualTo(302);
		assertThat(this.jdbc.sql("select kind from message where customer_id = ?")
			.param(nia.customerId())
			.query(String.class)
			.list()).containsExactly("password-changed");
		assertThat(this.customers.read(nia).emails().getFirst().reachable()).as("the mailbox is hers")
			.isEqualTo(Reachable.YES);
		assertThat(this.timeline.page(nia.customerId(), Audience.CUSTOMER, List.of(), 0, 5))
			.anyMatch((entry) -> entry.summary().startsWith("New password set"));
	}

	@Test
	void anEmployeeHasALinkSentAndSaysHowTheyKnow() {
		CustomerNumber ole = this.customers.create(ADA,
				NewCustomer.person("Ole", "Dorn").with(NewContactPoint.email("ole@example.com")));
		this.staff.create("ada-links", "Ada Lindqvist", StaffRole.AGENT, PASSWORD);
		this.staff.create("mo-links", "Mo Reyes", StaffRole.MARKETER, PASSWORD);
		Visitor ada = new Visitor(this.port);
		ada.signIn("desk", "ada-links", PASSWORD);
		String page = "/desk/customers/" + ole;
		assertThat(ada.get(page).body()).contains("Send a link to set the password");
		assertThat(ada.get(page + "/password-link/new").body()).contains("ole@example.com",
				"can’t sign in to the portal yet");
		String send = page + "/password-link";
		Map<String, String> form = Map.of("email", "ole@example.com", "reason", "Named his last two bills",
				"idempotencyKey", "send-ole-a-link");
		assertThat(
				ada.post(page, send, Map.of("email", "ole@example.com", "reason", "", "idempotencyKey", "ole-without"))
					.body())
			.contains("Say how you know");
		assertThat(ada
			.post(page, send,
					Map.of("email", "mallory@example.com", "reason", "So he says", "idempotencyKey", "ole-elsewhere"))
			.body()).contains("Choose one of the customer’s addresses");
		assertThat(ada.post(page, send, form).headers().firstValue("HX-Trigger").orElseThrow())
			.contains("ole@example.com");
		assertThat(ada.post(page, send, form).statusCode()).as("twice").isEqualTo(200);
		this.jobs.run(SendingPasswordLinks.JOB);
		assertThat(links(ole)).isOne();
		assertThat(this.timeline.page(ole.customerId(), Audience.CUSTOMER, List.of(), 0, 5))
			.filteredOn((entry) -> entry.summary().contains("is sent to ole@example.com"))
			.singleElement()
			.satisfies((entry) -> {
				assertThat(entry.actor().name()).isEqualTo("Ada Lindqvist");
				assertThat(entry.reason()).isEqualTo("Named his last two bills");
			});
		Visitor mo = new Visitor(this.port);
		mo.signIn("desk", "mo-links", PASSWORD);
		assertThat(mo.get(page).body()).doesNotContain("Send a link to set the password");
		assertThat(mo.post(page, send, form).statusCode()).isEqualTo(403);
	}

	private CustomerNumber customer(String given, String email, String login) {
		CustomerNumber number = this.customers.create(ADA,
				NewCustomer.person(given, "Dorn").with(NewContactPoint.email(email)));
		this.access.allow(number.customerId(), login, PASSWORD);
		return number;
	}

	private HttpResponse<String> forgotten(Visitor visitor, String who) {
		return visitor.post("/portal/forgotten", "/portal/forgotten", Map.of("who", who));
	}

	private int links(CustomerNumber number) {
		return this.jdbc.sql("select count(*) from password_link where customer_id = ?")
			.param(number.customerId())
			.query(Integer.class)
			.single();
	}

	private int requests(String condition) {
		return this.jdbc.sql("select count(*) from password_request where asked_at > ? and " + condition)
			.param(Timestamp.from(this.clock.instant().minus(Duration.ofMinutes(30))))
			.query(Integer.class)
			.single();
	}

	private HttpResponse<String> ask(Visitor visitor, String given, String family, String email, String phone) {
		return visitor.post("/portal/sign-up", "/portal/sign-up",
				Map.of("givenName", given, "familyName", family, "email", email, "phone", phone, "password", PASSWORD));
	}

	private static String page(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(200);
		return Jsoup.parse(answer.body()).select("main").text();
	}

	private static String to(HttpResponse<String> answer) {
		return answer.headers().firstValue("Location").orElse("nowhere: " + answer.statusCode());
	}

	/** Has the mail sent, and puts a token that we know in the place of the one in it. */
	private String sent(String email) {
		this.jobs.run(SendingSignUpMails.JOB);
		assertThat(state(email)).isEqualTo("SENT");
		return token(email);
	}

	private String token(String email) {
		String token = "token-of-" + email.replace('@', '-').toLowerCase(Locale.ROOT);
		this.jdbc.sql("update sign_up set token_hash = ? where email = ?")
			.param(Digests.sha256(token))
			.param(email)
			.update();
		return token;
	}

	private String state(String email) {
		return this.jdbc.sql("select state from sign_up where email = ? order by sign_up_id desc limit 1")
			.param(email)
			.query(String.class)
			.single();
	}

	private int count(String condition) {
		return this.jdbc.sql("select count(*) from sign_up where " + condition).query(Integer.class).single();
	}

}

package app.accord.signup;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.actor.Actor;
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
import app.accord.job.Jobs;
import app.accord.refusal.Refusal;
import app.accord.security.Digests;
import app.accord.security.StaffRole;
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

/** People sign up by themselves; nobody learns by it who is a customer. */
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
	private SuspectedPairs pairs;

	@Autowired
	private Comparisons comparisons;

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

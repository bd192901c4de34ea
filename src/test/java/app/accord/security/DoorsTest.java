package app.accord.security;

import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerIntake;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.PortalAccess;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Who comes in by which door, and what is said to those who don't. */
@AccordTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsTest {

	private static final String PASSWORD = "a long enough one";

	@LocalServerPort
	private int port;

	@Autowired
	private Staff staff;

	@Autowired
	private CustomerIntake intake;

	@Autowired
	private PortalAccess access;

	@Autowired
	private ApiTokens tokens;

	@Autowired
	private MovableClock clock;

	@BeforeAll
	void letPeopleIn() {
		for (StaffRole role : StaffRole.values()) {
			this.staff.create(role.name().toLowerCase(), role.label(), role, PASSWORD);
		}
		List<Long> ids = this.intake.createAll(Actor.system("test"),
				List.of(NewCustomer.person("Marisol", "Okafor").with(NewContactPoint.email("Marisol@example.com"))));
		this.access.allow(ids.getFirst(), "Marisol", PASSWORD);
		this.tokens.allow("test program", "a-token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "desk", "counter", "portal" })
	void sendsStrangersToTheSignInPage(String channel) {
		HttpResponse<String> answer = new Visitor(this.port).get("/" + channel + "/anything");
		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(to(answer)).endsWith("/" + channel + "/sign-in");
	}

	@ParameterizedTest
	@CsvSource({ "agent, desk, true", "supervisor, desk, true", "biller, desk, true", "marketer, desk, true",
			"admin, desk, true", "clerk, desk, false", "clerk, counter, true", "supervisor, counter, true",
			"admin, counter, true", "agent, counter, false", "biller, counter, false", "marketer, counter, false" })
	void letsRolesInWhereTheyWork(String username, String channel, boolean in) {
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.signIn(channel, username, PASSWORD).statusCode()).isEqualTo(302);
		int status = visitor.get("/" + channel + "/no-such-page").statusCode();
		assertThat(status).isEqualTo(in ? 404 : 403);
	}

	@Test
	void keepsAdministrationToAdministrators() {
		Visitor supervisor = new Visitor(this.port);
		supervisor.signIn("desk", "supervisor", PASSWORD);
		assertThat(supervisor.get("/desk/admin/staff").statusCode()).isEqualTo(403);
		Visitor admin = new Visitor(this.port);
		admin.signIn("desk", "admin", PASSWORD);
		assertThat(admin.get("/desk/admin/staff").body()).contains("Staff", "marketer");
	}

	@Test
	void keepsCustomersAndEmployeesApart() {
		Visitor customer = new Visitor(this.port);
		assertThat(customer.signIn("desk", "marisol", PASSWORD).statusCode()).isEqualTo(401);
		assertThat(customer.signIn("portal", "marisol", PASSWORD).statusCode()).isEqualTo(302);
		assertThat(customer.get("/desk").statusCode()).isEqualTo(302);
		assertThat(customer.get("/portal/no-such-page").statusCode()).isEqualTo(404);
		assertThat(new Visitor(this.port).signIn("portal", "agent", PASSWORD).statusCode()).isEqualTo(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "desk", "counter", "portal" })
	void knowsNobodyWhoseNameNoDatabaseKeeps(String channel) {
		assertThat(new Visitor(this.port).signIn(channel, "mari\u0000sol", PASSWORD).statusCode()).isEqualTo(401);
	}

	@Test
	void takesNoEmailForTheUserNameSinceNobodyHasProvedIt() {
		assertThat(new Visitor(this.port).signIn("portal", "marisol@example.com", PASSWORD).statusCode())
			.isEqualTo(401);
	}

	@Test
	void takesTheUserNameHoweverItIsTyped() {
		assertThat(new Visitor(this.port).signIn("portal", " MARISOL ", PASSWORD).statusCode()).isEqualTo(302);
	}

	@Test
	void keepsOneBrowserSignedInAtAllDoorsByCookiesOfTheirOwn() {
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", "supervisor", PASSWORD);
		visitor.signIn("counter", "clerk", PASSWORD);
		visitor.signIn("portal", "marisol", PASSWORD);
		assertThat(visitor.cookies()).extracting(HttpCookie::getName)
			.containsExactlyInAnyOrder("accord-desk", "accord-counter", "accord-portal");
		assertThat(visitor.cookies()).allMatch(HttpCookie::isHttpOnly)
			.allMatch((cookie) -> cookie.getPath().equals("/" + cookie.getName().substring("accord-".length())));
		for (String channel : List.of("desk", "counter", "portal")) {
			assertThat(visitor.get("/" + channel + "/no-such-page").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void changesTheSessionAtSignIn() {
		Visitor visitor = new Visitor(this.port);
		visitor.get("/desk/sign-in");
		String before = visitor.cookies().getFirst().getValue();
		visitor.signIn("desk", "agent", PASSWORD);
		assertThat(visitor.cookies().getFirst().getValue()).isNotEqualTo(before);
	}

	@Test
	void saysTheSameOfAWrongNameAndAWrongPassword() {
		String wrongName = new Visitor(this.port).signIn("desk", "nobody", PASSWORD).body();
		String wrongPassword = new Visitor(this.port).signIn("desk", "agent", "wrong").body();
		assertThat(wrongName).contains("don’t go together").contains("value=\"nobody\"");
		assertThat(wrongPassword).contains("don’t go together").contains("value=\"agent\"").doesNotContain("wrong");
	}

	@Test
	void waitsAfterTenFailures() {
		Visitor guesser = new Visitor(this.port);
		for (int i = 0; i < SignInThrottle.FAILURES; i++) {
			guesser.signIn("desk", "biller", "guess " + i);
		}
		assertThat(guesser.signIn("desk", "biller", PASSWORD).body()).contains("Wait 10 minutes");
		assertThat(new Visitor(this.port).signIn("desk", "marketer", PASSWORD).statusCode()).isEqualTo(302);
		this.clock.move(SignInThrottle.WINDOW.plus(Duration.ofSeconds(1)));
		assertThat(guesser.signIn("desk", "biller", PASSWORD).statusCode()).isEqualTo(302);
	}

	@Test
	void keepsSessionsToAFew() {
		Visitor first = new Visitor(this.port);
		first.signIn("counter", "clerk", PASSWORD);
		for (int i = 0; i < ChannelChains.SESSIONS; i++) {
			new Visitor(this.port).signIn("counter", "clerk", PASSWORD);
		}
		assertThat(to(first.get("/counter"))).contains("/counter/sign-in");
	}

	@Test
	void endsSessionsOfSomebodyLockedOut() {
		this.staff.create("temp", "Temp", StaffRole.AGENT, PASSWORD);
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", "temp", PASSWORD);
		assertThat(visitor.get("/desk/no-such-page").statusCode()).isEqualTo(404);
		this.staff.disable("temp", "admin");
		assertThat(to(visitor.get("/desk/no-such-page"))).contains("/desk/sign-in");
		assertThat(visitor.signIn("desk", "temp", PASSWORD).statusCode()).isEqualTo(401);
	}

	@Test
	void refusesAFormWithoutItsKey() {
		Visitor admin = new Visitor(this.port);
		admin.signIn("desk", "admin", PASSWORD);
		HttpResponse<String> refused = admin.postBare("/desk/admin/staff/agent/absence", "");
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("That page was too old");
		assertThat(this.staff.credential("agent")).isPresent();
	}

	@Test
	void saysWhenTheSignInPageWasOpenForTooLong() {
		HttpResponse<String> answer = new Visitor(this.port).postBare("/desk/sign-in",
				"username=agent&password=" + PASSWORD.replace(' ', '+'));
		assertThat(to(answer)).endsWith("/desk/sign-in?ended");
	}

	@Test
	void sendsTheWholePageToSignInWhereAPartWasAskedFor() {
		HttpResponse<String> answer = new Visitor(this.port).get("/desk/customers/C-10428-7/position",
				Map.of("HX-Request", "true", "HX-Current-URL", "http://localhost/desk/customers/C-10428-7"));
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("HX-Redirect")).contains("/desk/sign-in");
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void bringsBackToThePageThatWasOpenWhenTheSessionEnded() {
		Visitor visitor = new Visitor(this.port);
		visitor.get("/desk/x", Map.of("HX-Request", "true", "HX-Current-URL", "http://localhost/desk/admin/staff?a=1"));
		assertThat(to(visitor.signIn("desk", "admin", PASSWORD))).endsWith("/desk/admin/staff?a=1");
		Visitor tricked = new Visitor(this.port);
		tricked.get("/desk/x", Map.of("HX-Request", "true", "HX-Current-URL", "http://evil.example/away"));
		assertThat(to(tricked.signIn("desk", "admin", PASSWORD))).endsWith("/desk");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/nowhere", "/actuator/env", "/actuator", "/api-docs", "/error", "/desks", "/setup/unknown" })
	void deniesWhatNoDoorLetsIn(String path) {
		HttpResponse<String> answer = new Visitor(this.port).get(path);
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.body()).doesNotContain("Exception");
	}

	@Test
	void letsEverybodySeeTheStartPageAndTheHealth() {
		assertThat(new Visitor(this.port).get("/").body()).contains("/desk", "/counter", "/portal");
		assertThat(new Visitor(this.port).get("/actuator/health", Map.of()).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/desk/sign-in", "/portal/sign-in", "/counter/sign-in", "/nowhere", "/desk" })
	void tellsBrowsersToRunNothingButOurs(String path) {
		HttpResponse<String> answer = new Visitor(this.port).get(path);
		// Forms may lead to the gateway's payment page.
		assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
			.matches("default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
					+ "frame-ancestors 'none'; form-action 'self'( http://localhost:\\d+)?");
		assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(answer.body()).doesNotContain("<style", " style=", " onclick=", "<script>");
	}

	@Test
	void answersProgramsWithoutATokenByAProblem() {
		for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer wrong"))) {
			HttpResponse<String> answer = new Visitor(this.port).get("/api/v1/customers", headers);
			assertThat(answer.statusCode()).isEqualTo(401);
			assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
			assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
			assertThat(answer.body()).contains("\"status\":401", "\"detail\":\"Send a valid token");
		}
	}

	@Test
	void answersProgramsWithATokenByAProblemToo() {
		HttpResponse<String> answer = new Visitor(this.port).get("/api/v1/no-such-thing",
				Map.of("Authorization", "Bearer a-token"));
		assertThat(answer.statusCode()).isEqualTo(404);
		assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
		HttpResponse<String> denied = new Visitor(this.port).get("/api/elsewhere",
				Map.of("Authorization", "Bearer a-token"));
		assertThat(denied.statusCode()).isEqualTo(403);
		assertThat(denied.headers().firstValue("Content-Type")).contains("application/problem+json");
	}

	@Test
	void signsOut() {
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", "admin", PASSWORD);
		assertThat(to(visitor.post("/desk/admin/staff", "/desk/sign-out", Map.of())))
			.contains("/desk/sign-in?signed-out");
		assertThat(visitor.get("/desk/sign-in?signed-out").body()).contains("You are signed out.")
			.doesNotContain("session has ended");
		assertThat(to(visitor.get("/desk/admin/staff"))).contains("/desk/sign-in");
	}

	private static String to(HttpResponse<String> answer) {
		return answer.headers().firstValue("Location").orElse("nowhere: " + answer.statusCode());
	}

}

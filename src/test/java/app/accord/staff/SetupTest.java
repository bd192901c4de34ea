package app.accord.staff;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import app.accord.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** How the first administrator gets in. */
@AccordTest
class SetupTest {

	private static final Map<String, String> FORM = Map.of("displayName", "Ada Lindqvist", "username", "Ada",
			"password", "correct horse", "repeated", "correct horse");

	@LocalServerPort
	private int port;

	@Autowired
	private Setup setup;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TestDatabase database;

	@Autowired
	private MovableClock clock;

	@BeforeEach
	void nobodyYet() throws SQLException {
		// By the owner: the program itself may not forget anybody.
		try (Connection owner = this.database.connect(); Statement statement = owner.createStatement()) {
			statement.execute("delete from staff_member");
		}
	}

	@Test
	void createsTheFirstAdministratorOnce() {
		String link = this.setup.link().orElseThrow();
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.post(link, link, FORM).statusCode()).isEqualTo(302);
		assertThat(visitor.signIn("desk", "ada", "correct horse").statusCode()).isEqualTo(302);
		assertThat(visitor.get("/desk/admin/staff").statusCode()).isEqualTo(200);
		assertThat(visitor.get(link).statusCode()).isEqualTo(404);
		assertThat(this.setup.link()).isEmpty();
	}

	@Test
	void saysWhatIsWrongAndKeepsTheLinkAndWhatWasTyped() {
		String link = this.setup.link().orElseThrow();
		Visitor visitor = new Visitor(this.port);
		HttpResponse<String> differ = visitor.post(link, link,
				Map.of("displayName", "Ada", "username", "ada", "password", "correct horse", "repeated", "other"));
		assertThat(differ.statusCode()).isEqualTo(422);
		assertThat(differ.body()).contains("The two passwords differ").contains("value=\"ada\"");
		HttpResponse<String> tooShort = visitor.post(link, link,
				Map.of("displayName", "Ada", "username", "ada", "password", "short", "repeated", "short"));
		assertThat(tooShort.body()).contains("at least 8 characters");
		HttpResponse<String> noName = visitor.post(link, link, Map.of("displayName", " ", "username", "a b", "password",
				"correct horse", "repeated", "correct horse"));
		assertThat(noName.body()).contains("A user name has 1 to 60");
		assertThat(visitor.post(link, link, FORM).statusCode()).isEqualTo(302);
	}

	@Test
	void endsAfterADayAndWithTheNextLink() {
		String first = this.setup.link().orElseThrow();
		String second = this.setup.link().orElseThrow();
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.get(first).statusCode()).isEqualTo(404);
		assertThat(visitor.get(second).statusCode()).isEqualTo(200);
		this.clock.move(Setup.VALID);
		assertThat(visitor.get(second).statusCode()).isEqualTo(404);
	}

	@Test
	void keepsNoTokenInTheClear() {
		String token = this.setup.link().orElseThrow().substring("/setup/".length());
		assertThat(this.jdbc.sql("select token_hash from setup_link").query(String.class).list()).doesNotContain(token)
			.allMatch((hash) -> hash.matches("[0-9a-f]{64}"));
	}

}

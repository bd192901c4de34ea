package app.accord.desk;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody types on purpose is answered with a sentence, never with a failure. */
@AccordTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangeInputTest {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Positions positions;

	private AccountNumber account;

	private Visitor supervisor;

	private String page;

	@BeforeAll
	void aSupervisorOpensACustomer() {
		Cast cast = Cast.of(this.program);
		cast.bean(Staff.class).create("sam", "Sam Reyes", StaffRole.SUPERVISOR, Cast.PASSWORD);
		cast.product("MUG", "Mug", "9.00");
		this.account = cast.customer("Marisol", "Okafor", "(212) 555-0142", "marisol");
		this.supervisor = new Visitor(this.port);
		this.supervisor.signIn("desk", "sam", Cast.PASSWORD);
		this.page = "/desk/customers/" + this.account.customer();
	}

	@Test
	void aCharacterThatNoDatabaseKeepsIsLeftOut() {
		HttpResponse<String> answer = this.supervisor.post(this.page + "/credits/new", this.page + "/credits",
				Map.of("account", this.account.toString(), "amount", "5.00", "reason", "Out\u0000age", "idempotencyKey",
						UUID.randomUUID().toString()));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(Cast.dollars("-5.00"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "+300000-01-01T00:00", "+999999999-12-31T23:59", "-20000-01-01T00:00" })
	void aPriceCannotStartInAYearThatNobodyMeans(String startsAt) {
		HttpResponse<String> answer = this.supervisor.post("/desk/prices/products/MUG",
				"/desk/prices/products/MUG/prices",
				Map.of("amount", "5.00", "currency", "USD", "startsAt", startsAt, "endsAt", "", "reason", ""));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("between the years 1900 and 3000");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/entries", "/payments", "/bills", "/purchases", "/history" })
	void aPageFarOutIsBroughtBack(String list) {
		for (String number : new String[] { "-2147483648", "-1", "0", "2147483647" }) {
			assertThat(this.supervisor.get(this.page + list + "?page=" + number).statusCode()).as(list + number)
				.isEqualTo(200);
		}
	}

	@Test
	void aCardNumberIsNotKept() {
		HttpResponse<String> answer = this.supervisor.post(this.page + "/credits/new", this.page + "/credits",
				Map.of("account", this.account.toString(), "amount", "5.00", "reason", "card 4242 4242 4242 4242",
						"idempotencyKey", UUID.randomUUID().toString()));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(answer.body()).contains("looks like a card number").doesNotContain("4242 4242");
	}

}

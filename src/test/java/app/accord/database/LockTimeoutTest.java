package app.accord.database;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import app.accord.billing.Ledger;
import app.accord.customer.AccountNumber;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody holds an account's row for longer than anybody waits. */
@AccordTest
class LockTimeoutTest {

	private static final String TOKEN = "a-token-for-the-waiting";

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Ledger ledger;

	@Autowired
	private TransactionTemplate transaction;

	@Test
	void isSaidInASentenceAndNothingIsDone() {
		AccountNumber account = Cast.of(this.program).owing("Lotte", "Lang", "20.00");
		this.program.getBean(ApiTokens.class).allow("waiting", TOKEN);
		this.program.getBean(Staff.class).create("lock-agent", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
		Visitor agent = new Visitor(this.port);
		this.transaction.executeWithoutResult((status) -> {
			this.ledger.lock(account);
			try {
				HttpResponse<String> program = pay(account);
				assertThat(program.statusCode()).isEqualTo(503);
				assertThat(program.body()).contains("Many requests wait for the same account", "Idempotency-Key");
				agent.signIn("desk", "lock-agent", Cast.PASSWORD);
				String page = "/desk/customers/" + account.customer();
				HttpResponse<String> credited = agent.post(page, page + "/credits",
						Map.of("account", account.toString(), "amount", "5.00", "reason", "Goodwill for it",
								"idempotencyKey", "lock-timeout-test"));
				assertThat(credited.statusCode()).isEqualTo(503);
				assertThat(credited.body()).contains("Somebody else is at work on the same account");
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		assertThat(this.ledger.count(account)).isEqualTo(1);
	}

	private HttpResponse<String> pay(AccountNumber account) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.port + "/api/v1/accounts/" + account + "/payments"))
				.header("Authorization", "Bearer " + TOKEN)
				.header("Content-Type", "application/json")
				.header("Idempotency-Key", "lock-timeout-test-api")
				.POST(HttpRequest.BodyPublishers
					.ofString("{\"amount\": \"5.00\", \"currency\": \"USD\", \"method\": \"CASH\"}"))
				.build(), HttpResponse.BodyHandlers.ofString());
	}

}

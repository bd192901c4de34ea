package app.accord.stories;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.billing.LedgerChecks;
import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.job.Jobs;
import app.accord.message.Message;
import app.accord.message.Messages;
import app.accord.payment.Charging;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.Payments;
import app.accord.payment.PaysOnPage;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Misbehaviour.ReportFault;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static app.accord.stories.Channels.page;
import static app.accord.stories.Channels.to;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Story F. Otto Brandt renews his domains. The payment gateway fails four times, each
 * time in another way; whomever he asks, he is told one thing, and he is charged once.
 */
@AccordTest(properties = { "accord.gateway.connect-timeout=2s", "accord.gateway.read-timeout=2s" })
class WasIChargedTest {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Sandbox sandbox;

	@Autowired
	private Charging charging;

	@Autowired
	private Payments payments;

	@Autowired
	private Messages messages;

	@Autowired
	private Jobs jobs;

	@Autowired
	private MovableClock clock;

	private AccountNumber account;

	private Channels channels;

	@BeforeEach
	void ottoOwesForHisDomains() {
		this.clock.reset();
		this.sandbox.misbehaviour().behave();
		this.sandbox.misbehaviour().reports(Set.of(ReportFault.LOST));
		Cast cast = Cast.of(this.program);
		this.account = cast.customer("Otto", "Brandt", "(212) 555-0171", "otto-domains");
		cast.bill(this.account, "38.40", this.program.getBean(BusinessCalendar.class).today().plusDays(9),
				"otto-brandt.example, two years");
		this.channels = new Channels(this.program, this.port, this.account, "otto-domains");
	}

	@AfterEach
	void theBooksAreRight() {
		this.sandbox.misbehaviour().behave();
		this.sandbox.refuseConnections(false);
		this.clock.reset();
		assertThat(this.program.getBean(LedgerChecks.class).violations()).isEmpty();
	}

	@Test
	void theGatewayFailsFourTimesAndEverybodyTellsOneThing() {
		this.channels.tellBalance("38.40");

		// The first time the gateway does not answer at all.
		this.sandbox.refuseConnections(true);
		to(this.channels.pay());
		this.sandbox.refuseConnections(false);
		assertThat(this.channels.tellVerdict("NOT_CHARGED")).contains("Nothing was charged of the $38.40",
				"did not reach the bank");
		this.channels.tellBalance("38.40");

		// The second time it breaks down while it opens its page.
		this.sandbox.misbehaviour().plan(this.account.toString(), Operation.PAGE, Fault.FAIL);
		to(this.channels.pay());
		assertThat(this.channels.tellVerdict("NOT_CHARGED")).contains("did not reach the bank");

		// The third time the page opens, and the bank says no.
		String page = to(this.channels.pay());
		assertThat(page).startsWith(this.sandbox.url());
		assertThat(this.channels.tellVerdict("WAITING_FOR_CUSTOMER")).contains("Nothing has been charged yet");
		PaysOnPage.post(page, "card=" + TestCard.NO_FUNDS.tail());
		PaysOnPage.post(page + "/leave", "");
		assertThat(this.channels.tellVerdict("NOT_CHARGED")).contains("not enough money on the card");

		// The fourth time he is charged, and the answer is lost.
		page = to(this.channels.pay());
		AttemptNumber fourth = this.channels.payment();
		this.sandbox.misbehaviour().always(Operation.ASK, Fault.FAIL);
		PaysOnPage.post(page, "card=" + TestCard.GOOD.tail());
		String asking = this.channels.tellVerdict("ASKING");
		assertThat(asking).contains("The bank has not told us yet", "You get the answer by", "don’t pay again");
		this.channels.tellBalance("38.40");
		nobodyTakesItAgain(fourth);

		// Support asks at once, the program after five minutes: nobody knows yet.
		this.channels.biller()
			.post("/desk/payments/unsettled", "/desk/payments/unsettled/" + fourth + "/ask", Map.of());
		this.channels.tellVerdict("ASKING");
		later(Duration.ofMinutes(6));
		assertThat(this.channels.tellVerdict("ASKING")).as("the answer comes later").isNotEqualTo(asking);
		assertThat(mails(fourth)).isEmpty();

		// The gateway finds its tongue; nobody looks, and yet an hour later all know, and
		// he has mail.
		this.sandbox.misbehaviour().always(Operation.ASK, null);
		later(Duration.ofMinutes(62));
		PaymentAttempt charged = this.charging.read(fourth);
		assertThat(charged.state()).isEqualTo(PaymentAttempt.State.SUCCEEDED);
		String verdict = this.channels.tellVerdict("CHARGED");
		assertThat(verdict).contains("$38.40 was charged once to Visa •••• 4242", charged.receipt().toString());
		this.channels.tellBalance("0.00");
		assertThat(mails(fourth)).singleElement().satisfies((mail) -> {
			assertThat(mail.subject()).contains("Charged once: $38.40");
			assertThat(mail.text()).contains(verdict, "$0.00");
		});

		// The gateway took it twice: that is found in its books and goes back by itself.
		this.sandbox.captureAgain(charged.attemptId());
		assertThat(this.sandbox.capturedTwice()).isNotEmpty();
		this.jobs.run("Compare with the gateway’s books");
		this.channels.tellVerdict("CHARGED");
		this.channels.tellBalance("0.00");
		assertThat(takenAtTheGateway()).isEqualTo(3840L);
		String history = page(this.channels.agent(), "/desk/customers/" + this.account.customer() + "/payments").text();
		assertThat(history).contains(charged.receipt().toString());
		assertThat(page(this.channels.customer(), "/portal/receipts/" + charged.receipt()).text()).contains("$38.40");

		// The two receipts are the payment and what went back at once.
		assertThat(this.payments.count(this.account)).isEqualTo(2);
		assertThat(page(this.channels.customer(), "/portal/history").text()).contains("goes back to the card");
		later(Duration.ofDays(6));
		assertThat(mails(fourth)).hasSize(1);
		this.channels.tellBalance("0.00");
	}

	/** Whoever is asked to take the money again does not. */
	private void nobodyTakesItAgain(AttemptNumber open) {
		assertThat(this.channels.offersToPay()).isFalse();
		String portal = "/portal/accounts/" + this.account + "/payment";
		var again = this.channels.customer()
			.post("/portal", portal, Map.of("amount", "38.40", "idempotencyKey", "in another tab"));
		assertThat(again.statusCode()).isEqualTo(422);
		assertThat(again.body()).contains(open.toString(), "don’t pay again");
		assertThat(page(this.channels.agent(), "/desk/customers/" + this.account.customer()).text())
			.contains("take no second payment");
		String till = "/counter/customers/" + this.account.customer();
		assertThat(page(this.channels.clerk(), till).select(".standing-actions button")).isEmpty();
		var cash = this.channels.clerk()
			.post("/counter", till + "/payments",
					Map.of("account", this.account.toString(), "amount", "38.40", "idempotencyKey", "in the shop"));
		assertThat(cash.statusCode()).isEqualTo(422);
		assertThat(cash.body()).contains("is being checked with the bank");
		assertThat(this.payments.count(this.account)).isZero();
	}

	private void later(Duration time) {
		this.clock.move(time);
		this.jobs.run("Ask the bank about unsettled payments");
		this.jobs.run("Send messages");
	}

	/** What he was told of a payment by mail. */
	private List<Message> mails(AttemptNumber payment) {
		return this.messages.sent(this.account.customerId(), 0, 20)
			.items()
			.stream()
			.filter((mail) -> mail.text().contains(payment.toString()))
			.toList();
	}

	private long takenAtTheGateway() {
		return this.sandbox.captured().values().stream().mapToLong(Long::longValue).sum() - this.before;
	}

	private long before;

	@BeforeEach
	void whatTheGatewayHadBefore() {
		this.before = this.sandbox.captured().values().stream().mapToLong(Long::longValue).sum();
	}

}

package app.accord.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.payment.PaymentAttempt.State;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import com.stripe.net.Webhook;
import org.joda.money.Money;
import tools.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** The program with Stripe, or what answers like it over HTTP. */
@AccordTest(properties = { "accord.stripe.key=sk_test_accord", "accord.stripe.webhook-secret=whsec_accord",
		"accord.gateway.read-timeout=800ms" })
class StripeTest {

	private static final FakeStripe STRIPE = new FakeStripe();

	private static final Actor MARISOL = new Actor(ActorKind.CUSTOMER, "marisol", "Marisol Okafor", Channel.PORTAL);

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Charging charging;

	@Autowired
	private CardRefunds refunds;

	@Autowired
	private AskingAgain asking;

	@Autowired
	private Reconciling reconciling;

	@Autowired
	private Positions positions;

	@Autowired
	private Payments payments;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private MovableClock clock;

	private AccountNumber account;

	@DynamicPropertySource
	static void stripe(DynamicPropertyRegistry properties) {
		properties.add("accord.stripe.api-base", STRIPE::url);
	}

	@BeforeEach
	void marisolOwesHundredTen() {
		this.clock.reset();
		this.account = Cast.of(this.program).owing("Marisol", "Okafor", "110.27");
	}

	@AfterEach
	void theBooksAreRight() {
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void aCustomerPaysOnStripesPageAndTheSignedEventSettlesIt() throws Exception {
		PaymentAttempt attempt = open(true);
		assertThat(attempt.state()).isEqualTo(State.REQUIRES_ACTION);
		assertThat(attempt.pageUrl()).startsWith("https://checkout.stripe.com/");
		assertThat(this.charging.look(attempt.number()).state()).isEqualTo(State.REQUIRES_ACTION);
		STRIPE.pay(attempt.pageReference(), "4242");
		String event = STRIPE.event("checkout.session.completed", STRIPE.object(attempt.pageReference()));
		assertThat(report(event, null)).isEqualTo(400);
		assertThat(report(event, Webhook.Signature.generateSignatureHeader(event, "whsec_other"))).isEqualTo(400);
		assertThat(report(event,
				Webhook.Signature.generateSignatureHeader(event, "whsec_accord", Webhook.Util.getTimeNow() - 301)))
			.isEqualTo(400);
		assertThat(this.payments.count(this.account)).isZero();
		for (int i = 0; i < 3; i++) {
			assertThat(report(event, Webhook.Signature.generateSignatureHeader(event, "whsec_accord"))).isEqualTo(204);
		}
		PaymentAttempt paid = this.charging.read(attempt.number());
		assertThat(paid.state()).isEqualTo(State.SUCCEEDED);
		assertThat(paid.methodLabel()).isEqualTo("Visa •••• 4242");
		assertThat(paid.card().token()).isEqualTo("cus_1/pm_4242");
		assertThat(this.payments.count(this.account)).isOne();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void aKeptCardIsChargedWithoutTheCustomerOrDeclinedWithStripesReason() {
		assertThat(charge("20.00", "cus_1/pm_4242").state()).isEqualTo(State.SUCCEEDED);
		PaymentAttempt declined = charge("30.00", "cus_1/pm_no_funds");
		assertThat(declined.declineCode()).isEqualTo(DeclineCode.INSUFFICIENT_FUNDS);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("90.27"));
	}

	@Test
	void aReaderAsksForTheCardAndStripeTellsTheVerdict() {
		ObjectNode reader = STRIPE.reader("Front counter");
		assertThat(this.program.getBean(CardTerminals.class).list()).extracting(CardTerminal::name)
			.contains("Front counter");
		PaymentAttempt attempt = atReader(reader, "20.00");
		assertThat(attempt.state()).isEqualTo(State.REQUIRES_ACTION);
		assertThat(STRIPE.requests())
			.contains("POST terminal/readers/" + reader.get("id").asString() + "/process_payment_intent");
		assertThat(this.charging.look(attempt.number()).state()).isEqualTo(State.REQUIRES_ACTION);
		STRIPE.tap(reader, "4242");
		PaymentAttempt paid = this.charging.look(attempt.number());
		assertThat(paid.state()).isEqualTo(State.SUCCEEDED);
		assertThat(paid.methodLabel()).isEqualTo("Visa •••• 4242");
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("90.27"));

		PaymentAttempt poor = atReader(reader, "30.00");
		STRIPE.refuse(reader, "insufficient_funds");
		assertThat(this.charging.look(poor.number()).declineCode()).isEqualTo(DeclineCode.INSUFFICIENT_FUNDS);
		PaymentAttempt left = atReader(reader, "30.00");
		STRIPE.red(reader);
		assertThat(this.charging.look(left.number()).declineCode()).isEqualTo(DeclineCode.CALLED_OFF);
		PaymentAttempt calledOff = atReader(reader, "30.00");
		assertThat(this.charging.callOff(calledOff.number()).declineCode()).isEqualTo(DeclineCode.CALLED_OFF);
		assertThat(reader.get("action").isNull()).isTrue();
		reader.put("status", "offline");
		assertThat(atReader(reader, "30.00").declineCode()).isEqualTo(DeclineCode.TERMINAL_OFF);
		assertThat(this.payments.count(this.account)).isOne();
	}

	@Test
	void aLostAnswerBeforeTheReaderWasToldHasChargedNobody() {
		ObjectNode reader = STRIPE.reader("Back counter");
		STRIPE.fail("500 after");
		assertThat(atReader(reader, "20.00").declineCode()).isEqualTo(DeclineCode.NOT_REACHED);
		assertThat(reader.get("action").isNull()).isTrue();
	}

	private PaymentAttempt atReader(ObjectNode reader, String amount) {
		return this.charging.inShop(this.account, usd(amount), CardWay.terminal(reader.get("id").asString()), null,
				MARISOL, UUID.randomUUID().toString());
	}

	@Test
	void anAnswerThatWasLostIsFoundByOurIdAndNeverMadeAgain() {
		STRIPE.fail("500 after");
		PaymentAttempt lost = charge("20.00", "cus_1/pm_4242");
		assertThat(lost.state()).isEqualTo(State.UNKNOWN);
		long posts = posts();
		assertThat(this.charging.look(lost.number()).state()).isEqualTo(State.SUCCEEDED);
		STRIPE.fail("hang after");
		PaymentAttempt hung = charge("21.00", "cus_1/pm_4242");
		assertThat(hung.state()).isEqualTo(State.UNKNOWN);
		this.clock.move(Duration.ofMinutes(6));
		this.asking.run();
		assertThat(this.charging.read(hung.number()).state()).isEqualTo(State.SUCCEEDED);
		assertThat(posts()).isEqualTo(posts + 1);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("69.27"));
	}

	@Test
	void tooManyRequestsAreSurelyNotDoneAndALockedKeyIsInDoubt() {
		STRIPE.fail("429");
		assertThat(charge("1.00", "cus_1/pm_4242").declineCode()).isEqualTo(DeclineCode.BUSY);
		STRIPE.fail("409");
		assertThat(charge("1.00", "cus_1/pm_4242").state()).isEqualTo(State.UNKNOWN);
	}

	@Test
	void aPageWhoseAnswerWasLostIsFoundAndAnotherWayCallsItOff() {
		STRIPE.fail("500 after");
		PaymentAttempt attempt = open(false);
		assertThat(attempt.state()).isEqualTo(State.REQUIRES_ACTION);
		assertThat(this.charging.callOff(attempt.number()).declineCode()).isEqualTo(DeclineCode.CALLED_OFF);
		assertThat(STRIPE.object(attempt.pageReference()).get("status").asString()).isEqualTo("expired");
		PaymentAttempt second = open(false);
		STRIPE.pay(second.pageReference(), "4242");
		assertThat(this.charging.callOff(second.number()).state()).isEqualTo(State.SUCCEEDED);
	}

	@Test
	void moneyGoesBackOnceAndWhatStripesDashboardDidIsFound() throws Exception {
		PaymentAttempt paid = charge("110.27", "cus_1/pm_4242");
		STRIPE.fail("500 after");
		CardRefund refund = this.refunds.refund(paid.receipt(), usd("10.27"), "Too much", Settling.byItself(), "r1");
		assertThat(refund.state()).isEqualTo(CardRefund.State.UNKNOWN);
		this.clock.move(Duration.ofMinutes(6));
		this.asking.run();
		assertThat(this.refunds.of(this.account, 1).getFirst().state()).isEqualTo(CardRefund.State.SUCCEEDED);
		this.clock.reset();
		STRIPE.refundAtDashboard(paid.gatewayReference(), 2000);
		this.reconciling.run();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("30.27"));
		String event = STRIPE.event("charge.dispute.created",
				STRIPE.dispute(paid.gatewayReference(), "needs_response"));
		assertThat(report(event, Webhook.Signature.generateSignatureHeader(event, "whsec_accord"))).isEqualTo(204);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("140.54"));
	}

	private PaymentAttempt open(boolean save) {
		return this.charging.open(this.account, usd("110.27"), save, null, "http://localhost/back/{payment}",
				"marisol@example.com", MARISOL, UUID.randomUUID().toString());
	}

	private PaymentAttempt charge(String amount, String token) {
		return this.charging.charge(this.account, usd(amount), new CardOnFile(token, "Visa", "4242", null), null,
				MARISOL, UUID.randomUUID().toString());
	}

	private static long posts() {
		return STRIPE.requests().stream().filter((request) -> request.startsWith("POST payment_intents")).count();
	}

	private int report(String body, String signature) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.port + "/webhooks/payments"))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (signature != null) {
			request.header("Stripe-Signature", signature);
		}
		try (HttpClient http = HttpClient.newHttpClient()) {
			return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
		}
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

package app.accord.payment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Timeline;
import app.accord.payment.PaymentAttempt.State;
import app.accord.refusal.Refusal;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Misbehaviour.ReportFault;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of payments when the gateway misbehaves, one thing at a time. */
@AccordTest(properties = { "accord.gateway.connect-timeout=2s", "accord.gateway.read-timeout=2s" })
class GatewayTest {

	private static final Actor ADA = new Actor(ActorKind.STAFF, "agent", "Ada Lindqvist", Channel.DESK);

	private static int employees;

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
	private UnsettledPayments unsettled;

	@Autowired
	private PaymentAttempts attempts;

	@Autowired
	private Captures captures;

	@Autowired
	private Verdicts verdicts;

	@Autowired
	private Payments payments;

	@Autowired
	private Positions positions;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Sandbox sandbox;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private MovableClock clock;

	private AccountNumber account;

	@BeforeEach
	void marisolOwesHundredTen() {
		this.clock.reset();
		this.sandbox.misbehaviour().times(Duration.ofMillis(2300), Duration.ofMillis(50));
		this.sandbox.misbehaviour().reports(Set.of(ReportFault.LOST));
		this.account = Cast.of(this.program).owing("Marisol", "Okafor", "110.27");
	}

	@AfterEach
	void theBooksAreRight() {
		this.sandbox.misbehaviour().behave();
		this.sandbox.refuseConnections(false);
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void aGatewayThatHangsAfterChargingIsAskedAgainInFiveMinutes() {
		plan(Operation.CHARGE, Fault.ACCEPT_THEN_HANG);
		PaymentAttempt attempt = charge("110.27", TestCard.GOOD);
		assertThat(attempt.state()).isEqualTo(State.UNKNOWN);
		this.clock.move(Duration.ofMinutes(4));
		this.asking.run();
		assertThat(again(attempt).state()).isEqualTo(State.UNKNOWN);
		this.clock.move(Duration.ofMinutes(2));
		this.asking.run();
		assertThat(again(attempt).state()).isEqualTo(State.SUCCEEDED);
		assertThat(this.payments.count(this.account)).isOne();
	}

	@Test
	void whatTheGatewayNeverHeardOfIsDeclinedOnceItCanNoLongerArrive() {
		plan(Operation.CHARGE, Fault.CLOSE);
		PaymentAttempt attempt = charge("110.27", TestCard.GOOD);
		assertThat(attempt.state()).isEqualTo(State.UNKNOWN);
		assertThat(this.charging.look(attempt.number()).state()).isEqualTo(State.UNKNOWN);
		this.clock.move(Duration.ofMinutes(6));
		this.asking.run();
		assertThat(again(attempt).declineCode()).isEqualTo(DeclineCode.NOT_REACHED);
	}

	@Test
	void aGatewayThatRefusesConnectionsOrIsBusyHasSurelyChargedNothing() {
		this.sandbox.refuseConnections(true);
		assertThat(charge("1.00", TestCard.GOOD).declineCode()).isEqualTo(DeclineCode.NOT_REACHED);
		this.sandbox.refuseConnections(false);
		plan(Operation.CHARGE, Fault.BUSY);
		assertThat(charge("1.00", TestCard.GOOD).declineCode()).isEqualTo(DeclineCode.BUSY);
		plan(Operation.CHARGE, Fault.CONFLICT);
		assertThat(charge("1.00", TestCard.GOOD).state()).isEqualTo(State.UNKNOWN);
	}

	@Test
	void nobodyPaysWhileTheBankIsBeingAskedAndIsToldWhy() {
		plan(Operation.CHARGE, Fault.ACCEPT_THEN_HANG);
		PaymentAttempt attempt = charge("110.27", TestCard.GOOD);
		plan(Operation.ASK, Fault.FAIL);
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> charge("110.27", TestCard.GOOD))
			.withMessageContaining(attempt.number().toString())
			.withMessageContaining("don’t pay again");
		plan(Operation.ASK, Fault.FAIL);
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.charging.clearTheWay(this.account, ADA));
		this.charging.clearTheWay(this.account, ADA);
		assertThat(again(attempt).state()).isEqualTo(State.SUCCEEDED);
	}

	@Test
	void afterTheLastTryAPersonFindsOut() {
		plan(Operation.CHARGE, Fault.ACCEPT_THEN_HANG);
		PaymentAttempt attempt = charge("110.27", TestCard.GOOD);
		this.sandbox.misbehaviour().always(Operation.ASK, Fault.FAIL);
		for (Duration pause : Settling.ASK_AGAIN) {
			assertThat(again(attempt).forPersonSince()).isNull();
			assertThat(this.verdicts.of(this.account).answerBy()).isNotNull();
			this.clock.move(pause.plusSeconds(1));
			this.asking.run();
		}
		assertThat(again(attempt).forPersonSince()).isNotNull();
		assertThat(this.verdicts.of(this.account).sentence()).contains("One of us is finding out");
		assertThat(this.unsettled.list()).extracting(PaymentAttempt::number).contains(attempt.number());
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.unsettled.resolve(attempt.number(), false, null, " ", Settling.byItself()));
		this.unsettled.resolve(attempt.number(), false, null, "Dashboard shows no charge", Settling.byItself());
		assertThat(again(attempt).state()).isEqualTo(State.DECLINED);
		// The person was wrong: what was said stays true, and the money goes back.
		this.sandbox.misbehaviour().always(Operation.ASK, null);
		this.reconciling.run();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("110.27"));
		CardRefund back = this.refunds.of(this.account, 1).getFirst();
		assertThat(back.origin()).isEqualTo(CardRefund.Origin.SURPLUS);
		assertThat(back.state()).isEqualTo(CardRefund.State.SUCCEEDED);
	}

	@Test
	void aBillerSettlesByHandWhatTheGatewayDoesNotAnswerFor() {
		plan(Operation.CHARGE, Fault.ACCEPT_THEN_HANG);
		PaymentAttempt attempt = charge("110.27", TestCard.GOOD);
		this.sandbox.misbehaviour().always(Operation.ASK, Fault.FAIL);
		String page = "/desk/payments/unsettled";
		String path = page + "/" + attempt.number();
		assertThat(employee(StaffRole.AGENT).get(page).statusCode()).isEqualTo(403);
		Visitor biller = employee(StaffRole.BILLER);
		assertThat(row(biller, attempt)).contains("Marisol Okafor", "$110.27", "Ask now", "Settle by hand");
		biller.post(page, path + "/ask", Map.of());
		assertThat(again(attempt).state()).isEqualTo(State.UNKNOWN);
		for (Map<String, String> wrong : List.of(Map.of("evidence", "Dashboard"),
				Map.of("outcome", "perhaps", "evidence", "Dashboard"),
				Map.of("outcome", "charged", "evidence", "Dashboard"),
				Map.of("outcome", "charged", "evidence", "Dashboard", "reference", "?"),
				Map.of("outcome", "not-charged", "evidence", " "),
				Map.of("outcome", "not-charged", "evidence", "x".repeat(501)))) {
			assertThat(biller.post(page, path + "/resolution", wrong).statusCode()).isEqualTo(302);
			assertThat(again(attempt).state()).as(wrong.toString()).isEqualTo(State.UNKNOWN);
		}
		assertThat(biller.post(page, page + "/P-1-1-1/resolution", Map.of("outcome", "not-charged", "evidence", "x"))
			.statusCode()).isEqualTo(404);
		Map<String, String> seen = Map.of("outcome", "charged", "reference", "ch_77A1", "evidence", "Dashboard, 14:02");
		assertThat(employee(StaffRole.AGENT).post("/desk", path + "/resolution", seen).statusCode()).isEqualTo(403);
		biller.post(page, path + "/resolution", seen);
		assertThat(again(attempt).state()).isEqualTo(State.SUCCEEDED);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.verdicts.of(this.account).code()).isEqualTo(Verdict.Code.CHARGED);
		assertThat(Jsoup.parse(biller.get(page).body()).text()).contains(attempt.number() + " is settled");
		assertThat(row(biller, attempt)).isEmpty();
		assertThat(this.program.getBean(Timeline.class)
			.page(this.account.customerId(), Audience.CUSTOMER, List.of(), 0, 20))
			.noneMatch((entry) -> entry.summary().contains("by hand"));
		biller.post(page, path + "/resolution", seen);
		assertThat(this.payments.count(this.account)).isOne();
	}

	private static String row(Visitor visitor, PaymentAttempt attempt) {
		return Jsoup.parse(visitor.get("/desk/payments/unsettled").body())
			.select("tr:contains(" + attempt.number() + ")")
			.text();
	}

	private Visitor employee(StaffRole role) {
		String username = "gateway-" + ++employees;
		this.program.getBean(Staff.class).create(username, "Grace Oyelaran", role, Cast.PASSWORD);
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", username, Cast.PASSWORD);
		return visitor;
	}

	@Test
	void aSecondCaptureIsFoundInTheBooksAndGivenBack() {
		plan(Operation.CHARGE, Fault.CAPTURE_TWICE);
		charge("110.27", TestCard.GOOD);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		this.reconciling.run();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.refunds.of(this.account, 5)).singleElement()
			.satisfies((refund) -> assertThat(refund.reason()).startsWith("Charged a second time"));
		Reconciling.Report report = this.reconciling.newest(1).getFirst();
		assertThat(report.mended()).isOne();
		assertThat(this.reconciling.differences(report.id())).singleElement()
			.satisfies((difference) -> assertThat(difference.told()).contains("given back"));
		long again = this.reconciling.run();
		assertThat(this.reconciling.differences(again)).isEmpty();
	}

	@Test
	void reportsAreTakenOnceAndForgedOrStaleOnesNotAtAll() {
		this.sandbox.misbehaviour()
			.reports(Set.of(ReportFault.FIVE_TIMES, ReportFault.FORGED, ReportFault.TIME_OFF,
					ReportFault.UNKNOWN_OBJECTS, ReportFault.REVERSED));
		PaymentAttempt attempt = open("110.27");
		PaysOnPage.pay(attempt, TestCard.GOOD);
		this.sandbox.sendReports();
		assertThat(again(attempt).state()).isEqualTo(State.SUCCEEDED);
		assertThat(this.payments.count(this.account)).isOne();
		String door = "http://localhost:" + this.port + "/webhooks/payments";
		String body = "{\"id\":\"ev_1\",\"type\":\"intent.succeeded\",\"intent\":\"" + attempt.attemptId() + "\"}";
		assertThat(PaysOnPage.send(door, body, null)).isEqualTo(400);
		assertThat(PaysOnPage.send(door, body, "t=1,v1=" + "0".repeat(64))).isEqualTo(400);
	}

	@Test
	void aCustomerConfirmsWithTheBankOrDoesNot() {
		PaymentAttempt attempt = open("110.27");
		PaysOnPage.pay(attempt, TestCard.CHALLENGE);
		assertThat(this.charging.look(attempt.number()).state()).isEqualTo(State.REQUIRES_ACTION);
		PaysOnPage.confirm(attempt, false);
		PaysOnPage.leave(attempt);
		assertThat(this.charging.look(attempt.number()).declineCode()).isEqualTo(DeclineCode.NOT_CONFIRMED);
		PaymentAttempt second = open("110.27");
		PaysOnPage.pay(second, TestCard.CHALLENGE);
		PaysOnPage.confirm(second, true);
		assertThat(this.charging.look(second.number()).state()).isEqualTo(State.SUCCEEDED);
	}

	@Test
	void aPageThatNobodyPaysOnIsClosed() {
		PaymentAttempt attempt = open("110.27");
		this.clock.move(Charging.PAGE_OPEN.plusMinutes(2));
		this.asking.run();
		assertThat(again(attempt).declineCode()).isEqualTo(DeclineCode.LEFT_PAGE);
		PaysOnPage.pay(attempt, TestCard.GOOD);
		this.reconciling.run();
		assertThat(this.payments.count(this.account)).isZero();
	}

	@Test
	void moneyGoesBackToTheCardOnceHoweverTheAnswerIsLost() {
		PaymentAttempt paid = charge("110.27", TestCard.GOOD);
		plan(null, Operation.REFUND, Fault.ACCEPT_THEN_HANG);
		CardRefund refund = this.refunds.refund(paid.receipt(), usd("10.27"), "Wrong amount", ADA, "refund 1");
		assertThat(refund.state()).isEqualTo(CardRefund.State.UNKNOWN);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("10.27"));
		assertThat(this.refunds.refund(paid.receipt(), usd("10.27"), "Wrong amount", ADA, "refund 1").refundId())
			.isEqualTo(refund.refundId());
		this.clock.move(Duration.ofMinutes(6));
		this.asking.run();
		assertThat(this.refunds.of(this.account, 1).getFirst().state()).isEqualTo(CardRefund.State.SUCCEEDED);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.refunds.refund(paid.receipt(), usd("100.01"), "Too much", ADA, "refund 2"))
			.withMessageContaining("$100.00 is left");
		plan(null, Operation.REFUND, Fault.CLOSE);
		this.refunds.refund(paid.receipt(), usd("100.00"), "The rest", ADA, "refund 3");
		this.clock.move(Duration.ofMinutes(6));
		this.asking.run();
		assertThat(this.refunds.of(this.account, 5)).extracting(CardRefund::state)
			.containsOnly(CardRefund.State.SUCCEEDED);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("110.27"));
	}

	@Test
	void whatIsPaidBackAtTheGatewayItselfIsFoundAndPosted() {
		PaymentAttempt paid = charge("110.27", TestCard.GOOD);
		this.sandbox.refund(paid.gatewayReference(), usd("50.00"));
		this.reconciling.run();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("50.00"));
		assertThat(this.refunds.of(this.account, 1).getFirst().origin()).isEqualTo(CardRefund.Origin.AT_GATEWAY);
	}

	@Test
	void aChargebackIsOwedAgainUntilTheBankDecidesForUs() {
		PaymentAttempt paid = charge("110.27", TestCard.GOOD);
		this.sandbox.misbehaviour().reports(Set.of());
		String dispute = this.sandbox.dispute(paid.gatewayReference(), "fraudulent");
		this.sandbox.sendReports();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("110.27"));
		this.sandbox.decide(dispute, true);
		this.sandbox.sendReports();
		this.reconciling.run();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.ledger.all(this.account)).extracting((entry) -> entry.kind().name())
			.containsExactly("CHARGE", "PAYMENT", "CHARGEBACK", "REVERSAL");
	}

	@Test
	void aCaptureThatNamesOurAccountButNoAttemptOfOursIsPosted() {
		PaymentAttempt paid = charge("10.00", TestCard.GOOD);
		assertThat(this.captures.findAnywhere(paid.gatewayReference())).isPresent();
		long report = this.reconciling.run();
		assertThat(this.reconciling.differences(report)).isEmpty();
	}

	private void plan(Operation operation, Fault... faults) {
		plan(this.account.toString(), operation, faults);
	}

	private void plan(String account, Operation operation, Fault... faults) {
		this.sandbox.misbehaviour().plan(account, operation, faults);
	}

	private PaymentAttempt charge(String amount, TestCard card) {
		return this.charging.charge(this.account, usd(amount), new CardOnFile(card.token(), "Visa", card.tail(), null),
				null, MARISOL, UUID.randomUUID().toString());
	}

	private PaymentAttempt open(String amount) {
		PaymentAttempt attempt = this.charging.open(this.account, usd(amount), false, null,
				"http://localhost/back/{payment}", null, MARISOL, UUID.randomUUID().toString());
		assertThat(List.of(State.REQUIRES_ACTION)).contains(attempt.state());
		return attempt;
	}

	private PaymentAttempt again(PaymentAttempt attempt) {
		return this.charging.read(attempt.number());
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

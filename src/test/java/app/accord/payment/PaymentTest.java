package app.accord.payment;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.payment.PaymentAttempt.State;
import app.accord.refusal.Refusal;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class PaymentTest {

	private static final Actor ADA = new Actor(ActorKind.STAFF, "agent", "Ada Lindqvist", Channel.DESK);

	private static final Actor MARISOL = new Actor(ActorKind.CUSTOMER, "marisol", "Marisol Okafor", Channel.PORTAL);

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TakingPayment taking;

	@Autowired
	private Charging charging;

	@Autowired
	private Verdicts verdicts;

	@Autowired
	private Sandbox sandbox;

	@Autowired
	private PaymentAttempts attempts;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private PayingOut payingOut;

	@Autowired
	private Payments payments;

	@Autowired
	private Positions positions;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	private AccountNumber account;

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
	void aReceiptStatesThePositionAfterThePayment() {
		Receipt receipt = this.taking
			.take(this.account, usd("97.06"), PaymentMethod.CARD, "terminal 7", ADA, UUID.randomUUID().toString())
			.value();
		assertThat(receipt.seq()).isEqualTo(2);
		assertThat(receipt.position().getFirst().value()).isEqualTo("13.21");
		assertThat(receipt.position().getFirst().asOf()).isEqualTo(2);
		Payment payment = this.payments.find(receipt.number()).orElseThrow();
		assertThat(payment.amount()).isEqualTo(usd("97.06"));
		assertThat(payment.actorName()).isEqualTo("Ada Lindqvist");
	}

	@Test
	void moreThanIsOwedIsKeptAsCreditAndCanBePaidBack() {
		this.taking.take(this.account, usd("120.27"), PaymentMethod.CASH, null, ADA, null);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("-10.00"));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.payingOut.refund(this.account, usd("10.01"), PaymentMethod.CASH, "asked", ADA, null))
			.withMessageContaining("$10.00 in credit");
		this.payingOut.refund(this.account, usd("10.00"), PaymentMethod.CASH, "asked", ADA, null);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void aCardPaymentIsChargedOnceAndPosted() {
		PaymentAttempt attempt = charge("110.27", TestCard.GOOD, "k1");
		assertThat(attempt.state()).isEqualTo(State.SUCCEEDED);
		assertThat(attempt.receipt()).isNotNull();
		assertThat(attempt.methodLabel()).isEqualTo("Visa •••• 4242");
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		Verdict verdict = this.verdicts.of(this.account);
		assertThat(verdict.code()).isEqualTo(Verdict.Code.CHARGED);
		assertThat(verdict.sentence()).startsWith("$110.27 was charged once to Visa •••• 4242")
			.contains(attempt.receipt().toString());
	}

	@Test
	void aDeclinedCardPostsNothingAndSaysWhy() {
		PaymentAttempt attempt = charge("110.27", TestCard.NO_FUNDS, "k2");
		assertThat(attempt.state()).isEqualTo(State.DECLINED);
		assertThat(attempt.declineCode()).isEqualTo(DeclineCode.INSUFFICIENT_FUNDS);
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
		Verdict verdict = this.verdicts.of(this.account);
		assertThat(verdict.sentence())
			.isEqualTo("Nothing was charged of the $110.27. There is not enough money on the card’s account.");
		assertThat(verdict.mayPay()).isTrue();
	}

	@Test
	void aLostAnswerIsUnknownUntilTheBankIsAskedAgain() {
		this.clock.stop(this.clock.instant());
		PaymentAttempt attempt = charge("110.27", TestCard.ANSWER_LOST, "k3");
		assertThat(attempt.state()).isEqualTo(State.UNKNOWN);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("110.27"));
		Verdict verdict = this.verdicts.of(this.account);
		assertThat(verdict.code()).isEqualTo(Verdict.Code.ASKING);
		assertThat(verdict.mayPay()).isFalse();
		assertThat(verdict.answerBy()).isEqualTo(this.clock.instant().plus(Duration.ofMinutes(5)));
		PaymentAttempt asked = this.charging.look(attempt.number());
		assertThat(asked.state()).isEqualTo(State.SUCCEEDED);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.payments.count(this.account)).isEqualTo(1);
	}

	@Test
	void theSameFormSentManyTimesAtOnceIsOneCharge() throws Exception {
		try (ExecutorService many = Executors.newFixedThreadPool(8)) {
			List<Future<PaymentAttempt>> attempts = IntStream.range(0, 50)
				.mapToObj((n) -> many.submit(() -> charge("110.27", TestCard.GOOD, "same")))
				.toList();
			UUID first = attempts.getFirst().get().attemptId();
			for (Future<PaymentAttempt> attempt : attempts) {
				assertThat(attempt.get().attemptId()).isEqualTo(first);
			}
		}
		assertThat(this.payments.count(this.account)).isEqualTo(1);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void whoPaysWhatSomebodyElseHasJustPaidGetsAPlainAnswer() {
		long seen = this.positions.of(this.account).asOf();
		PaymentAttempt first = charge("110.27", TestCard.GOOD, "tab 1");
		assertThatExceptionOfType(Charging.PaidMeanwhile.class)
			.isThrownBy(() -> this.charging.open(this.account, usd("110.27"), false, seen, "http://localhost/{payment}",
					null, MARISOL, "tab 2"))
			.withMessageStartingWith("This has been paid meanwhile: $110.27 by card, receipt " + first.receipt())
			.withMessageContaining("The balance is now $0.00");
		assertThat(this.payments.count(this.account)).isEqualTo(1);
	}

	@Test
	void aPaymentPageIsSharedByTwoTabsAndGivesWayToOthers() {
		PaymentAttempt one = open("110.27", "tab 1");
		assertThat(one.state()).isEqualTo(State.REQUIRES_ACTION);
		assertThat(one.pageUrl()).startsWith(this.sandbox.url());
		assertThat(open("110.27", "tab 2").number()).isEqualTo(one.number());
		assertThat(this.verdicts.of(this.account).code()).isEqualTo(Verdict.Code.WAITING_FOR_CUSTOMER);
		PaymentAttempt other = open("20.00", "tab 3");
		assertThat(other.number()).isNotEqualTo(one.number());
		assertThat(this.charging.read(one.number()).declineCode()).isEqualTo(DeclineCode.CALLED_OFF);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.charging.charge(this.account, usd("5.00"), card(TestCard.GOOD), null,
					Actor.system("Auto-pay"), "auto"))
			.withMessageContaining("is on the payment page");
	}

	@Test
	void anAttemptThatWasGivenUpBeforeItWasSentIsNotChargedAnyMore() {
		PaymentAttempt noted = this.transaction.execute((status) -> this.attempts.create(UUID.randomUUID(),
				this.account, usd("110.27"), PaymentAttempt.Way.SAVED_CARD, "sandbox", card(TestCard.GOOD), null, false,
				MARISOL, this.calendar.now()));
		this.clock.move(Duration.ofMinutes(1));
		assertThat(this.charging.latest(this.account).orElseThrow().declineCode()).isEqualTo(DeclineCode.NOT_SENT);
		assertThat(this.transaction.<Boolean>execute((status) -> this.attempts.send(noted, this.calendar.now())))
			.isFalse();
	}

	@Test
	void theGatewayIsNeverCalledInATransaction() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.transaction.execute((status) -> charge("1.00", TestCard.GOOD, "in")))
			.withMessageContaining("transaction is open");
	}

	@Test
	void everyStateIsInItsTableOfMoves() {
		assertThat(State.MOVES.keySet()).containsExactlyInAnyOrder(State.values());
		assertThat(State.SUCCEEDED.mayBecome(State.DECLINED)).isFalse();
		assertThat(CardRefund.State.MOVES.keySet()).containsExactlyInAnyOrder(CardRefund.State.values());
	}

	private PaymentAttempt charge(String amount, TestCard card, String key) {
		return this.charging.charge(this.account, usd(amount), card(card), null, MARISOL, key);
	}

	private PaymentAttempt open(String amount, String key) {
		return this.charging.open(this.account, usd(amount), false, null, "http://localhost/{payment}", null, MARISOL,
				key);
	}

	private static CardOnFile card(TestCard card) {
		return new CardOnFile(card.token(), "Visa", card.tail(), null);
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

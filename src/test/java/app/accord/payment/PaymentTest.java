package app.accord.payment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.Timeline;
import app.accord.payment.PaymentAttempt.State;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class PaymentTest {

	private static final Actor ADA = new Actor(ActorKind.STAFF, "agent", "Ada Lindqvist", Channel.DESK);

	private static final Actor MARISOL = new Actor(ActorKind.CUSTOMER, "marisol", "Marisol Okafor", Channel.PORTAL);

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private Adjusting adjusting;

	@Autowired
	private TakingPayment taking;

	@Autowired
	private PayingOnline online;

	@Autowired
	private PaymentAttempts attempts;

	@Autowired
	private RepeatableWrites repeatable;

	@Autowired
	private Timeline timeline;

	@Autowired
	private PlatformTransactionManager transactions;

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
		long marisol = this.customers.create(ADA, NewCustomer.person("Marisol", "Okafor")).customerId();
		this.account = this.accounts.open(marisol, "Home", "USD", ADA);
		this.adjusting.charge(this.account, usd("110.27"), this.calendar.today(), "Services", ADA, null);
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
		PaymentAttempt attempt = this.online.pay(this.account, usd("110.27"), TestCard.GOOD.token(), MARISOL, "k1");
		assertThat(attempt.state()).isEqualTo(State.SUCCEEDED);
		assertThat(attempt.receipt()).isNotNull();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void aDeclinedCardPostsNothingAndSaysWhy() {
		PaymentAttempt attempt = this.online.pay(this.account, usd("110.27"), TestCard.DECLINED.token(), MARISOL, "k2");
		assertThat(attempt.state()).isEqualTo(State.DECLINED);
		assertThat(attempt.declineReason()).contains("declined");
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
	}

	@Test
	void aLostAnswerIsUnknownUntilTheBankIsAskedAgain() {
		PaymentAttempt attempt = this.online.pay(this.account, usd("110.27"), TestCard.NO_ANSWER.token(), MARISOL,
				"k3");
		assertThat(attempt.state()).isEqualTo(State.UNKNOWN);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("110.27"));
		PaymentAttempt asked = this.online.look(this.account.customerId(), attempt.attemptId());
		assertThat(asked.state()).isEqualTo(State.SUCCEEDED);
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.payments.count(this.account)).isEqualTo(1);
	}

	@Test
	void theSameFormSentManyTimesAtOnceIsOneCharge() throws Exception {
		try (ExecutorService many = Executors.newFixedThreadPool(8)) {
			List<Future<PaymentAttempt>> attempts = IntStream.range(0, 20)
				.mapToObj((n) -> many
					.submit(() -> this.online.pay(this.account, usd("110.27"), TestCard.GOOD.token(), MARISOL, "same")))
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
	void anAttemptThatStoppedHalfWayIsSettledWhenSomebodyLooks() {
		PaymentAttempt attempt = this.online.pay(this.account, usd("10.00"), TestCard.NO_ANSWER.token(), MARISOL, "k4");
		this.clock.move(Duration.ofMinutes(5));
		assertThat(this.online.latest(this.account).orElseThrow().state()).isEqualTo(State.SUCCEEDED);
		assertThat(this.online.look(this.account.customerId(), attempt.attemptId()).open()).isFalse();
	}

	@Test
	void anAttemptThatWasGivenUpBeforeItWasSentIsNotChargedAnyMore() {
		TransactionTemplate slow = new TransactionTemplate(this.transactions) {

			private int begun;

			@Override
			public <T> T execute(TransactionCallback<T> action) {
				if (++this.begun == 2) {
					PaymentTest.this.clock.move(Duration.ofMinutes(1));
					PaymentTest.this.online.latest(PaymentTest.this.account);
				}
				return super.execute(action);
			}

		};
		PayingOnline stalled = new PayingOnline(this.attempts, this.taking, new Forbidden(), this.ledger,
				this.repeatable, this.timeline, slow, this.calendar);
		PaymentAttempt attempt = stalled.pay(this.account, usd("110.27"), TestCard.GOOD.token(), MARISOL, "k5");
		assertThat(attempt.state()).isEqualTo(State.DECLINED);
		assertThat(this.ledger.count(this.account)).isEqualTo(1);
	}

	@Test
	void everyStateOfAnAttemptIsInTheTableOfMoves() {
		assertThat(State.MOVES.keySet()).containsExactlyInAnyOrder(State.values());
		assertThat(State.SUCCEEDED.mayBecome(State.DECLINED)).isFalse();
	}

	/** Charges nothing. */
	private static final class Forbidden implements Gateway {

		@Override
		public Outcome charge(UUID attemptId, Money amount, String token) {
			throw new AssertionError("The card was charged.");
		}

		@Override
		public Optional<Outcome> ask(UUID attemptId) {
			return Optional.empty();
		}

	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

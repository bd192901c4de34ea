package app.accord.payment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Disputes;
import app.accord.billing.DueDates;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.billing.TakingOver;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.message.Message;
import app.accord.message.MessageState;
import app.accord.message.Messages;
import app.accord.payment.AutoPayPlan.State;
import app.accord.refusal.Refusal;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Bills that pay themselves: announced, charged once before they are due, and what if
 * not.
 */
@AccordTest
class AutoPayTest {

	private static final LocalDate BILLED = LocalDate.of(2027, 3, 1);

	private static final LocalDate DUE = LocalDate.of(2027, 3, 22);

	private static final LocalDate CHARGED = DUE.minusDays(3);

	private static int people;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private AutoPay autoPay;

	@Autowired
	private AutoPayRun run;

	@Autowired
	private AutoPayPlans plans;

	@Autowired
	private SavedCards cards;

	@Autowired
	private SavingCards saving;

	@Autowired
	private CardExpiry expiry;

	@Autowired
	private Charging charging;

	@Autowired
	private Settling settling;

	@Autowired
	private Ledger ledger;

	@Autowired
	private Payments payments;

	@Autowired
	private Positions positions;

	@Autowired
	private Disputes disputes;

	@Autowired
	private DueDates dueDates;

	@Autowired
	private TakingOver takingOver;

	@Autowired
	private Messages messages;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Jobs jobs;

	@Autowired
	private Sandbox sandbox;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private TransactionTemplate transaction;

	@Autowired
	private MovableClock clock;

	private Cast cast;

	private AccountNumber account;

	private Actor marisol;

	@BeforeEach
	void marisol() {
		people++;
		this.sandbox.misbehaviour().behave();
		on(BILLED, 10);
		this.cast = Cast.of(this.program);
		this.account = this.cast.customer("Marisol", "Okafor", "415 555 6" + (100 + people), "marisol-ap" + people);
		this.marisol = new Actor(ActorKind.CUSTOMER, this.account.customer().toString(), "Marisol Okafor",
				Channel.PORTAL);
	}

	@AfterEach
	void theBooksAreRight() {
		assertThat(this.checks.violations()).isEmpty();
		assertThat(this.sandbox.capturedTwice()).isEmpty();
		this.clock.reset();
	}

	@Test
	void aBillIsAnnouncedAndPaidThreeDaysBeforeItIsDue() {
		autoPayWith(TestCard.GOOD);
		InvoiceNumber bill = bill("97.06");
		AutoPayView view = this.autoPay.of(this.account);
		assertThat(view.next().nextOn()).isEqualTo(CHARGED);
		assertThat(view.nextAmount()).isEqualTo(usd("97.06"));
		assertThat(inProgress()).isTrue();
		on(CHARGED.minusDays(4), 10);
		send();
		assertThat(letter(AutoPay.ANNOUNCED)).contains("$97.06", "Visa •••• 4242", "19 Mar 2027", "stop auto-pay");
		on(CHARGED.minusDays(1), 10);
		charge();
		assertThat(balance()).as("not a day early").isEqualTo(usd("97.06"));
		on(CHARGED, 5);
		charge();
		assertThat(balance()).as("nor before six in the morning").isEqualTo(usd("97.06"));
		on(CHARGED, 6);
		charge();
		charge();
		assertThat(balance()).isEqualTo(usd("0.00"));
		assertThat(plan(bill).state()).isEqualTo(State.PAID);
		assertThat(plan(bill).receipt()).isEqualTo(this.payments.page(this.account, 0, 1).getFirst().receipt());
		assertThat(inProgress()).isFalse();
		assertThat(captured()).isEqualTo(9706);
	}

	@Test
	void chargesOnlyWhatIsOpenThenAndNothingIfItWasPaidMeanwhile() {
		autoPayWith(TestCard.GOOD);
		InvoiceNumber one = bill("97.06");
		this.cast.cash(this.account, "40.00");
		on(CHARGED, 7);
		charge();
		assertThat(captured()).isEqualTo(5706);
		assertThat(plan(one).state()).isEqualTo(State.PAID);
		InvoiceNumber two = bill("30.00", CHARGED.plusDays(21));
		this.cast.cash(this.account, "30.00");
		on(CHARGED.plusDays(18), 7);
		charge();
		assertThat(plan(two).state()).isEqualTo(State.NOT_NEEDED);
		assertThat(captured()).isEqualTo(5706);
		send();
		assertThat(state(AutoPay.ANNOUNCED, two)).isEqualTo(MessageState.WITHHELD);
	}

	@Test
	void doesNotChargeWhatIsDisputed() {
		autoPayWith(TestCard.GOOD);
		InvoiceNumber bill = bill("97.06");
		this.disputes.open(bill, usd("17.06"), "I never called that number", this.marisol, null);
		on(CHARGED, 7);
		charge();
		assertThat(captured()).isEqualTo(8000);
		assertThat(balance()).isEqualTo(usd("17.06"));
	}

	@Test
	void leavesABillOfAnotherSystemToThatSystemAndPaysItsOwn() {
		InvoiceNumber old = takenOver("40.00", false);
		autoPayWith(TestCard.GOOD);
		assertThat(this.plans.find(old)).isEmpty();
		InvoiceNumber bill = bill("97.06");
		on(CHARGED.minusDays(4), 10);
		send();
		assertThat(letter(AutoPay.ANNOUNCED)).contains("$97.06").doesNotContain("$137.06");
		on(CHARGED, 7);
		charge();
		assertThat(captured()).isEqualTo(9706);
		assertThat(this.positions.of(this.account).openOf(bill.no())).as("its own bill is paid").isEqualTo(usd("0.00"));
		assertThat(this.positions.of(this.account).openOf(old.no())).isEqualTo(usd("40.00"));
		bill("30.00", CHARGED.plusDays(21));
		on(CHARGED.plusDays(18), 7);
		charge();
		assertThat(captured()).as("nor does the next bill take it along").isEqualTo(9706 + 3000);
		this.transaction.executeWithoutResult(
				(status) -> this.dueDates.move(old, CHARGED.plusDays(30), "We ask for it", Cast.agent(), null));
		bill("20.00", CHARGED.plusDays(51));
		on(CHARGED.plusDays(48), 7);
		charge();
		assertThat(balance()).as("it got a new due date here").isEqualTo(usd("0.00"));
	}

	@Test
	void chargesABillOfAnotherSystemWhereItWasSaidSo() {
		takenOver("40.00", true);
		autoPayWith(TestCard.GOOD);
		bill("97.06");
		on(CHARGED, 7);
		charge();
		assertThat(captured()).isEqualTo(13706);
		assertThat(balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void triesASoftDeclineAgainAtStatedDaysAndTellsTheCustomerEachTimeAtOnce() {
		autoPayWith(TestCard.LATER_NO_FUNDS);
		InvoiceNumber bill = bill("97.06");
		for (int day : List.of(0, 3, 6)) {
			on(CHARGED.plusDays(day), 7);
			charge();
			assertThat(plan(bill).state()).isEqualTo(State.PLANNED);
			assertThat(inProgress()).isTrue();
		}
		send();
		assertThat(letters(AutoPay.FAILED)).hasSize(3);
		assertThat(letter(AutoPay.FAILED)).contains("$97.06", "not enough money", "once more on 29 Mar 2027", "/pay/");
		on(CHARGED.plusDays(10), 7);
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.FAILED);
		send();
		assertThat(letter(AutoPay.FAILED)).contains("try it again by ourselves", "/pay/");
		assertThat(inProgress()).as("the customer has time to answer").isTrue();
		on(CHARGED.plusDays(16), 7);
		charge();
		assertThat(inProgress()).isFalse();
		assertThat(captured()).isZero();
	}

	@Test
	void neverTriesAHardDeclineAgainAndRecoversWithANewCard() {
		SavedCard lost = autoPayWith(TestCard.LOST);
		InvoiceNumber bill = bill("97.06");
		on(CHARGED, 7);
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.FAILED);
		assertThat(this.cards.get(this.account.customerId(), lost.id()).refused()).isEqualTo(DeclineCode.LOST_CARD);
		assertThat(this.autoPay.of(this.account).lacksCard()).isTrue();
		send();
		assertThat(letter(AutoPay.FAILED)).contains("blocked the card");
		on(DUE, 7);
		charge();
		assertThat(captured()).isZero();
		SavedCard fresh = leaveCard(TestCard.GOOD_MASTERCARD, false);
		assertThat(this.autoPay.of(this.account).mandate().cardId()).as("the mandate goes on with the new card")
			.isEqualTo(fresh.id());
		on(DUE.plusDays(1), 7);
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.PAID);
		assertThat(balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void asksTheBankAndTellsWhatBecameOfALostAnswer() {
		autoPayWith(TestCard.GOOD);
		InvoiceNumber bill = bill("97.06");
		this.sandbox.misbehaviour().plan(this.account.toString(), Operation.CHARGE, Fault.ACCEPT_THEN_500);
		on(CHARGED, 7);
		charge();
		assertThat(plan(bill).state()).isIn(State.CHECKING, State.PAID);
		assertThat(inProgress() || plan(bill).state() == State.PAID).isTrue();
		this.clock.move(Duration.ofMinutes(10));
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.PAID);
		assertThat(captured()).isEqualTo(9706);
		assertThat(this.payments.count(this.account)).isEqualTo(1);
	}

	@Test
	void triesAgainTomorrowWhenTheGatewayIsDownWithoutTroublingTheCustomer() {
		autoPayWith(TestCard.GOOD);
		InvoiceNumber bill = bill("97.06");
		this.sandbox.refuseConnections(true);
		try {
			on(CHARGED, 7);
			charge();
		}
		finally {
			this.sandbox.refuseConnections(false);
		}
		this.clock.move(Duration.ofMinutes(10));
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.PLANNED);
		assertThat(plan(bill).tries()).isZero();
		send();
		assertThat(letters(AutoPay.FAILED)).isEmpty();
		on(CHARGED.plusDays(1), 7);
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.PAID);
		assertThat(captured()).isEqualTo(9706);
	}

	@Test
	void chargesOnceWhenManyNodesCarryItOutAtOnce() throws Exception {
		autoPayWith(TestCard.GOOD);
		bill("97.06");
		on(CHARGED, 7);
		CountDownLatch start = new CountDownLatch(1);
		try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
			List<Future<?>> nodes = new ArrayList<>();
			for (int i = 0; i < 6; i++) {
				nodes.add(pool.submit(() -> {
					start.await();
					this.run.run();
					return null;
				}));
			}
			start.countDown();
			for (Future<?> node : nodes) {
				node.get();
			}
		}
		assertThat(captured()).isEqualTo(9706);
		assertThat(this.payments.count(this.account)).isEqualTo(1);
	}

	@Test
	void goesOnAfterTheProgramStoppedBetweenClaimAndCharge() {
		autoPayWith(TestCard.GOOD);
		InvoiceNumber bill = bill("97.06");
		on(CHARGED, 7);
		AutoPayPlan planned = plan(bill);
		this.transaction.executeWithoutResult(
				(status) -> this.plans.move(planned, AutoPayPlans.charging(planned, null, this.clock.instant())));
		charge();
		assertThat(plan(bill).state()).as("somebody may be at it").isEqualTo(State.CHARGING);
		this.clock.move(Duration.ofMinutes(6));
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.PAID);
		assertThat(captured()).isEqualTo(9706);
	}

	/** Or a payment would be posted whose attempt is in doubt for good. */
	@Test
	void nobodyDoubtsAnAttemptWhileItsOutcomeIsBeingNoted() throws Exception {
		PaymentAttempt onPage = this.charging.open(this.account, usd("97.06"), false, null,
				"http://localhost/{payment}", null, this.marisol, "doubted");
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			Future<?> doubt = this.transaction.execute((status) -> {
				this.ledger.lock(this.account);
				Future<?> begun = other.submit(() -> this.settling.doubt(onPage));
				assertThatExceptionOfType(java.util.concurrent.TimeoutException.class)
					.isThrownBy(() -> begun.get(400, java.util.concurrent.TimeUnit.MILLISECONDS));
				return begun;
			});
			doubt.get(10, java.util.concurrent.TimeUnit.SECONDS);
		}
		assertThat(this.charging.read(onPage.number()).state()).isEqualTo(PaymentAttempt.State.UNKNOWN);
		this.charging.look(onPage.number());
	}

	@Test
	void waitsWhileTheCustomerIsOnThePaymentPage() {
		autoPayWith(TestCard.GOOD);
		InvoiceNumber bill = bill("97.06");
		on(CHARGED, 7);
		PaymentAttempt onPage = this.charging.open(this.account, usd("97.06"), false, null,
				"http://localhost/{payment}", null, this.marisol, "page");
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.PLANNED);
		post(onPage.pageUrl(), "card=" + TestCard.GOOD.tail());
		this.charging.look(onPage.number());
		on(CHARGED.plusDays(1), 7);
		charge();
		assertThat(plan(bill).state()).isEqualTo(State.NOT_NEEDED);
		assertThat(captured()).isEqualTo(9706);
	}

	@Test
	void isSwitchedOnAndOffWithConsentAndKeepsTheHistory() {
		SavedCard card = autoPayWith(TestCard.GOOD);
		InvoiceNumber bill = bill("97.06");
		Actor ada = Cast.agent();
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.autoPay.switchOff(this.account, " ", ada, null))
			.withMessageContaining("what the customer said");
		this.autoPay.switchOff(this.account, "Asked on the telephone", ada, "k");
		this.autoPay.switchOff(this.account, "Asked on the telephone", ada, "k");
		assertThat(plan(bill).state()).isEqualTo(State.STOPPED);
		assertThat(inProgress()).isFalse();
		on(CHARGED, 7);
		charge();
		assertThat(captured()).isZero();
		this.autoPay.switchOn(this.account, card.id(), "Changed her mind", ada, null);
		assertThat(plan(bill).state()).isEqualTo(State.PLANNED);
		assertThat(this.autoPay.of(this.account).history()).extracting(Mandate::consent)
			.containsExactly("Changed her mind", "Asked on the telephone", "In the test");
		assertThat(this.timeline.page(this.account.customerId(), Audience.CUSTOMER, List.of(), 0, 50))
			.extracting((entry) -> entry.summary())
			.anyMatch((summary) -> summary.startsWith("Auto-pay switched off"));
	}

	@Test
	void keepsTheMandateWhenTheCardIsReplacedAndRefusesToTakeItsLastCard() {
		SavedCard visa = autoPayWith(TestCard.GOOD);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.autoPay.removeCard(this.account.customerId(), visa.id(), "Not mine", this.marisol))
			.withMessageContaining("Auto-pay needs this card");
		SavedCard other = leaveCard(TestCard.GOOD_MASTERCARD, false);
		assertThat(this.autoPay.of(this.account).card().id()).isEqualTo(visa.id());
		this.autoPay.removeCard(this.account.customerId(), visa.id(), "Not mine", this.marisol);
		assertThat(this.autoPay.of(this.account).active()).isTrue();
		assertThat(this.autoPay.of(this.account).card().id()).isEqualTo(other.id());
		bill("97.06");
		on(CHARGED, 7);
		charge();
		assertThat(balance()).isEqualTo(usd("0.00"));
	}

	@Test
	void asksInTimeForANewCard() {
		SavedCard card = autoPayWith(TestCard.GOOD);
		LocalDate last = card.card().expires();
		on(last.minusDays(31), 8);
		this.expiry.run();
		send();
		assertThat(letters(CardExpiry.KIND)).isEmpty();
		on(last.minusDays(30), 8);
		this.expiry.run();
		this.expiry.run();
		on(last.minusDays(20), 8);
		this.expiry.run();
		send();
		assertThat(letters(CardExpiry.KIND)).hasSize(1);
		on(last.minusDays(6), 8);
		this.expiry.run();
		send();
		assertThat(letters(CardExpiry.KIND)).hasSize(2);
		assertThat(letter(CardExpiry.KIND)).contains("Visa •••• 4242", "/portal/cards");
		on(last.plusDays(1), 8);
		assertThat(this.autoPay.of(this.account).lacksCard()).isTrue();
	}

	@Test
	void switchesOnWithTheCardThatWasLeftOnThePageEvenIfNobodyComesBack() {
		CardSaving page = this.saving.begin(this.account, true, "http://localhost/{saving}", "/portal/cards",
				this.marisol);
		post(page.pageUrl(), "card=" + TestCard.GOOD.tail());
		this.clock.move(Duration.ofMinutes(5));
		this.jobs.run(AutoPayJobs.SAVINGS);
		assertThat(this.autoPay.of(this.account).active()).isTrue();
		assertThat(this.cards.of(this.account.customerId())).hasSize(1)
			.first()
			.satisfies((card) -> assertThat(card.label()).isEqualTo("Visa •••• 4242"));
		assertThat(captured()).isZero();
	}

	private SavedCard autoPayWith(TestCard card) {
		SavedCard kept = this.transaction.execute((status) -> this.cards.keep(this.account.customerId(),
				new CardOnFile(card.token(), "Visa", card.tail(), BILLED.plusYears(2).withDayOfMonth(31)),
				this.marisol));
		this.autoPay.switchOn(this.account, kept.id(), "In the test", this.marisol, UUID.randomUUID().toString());
		return kept;
	}

	/** A bill that another system issued, open and due before ours. */
	private InvoiceNumber takenOver(String amount, boolean charged) {
		InvoiceNumber bill = this.cast.bill(this.account, amount, DUE.minusDays(10), "Bill R-1 of Old system");
		this.transaction.executeWithoutResult((status) -> this.takingOver
			.mark(List.of(new TakingOver.TakenOver(bill, "R-1", "Old system", charged))));
		return bill;
	}

	private SavedCard leaveCard(TestCard card, boolean forAutoPay) {
		CardSaving page = this.saving.begin(this.account, forAutoPay, "http://localhost/{saving}", "/portal/cards",
				this.marisol);
		post(page.pageUrl(), "card=" + card.tail());
		CardSaving saved = this.saving.look(this.account.customerId(), page.id());
		assertThat(saved.state()).isEqualTo(CardSaving.State.SAVED);
		return this.cards.get(this.account.customerId(), saved.cardId());
	}

	private InvoiceNumber bill(String amount) {
		return bill(amount, DUE);
	}

	private InvoiceNumber bill(String amount, LocalDate due) {
		InvoiceNumber bill = this.cast.bill(this.account, amount, due, "Mobile L");
		if (this.plans.find(bill).isEmpty()) {
			throw new AssertionError("Nobody told auto-pay of the bill.");
		}
		return bill;
	}

	private void on(LocalDate day, int hour) {
		this.clock.set(day.atTime(hour, 1).atZone(java.time.ZoneId.of("America/New_York")).toInstant());
	}

	private void charge() {
		this.jobs.run(AutoPayJobs.CHARGE);
	}

	private void send() {
		this.jobs.run("Send messages");
	}

	private boolean inProgress() {
		return this.autoPay.inProgress(this.account, this.clock.instant());
	}

	private AutoPayPlan plan(InvoiceNumber bill) {
		return this.plans.find(bill).orElseThrow();
	}

	private Money balance() {
		return this.positions.of(this.account).balance();
	}

	private long captured() {
		return this.payments.page(this.account, 0, 200)
			.stream()
			.filter((payment) -> payment.method() == PaymentMethod.CARD)
			.mapToLong((payment) -> payment.amount().getAmountMinorLong())
			.sum();
	}

	private List<Message> letters(String kind) {
		return this.messages.sent(this.account.customerId(), 0, 50)
			.items()
			.stream()
			.filter((message) -> message.kind().equals(kind))
			.toList();
	}

	private String letter(String kind) {
		Message message = letters(kind).getFirst();
		return message.subject() + "\n" + message.text();
	}

	private MessageState state(String kind, InvoiceNumber bill) {
		return this.messages.decided(this.account.customerId(), kind + "-" + bill + "-" + plan(bill).firstOn())
			.orElseThrow()
			.state();
	}

	/** What the customer does on the sandbox's page. */
	private static void post(String page, String form) {
		try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
			http.send(HttpRequest.newBuilder(URI.create(page))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(form))
				.build(), HttpResponse.BodyHandlers.discarding());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Money usd(String amount) {
		return Cast.dollars(amount);
	}

}

package app.accord.payment;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.LedgerChecks;
import app.accord.customer.AccountNumber;
import app.accord.payment.PaymentAttempt.State;
import app.accord.refusal.Refusal;
import app.accord.sandbox.Misbehaviour;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Misbehaviour.ReportFault;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.GatewayBooks;
import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A gateway that does everything wrong that a gateway can: what it has captured is what
 * our receipts say, to the cent, and every attempt ends in a verdict. The seed is
 * printed; {@code -Dt6.seed} replays it, {@code -Dt6.schedules} sets how many.
 */
@AccordTest(properties = { "accord.gateway.connect-timeout=500ms", "accord.gateway.read-timeout=300ms" })
class GatewayFromHellTest {

	private static final Actor CUSTOMER = new Actor(ActorKind.CUSTOMER, "somebody", "Somebody", Channel.PORTAL);

	private static final List<Fault> ON_CHARGE = List.of(Fault.NONE, Fault.NONE, Fault.ACCEPT_THEN_HANG,
			Fault.ACCEPT_THEN_500, Fault.ACCEPT_THEN_CLOSE, Fault.LATE, Fault.FAIL, Fault.SLOW, Fault.CONFLICT,
			Fault.BUSY, Fault.CLOSE);

	private static final List<Fault> ON_ASK = List.of(Fault.FAIL, Fault.CLOSE, Fault.ACCEPT_THEN_HANG, Fault.SLOW,
			Fault.BUSY, Fault.CONFLICT);

	private static final List<TestCard> CARDS = List.of(TestCard.GOOD, TestCard.GOOD, TestCard.GOOD,
			TestCard.GOOD_MASTERCARD, TestCard.NO_FUNDS, TestCard.DECLINED, TestCard.LOST, TestCard.CHALLENGE);

	private static final int ROUND = 100;

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
	private Sandbox sandbox;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	@Autowired
	private TestDatabase database;

	@AfterEach
	void behave() {
		this.sandbox.misbehaviour().behave();
	}

	@Test
	void everyCentCapturedHasItsReceiptWhateverTheGatewayDoes() throws Exception {
		long seed = Long.getLong("t6.seed", System.nanoTime());
		int schedules = Integer.getInteger("t6.schedules", 1000);
		System.out.println("GatewayFromHellTest: seed " + seed + ", " + schedules + " schedules");
		Random random = new Random(seed);
		Misbehaviour misbehaviour = this.sandbox.misbehaviour();
		misbehaviour.times(Duration.ofMillis(450), Duration.ofMillis(60));
		List<AccountNumber> owing = accounts(ROUND);
		long began = System.nanoTime();
		for (int done = 0; done < schedules; done += ROUND) {
			misbehaviour.reports(reportFaults(random));
			try (ExecutorService many = Executors.newFixedThreadPool(16)) {
				List<Future<?>> running = new ArrayList<>();
				for (AccountNumber account : owing) {
					long own = random.nextLong();
					running.add(many.submit(() -> schedule(account, new Random(own))));
				}
				for (Future<?> one : running) {
					one.get();
				}
			}
			passTime(random);
		}
		misbehaviour.behave();
		misbehaviour.reports(Set.of(ReportFault.LOST));
		settleAll();
		this.reconciling.run();
		this.clock.move(Duration.ofMinutes(10));
		settleAll();
		System.out.println("GatewayFromHellTest: " + this.database.number("select count(*) from payment_attempt")
				+ " attempts, " + this.database.number("select count(*) from sandbox.capture") + " captures, "
				+ this.database.number("select count(*) from card_capture where surplus is not null") + " given back, "
				+ this.database.number("select count(*) from gateway_event") + " reports, "
				+ (System.nanoTime() - began) / 1_000_000_000 + " s");
		check(seed);
	}

	private void check(long seed) {
		assertThat(GatewayBooks.differences(this.database)).as("seed %d", seed).isEmpty();
		assertThat(this.database.number("select count(*) from sandbox.capture")).isPositive();
		assertThat(this.database.number("select count(*) from gateway_event where event_id like 'ev_forged%'"))
			.isZero();
		assertThat(this.checks.violations()).isEmpty();
	}

	/** What happens to one account: somebody pays while things go wrong. */
	private void schedule(AccountNumber account, Random random) {
		Misbehaviour misbehaviour = this.sandbox.misbehaviour();
		for (int ask = random.nextInt(4); ask > 0; ask--) {
			misbehaviour.plan(account.toString(), Operation.ASK, pick(ON_ASK, random));
		}
		boolean onPage = random.nextInt(3) == 0;
		misbehaviour.plan(account.toString(), onPage ? Operation.PAGE : Operation.CHARGE, pick(ON_CHARGE, random));
		if (random.nextInt(4) == 0) {
			misbehaviour.plan(account.toString(), Operation.CANCEL, pick(ON_CHARGE, random));
		}
		Money amount = Money.ofMinor(org.joda.money.CurrencyUnit.USD, 1 + random.nextInt(20_000));
		TestCard card = pick(CARDS, random);
		try {
			if (onPage) {
				onPage(account, amount, card, random);
			}
			else {
				this.charging.charge(account, amount, new CardOnFile(card.token(), "Visa", card.tail(), null), null,
						CUSTOMER, UUID.randomUUID().toString());
			}
			for (int look = random.nextInt(3); look > 0; look--) {
				this.charging.latest(account);
			}
			outOfBand(account, random);
		}
		catch (Refusal ex) {
			// An earlier one is not settled yet: rightly refused.
		}
	}

	private void onPage(AccountNumber account, Money amount, TestCard card, Random random) {
		PaymentAttempt attempt = this.charging.open(account, amount, random.nextBoolean(), null,
				"http://localhost/back/{payment}", null, CUSTOMER, UUID.randomUUID().toString());
		if (attempt.pageUrl() == null) {
			return;
		}
		switch (random.nextInt(6)) {
			case 0 -> PaysOnPage.leave(attempt);
			case 1 -> this.charging.callOff(attempt.number());
			case 2 -> {
				// The customer forgets about it.
			}
			default -> {
				PaysOnPage.pay(attempt, card);
				if (card == TestCard.CHALLENGE) {
					PaysOnPage.confirm(attempt, random.nextBoolean());
				}
			}
		}
		if (random.nextBoolean()) {
			this.charging.look(attempt.number());
		}
	}

	/** Things done at the gateway's own dashboard, and refunds of ours. */
	private void outOfBand(AccountNumber account, Random random) {
		PaymentAttempt latest = this.charging.latest(account).orElseThrow();
		if (latest.state() != State.SUCCEEDED) {
			return;
		}
		switch (random.nextInt(12)) {
			case 0 -> this.sandbox.refund(latest.gatewayReference(), latest.amount());
			case 1 -> this.sandbox.decide(this.sandbox.dispute(latest.gatewayReference(), "fraudulent"),
					random.nextBoolean());
			case 2 -> this.sandbox.dispute(latest.gatewayReference(), "product_not_received");
			case 3 -> {
				this.sandbox.misbehaviour().plan(null, Operation.REFUND, pick(ON_CHARGE, random));
				this.refunds.refund(latest.receipt(), latest.amount(), "Asked for it", Settling.byItself(),
						UUID.randomUUID().toString());
			}
			default -> {
				// Most payments are left in peace.
			}
		}
	}

	private void passTime(Random random) {
		for (Duration pause : List.of(Duration.ofMinutes(6), Duration.ofMinutes(40), Duration.ofHours(1))) {
			this.clock.move(pause);
			this.sandbox.sendReports();
			if (random.nextInt(3) > 0) {
				this.asking.run();
			}
		}
		if (random.nextInt(3) == 0) {
			this.reconciling.run();
		}
	}

	private void settleAll() {
		for (Duration pause : Settling.ASK_AGAIN) {
			this.clock.move(pause.plusSeconds(60));
			this.asking.run();
		}
	}

	private static Set<ReportFault> reportFaults(Random random) {
		Set<ReportFault> faults = EnumSet.noneOf(ReportFault.class);
		for (ReportFault fault : ReportFault.values()) {
			if (random.nextInt(3) == 0) {
				faults.add(fault);
			}
		}
		return faults;
	}

	private List<AccountNumber> accounts(int count) {
		List<AccountNumber> made = new ArrayList<>();
		LocalDate due = this.calendar.today().plusDays(14);
		for (int i = 0; i < count; i++) {
			AccountNumber account = Cast.of(this.program).owing("Customer", "No " + i, "1000.00", due);
			made.add(account);
		}
		return made;
	}

	private static <T> T pick(List<T> from, Random random) {
		return from.get(random.nextInt(from.size()));
	}

}

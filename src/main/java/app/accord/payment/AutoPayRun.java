package app.accord.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

import app.accord.billing.Ledger;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.fault.FailPoint;
import app.accord.payment.AutoPayPlan.State;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out what auto-pay has planned, and finishes what a program that stopped had
 * begun. Each plan is claimed and counted in one transaction, then the card is charged
 * with none open. It can be stopped at any point and be run twice at once: an account has
 * one attempt at a time, none is begun after a payment that the claim had not seen, and
 * what an attempt came to is noted with it.
 */
@Component
class AutoPayRun {

	/** When the day's charging begins. */
	static final LocalTime FROM = LocalTime.of(6, 0);

	/** After this time a charge under way counts as left behind. */
	static final Duration LEFT_BEHIND = Duration.ofMinutes(5);

	private static final int AT_ONCE = 200;

	private static final Logger LOG = LoggerFactory.getLogger(AutoPayRun.class);

	private final AutoPayPlans plans;

	private final AutoPay autoPay;

	private final Chargeable chargeable;

	private final Charging charging;

	private final PaymentAttempts attempts;

	private final Ledger ledger;

	private final Positions positions;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	AutoPayRun(AutoPayPlans plans, AutoPay autoPay, Chargeable chargeable, Charging charging, PaymentAttempts attempts,
			Ledger ledger, Positions positions, TransactionTemplate transaction, BusinessCalendar calendar) {
		this.plans = plans;
		this.autoPay = autoPay;
		this.chargeable = chargeable;
		this.charging = charging;
		this.attempts = attempts;
		this.ledger = ledger;
		this.positions = positions;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/** Charges what is due today and finishes what was left behind. */
	void run() {
		Instant before = this.calendar.now().minus(LEFT_BEHIND);
		for (AutoPayPlan plan : this.plans.underWaySince(before, AT_ONCE)) {
			alone(plan, () -> finish(plan));
		}
		if (LocalTime.ofInstant(this.calendar.now(), this.calendar.zone()).isBefore(FROM)) {
			return;
		}
		List<AutoPayPlan> due;
		do {
			due = this.plans.due(this.calendar.today(), AT_ONCE);
			int worked = 0;
			for (AutoPayPlan plan : due) {
				worked += alone(plan, () -> carryOut(plan)) ? 1 : 0;
			}
			if (worked < due.size()) {
				// What can't be worked on is left for the next time.
				return;
			}
		}
		while (due.size() == AT_ONCE);
	}

	/** What goes wrong with one customer's plan doesn't keep the others waiting. */
	private boolean alone(AutoPayPlan plan, Runnable work) {
		try {
			work.run();
			return true;
		}
		catch (RuntimeException ex) {
			LOG.warn("Auto-pay of {} is tried again later: {}", plan.bill(), ex.toString());
			return false;
		}
	}

	private void carryOut(AutoPayPlan due) {
		Claim claim = this.transaction.execute((status) -> claim(due));
		if (claim == null) {
			return;
		}
		FailPoint.PAYMENT_AUTOPAY_CLAIMED.reach();
		try {
			note(claim.plan(), this.charging.charge(due.account(), claim.amount(), claim.card().card(), claim.seen(),
					AutoPay.ACTOR, claim.plan().key()));
		}
		catch (Refusal ex) {
			// Something else is under way, or was paid meanwhile: the day's work begins
			// anew.
			putBack(claim.plan(), ex.getMessage());
		}
	}

	/** Decides, under the account's lock, whether and what to charge now. */
	private Claim claim(AutoPayPlan due) {
		this.ledger.lock(due.account());
		AutoPayPlan plan = this.plans.find(due.bill()).orElseThrow();
		LocalDate today = this.calendar.today();
		if (plan.state() != State.PLANNED || plan.nextOn().isAfter(today)) {
			return null;
		}
		Instant now = this.calendar.now();
		Optional<Mandate> mandate = this.autoPay.mandate(due.account()).filter(Mandate::active);
		if (mandate.isEmpty()) {
			this.plans.move(plan, AutoPayPlans.stopped(plan, now));
			return null;
		}
		Position position = this.positions.of(due.account());
		Money amount = this.chargeable.on(position, plan.dueOn());
		if (!amount.isPositive()) {
			this.plans.move(plan, AutoPayPlans.notNeeded(plan, now));
			return null;
		}
		Optional<SavedCard> card = this.autoPay.cardFor(mandate.get());
		if (card.isEmpty()) {
			this.autoPay.giveUp(plan, DeclineCode.EXPIRED_CARD);
			return null;
		}
		this.plans.move(plan, AutoPayPlans.charging(plan, card.get().id(), now));
		return new Claim(this.plans.find(due.bill()).orElseThrow(), card.get(), amount, position.asOf());
	}

	/**
	 * Notes an outcome that is still open. One that is known was noted with the attempt.
	 */
	private void note(AutoPayPlan claimed, PaymentAttempt attempt) {
		if (attempt.settled()) {
			return;
		}
		this.transaction.executeWithoutResult((status) -> {
			this.ledger.lock(claimed.account());
			AutoPayPlan plan = this.plans.find(claimed.bill()).orElseThrow();
			PaymentAttempt now = this.attempts.get(claimed.account().customerId(), attempt.attemptId());
			if (plan.state() == State.CHARGING && plan.begun() == claimed.begun() && !now.settled()) {
				this.plans.move(plan, AutoPayPlans.checking(plan, now, this.calendar.now()));
			}
		});
	}

	private void putBack(AutoPayPlan claimed, String why) {
		LOG.info("Auto-pay of {} waits: {}", claimed.bill(), why);
		this.transaction.executeWithoutResult((status) -> {
			this.ledger.lock(claimed.account());
			AutoPayPlan plan = this.plans.find(claimed.bill()).orElseThrow();
			if (plan.state() == State.CHARGING && plan.begun() == claimed.begun()) {
				this.plans.move(plan, AutoPayPlans.again(plan, this.calendar.today().plusDays(1), plan.code(),
						plan.tries(), plan.attemptNo(), this.calendar.now()));
			}
		});
	}

	/**
	 * Finishes what was left behind: asks about the attempt that was begun; where none
	 * was, it is planned again.
	 */
	private void finish(AutoPayPlan left) {
		Optional<PaymentAttempt> begun = this.attempts.newest(left.account(), 5)
			.stream()
			.filter((attempt) -> attempt.starter().id().equals(AutoPay.ACTOR.id()))
			.filter((attempt) -> !attempt.createdAt().isBefore(left.stateSince())
					|| (left.attemptNo() != null && attempt.number().no() == left.attemptNo()))
			.findFirst();
		if (begun.isPresent()) {
			note(left, this.charging.look(begun.get().number()));
			return;
		}
		this.transaction.executeWithoutResult((status) -> {
			this.ledger.lock(left.account());
			AutoPayPlan plan = this.plans.find(left.bill()).orElseThrow();
			if (plan.version() == left.version() && plan.state() == State.CHARGING) {
				this.plans.move(plan, AutoPayPlans.again(plan, this.calendar.today(), plan.code(), plan.tries(),
						plan.attemptNo(), this.calendar.now()));
			}
		});
	}

	/**
	 * What is to be charged.
	 *
	 * @param plan claimed
	 * @param card with what
	 * @param amount how much
	 * @param seen the ledger position at which that was open
	 */
	private record Claim(AutoPayPlan plan, SavedCard card, Money amount, long seen) {
	}

}

package app.accord.dunning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.billing.LateFees;
import app.accord.billing.Ledger;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.dunning.Check.Outcome;
import app.accord.dunning.ReminderPolicy.Step;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The daily run: looks at each account with something overdue, in a transaction of its
 * own under the account's lock, and decides at most one notice. It may be repeated and
 * run on several nodes at once: an account gets one notice a day.
 */
@Component
class Reminding {

	static final Actor RULE = Actor.system("reminders");

	private static final Logger log = LoggerFactory.getLogger(Reminding.class);

	private static final int BATCH = 500;

	private final ReminderRows rows;

	private final Claims claims;

	private final ReminderPolicies policies;

	private final ReminderSwitches switches;

	private final FollowingUp followingUp;

	private final LateFees fees;

	private final Ledger ledger;

	private final Customers customers;

	private final Outbox outbox;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	Reminding(ReminderRows rows, Claims claims, ReminderPolicies policies, ReminderSwitches switches,
			FollowingUp followingUp, LateFees fees, Ledger ledger, Customers customers, Outbox outbox,
			Timeline timeline, LiveChanges live, BusinessCalendar calendar, TransactionTemplate transaction) {
		this.rows = rows;
		this.claims = claims;
		this.policies = policies;
		this.switches = switches;
		this.followingUp = followingUp;
		this.fees = fees;
		this.ledger = ledger;
		this.customers = customers;
		this.outbox = outbox;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/** Looks at all accounts. One that fails holds up no other. */
	void run() {
		LocalDate today = this.calendar.today();
		this.rows.runBegan(today, this.calendar.now());
		int lookedAt = 0;
		int failed = 0;
		AccountNumber last = null;
		for (List<AccountNumber> next = this.rows.toLookAt(last, today, BATCH); !next.isEmpty();) {
			for (AccountNumber account : next) {
				lookedAt++;
				try {
					this.transaction.executeWithoutResult((status) -> lookAt(account));
				}
				catch (RuntimeException ex) {
					failed++;
					log.error("The reminders of account {} could not be looked at; it is done by the next run.",
							account, ex);
				}
			}
			last = next.getLast();
			next = this.rows.toLookAt(last, today, BATCH);
		}
		this.rows.runEnded(today, this.calendar.now(), lookedAt);
		if (failed > 0) {
			throw new IllegalStateException(failed + " of " + lookedAt + " accounts could not be looked at.");
		}
	}

	private void lookAt(AccountNumber account) {
		this.ledger.lock(account);
		Instant now = this.calendar.now();
		Claim claim = this.claims.of(account);
		if (!claim.any()) {
			if (this.followingUp.settle(account, claim)) {
				boolean paid = claim.position().overdue().isZero();
				this.rows.checked(account, paid ? Outcome.CLEARED : Outcome.HELD, null, claim.whyNothing(), claim, now);
			}
			return;
		}
		Ladder ladder = this.rows.begin(account, claim.position().asOf(), now);
		List<Notice> notices = this.rows.notices(account, ladder.round());
		if (notices.stream().anyMatch(Notice::open) || this.rows.decidedOn(account, claim.position().today())) {
			return;
		}
		CustomerProfile customer = this.customers.read(account.customer());
		Map<SwitchKind, ReminderSwitch> different = this.switches.of(account.customerId());
		ReminderSwitch chosen = different.get(SwitchKind.POLICY);
		ReminderPolicy policy = this.policies
			.forAccount(customer, claim.chaseable().getCurrencyUnit().getCode(),
					(chosen != null) ? chosen.policyCode() : null)
			.orElse(null);
		if (policy == null) {
			return;
		}
		Rung rung = Rung.next(policy, climbed(notices), claim.overdueSince(), different.keySet());
		if (!rung.due(claim.position().today(), claim.chaseable())) {
			return;
		}
		String held = heldBack(claim, different);
		if (held != null) {
			this.rows.checked(account, Outcome.HELD, rung.step().action(), held, claim, now);
			return;
		}
		take(ladder, policy, rung, claim, now);
	}

	private void take(Ladder ladder, ReminderPolicy policy, Rung rung, Claim claim, Instant now) {
		AccountNumber account = ladder.account();
		Step step = rung.step();
		if (rung.spared() != null) {
			this.rows.insert(ladder, policy, step, NoticeState.SKIPPED, rung.spared(), claim, null, null, now);
			this.rows.checked(account, Outcome.SKIPPED, step.action(), rung.spared(), claim, now);
			return;
		}
		if (step.action() == StepAction.END) {
			this.rows.insert(ladder, policy, step, NoticeState.TO_APPROVE, null, claim, null, null, now);
			this.rows.move(ladder, LadderState.END_ASKED, now);
			this.rows.checked(account, Outcome.TO_APPROVE, step.action(), null, claim, now);
			this.timeline.record(
					NewInteraction
						.change(account.customerId(), now, InteractionKind.BILLING, RULE,
								"Services would end now for what is overdue; a person is to decide it")
						.forStaffOnly());
			this.live.mark(account.customerId(), Topic.ACCOUNT);
			return;
		}
		Long feeSeq = (step.action() == StepAction.LATE_FEE) ? charge(account, policy, step, claim) : null;
		long noticeId = this.rows.insert(ladder, policy, step, NoticeState.DECIDED, null, claim, step.fee(), feeSeq,
				now);
		send(account, noticeId);
		this.rows.checked(account, Outcome.DECIDED, step.action(), null, claim, now);
	}

	/** Decides the message of a notice. */
	void send(AccountNumber account, long noticeId) {
		long message = this.outbox.decide(NewMessage
			.of(account.customerId(), account.no(), ReminderWriter.NOTICE, ReminderWriter.NOTICE + " " + noticeId)
			.with("notice", Long.toString(noticeId)));
		this.rows.addressed(account, noticeId, message);
		this.live.mark(account.customerId(), Topic.ACCOUNT);
	}

	private long charge(AccountNumber account, ReminderPolicy policy, Step step, Claim claim) {
		LocalDate dueOn = claim.position().today().plusDays(policy.feeDueDays());
		Money minimum = step.minimum().isPositive() ? step.minimum() : step.minimum().plusMinor(1);
		return this.fees
			.charge(account, step.fee(), minimum, dueOn, "Overdue for " + claim.daysOverdue() + " days, by our terms",
					RULE, "late fee " + account + " " + claim.position().today())
			.value();
	}

	/** What stands against asking at this moment, a sentence; null if nothing does. */
	static String heldBack(Claim claim, Map<SwitchKind, ReminderSwitch> different) {
		ReminderSwitch none = different.get(SwitchKind.NO_REMINDERS);
		if (none != null) {
			return "No reminders for this customer" + ((none.until() != null) ? " until " + none.until() : "") + ": "
					+ none.reason();
		}
		return claim.heldBack();
	}

	static List<Rung.Climbed> climbed(List<Notice> notices) {
		return notices.stream()
			.filter(Notice::counts)
			.map((notice) -> new Rung.Climbed(notice.stepNo(), notice.decidedOn()))
			.toList();
	}

}

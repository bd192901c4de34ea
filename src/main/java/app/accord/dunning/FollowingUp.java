package app.accord.dunning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.billing.LateFees;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerEntry;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.message.AfterSending;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.message.OutgoingMessage;
import app.accord.message.Written;
import app.accord.payment.Payment;
import app.accord.payment.Payments;
import app.accord.subscription.ContractStatus;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;
import app.accord.time.BusinessCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What follows from a notice: once it has gone, services are paused or end, unless money
 * came meanwhile; when money comes, the account is back at the start, services go on by
 * themselves, and a notice that the money crossed is taken back together with its fee.
 */
@Component
class FollowingUp implements AfterSending {

	private static final Logger log = LoggerFactory.getLogger(FollowingUp.class);

	private static final int BATCH = 200;

	private final ReminderRows rows;

	private final Claims claims;

	private final ReminderPolicies policies;

	private final ReminderSwitches switches;

	private final LateFees fees;

	private final Ledger ledger;

	private final Payments payments;

	private final Contracts contracts;

	private final Outbox outbox;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	FollowingUp(ReminderRows rows, Claims claims, ReminderPolicies policies, ReminderSwitches switches, LateFees fees,
			Ledger ledger, Payments payments, Contracts contracts, Outbox outbox, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar, TransactionTemplate transaction) {
		this.rows = rows;
		this.claims = claims;
		this.policies = policies;
		this.switches = switches;
		this.fees = fees;
		this.ledger = ledger;
		this.payments = payments;
		this.contracts = contracts;
		this.outbox = outbox;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	@Override
	public Set<String> kinds() {
		return Set.of(ReminderWriter.NOTICE);
	}

	/**
	 * The notice has gone. What follows is done by the next {@link #run}, in a
	 * transaction that can fail without the notice being sent again.
	 */
	@Override
	public void sent(OutgoingMessage message, Written.Letter letter) {
		Notice notice = ReminderWriter.notice(this.rows, message);
		Instant now = this.calendar.now();
		this.rows.sent(notice, (letter.stated() != null) ? letter.stated().asOf() : null, now);
		this.rows.ladder(notice.account())
			.filter((ladder) -> ladder.round() == notice.round())
			.filter((ladder) -> notice.action() == StepAction.REMINDER || notice.action() == StepAction.LATE_FEE)
			.filter((ladder) -> ladder.state().mayBecome(notice.action().reached()))
			.ifPresent((ladder) -> this.rows.move(ladder, notice.action().reached(), now));
		this.live.mark(message.customerId(), Topic.ACCOUNT);
	}

	/**
	 * The notice was stopped at the last moment: what it had charged is undone with it.
	 */
	@Override
	public void withheld(OutgoingMessage message, String reason) {
		Notice notice = ReminderWriter.notice(this.rows, message);
		if (notice.state() != NoticeState.DECIDED) {
			return;
		}
		this.ledger.lock(notice.account());
		undoFee(notice, "The notice was not sent: " + reason);
		Instant now = this.calendar.now();
		if (message.mayHaveLeft()) {
			// Nobody knows whether the customer has it.
			takeBack(notice, reason, now);
		}
		else {
			this.rows.move(notice, NoticeState.WITHHELD, reason, null, now);
			if (notice.action() == StepAction.END) {
				endNotDecided(notice, now);
			}
		}
		this.live.mark(message.customerId(), Topic.ACCOUNT);
	}

	/** Looks at the accounts that something has happened to since. */
	void run() {
		for (AccountNumber account : this.rows.toFollowUp(BATCH)) {
			try {
				this.transaction.executeWithoutResult((status) -> {
					this.ledger.lock(account);
					followUp(account);
				});
			}
			catch (RuntimeException ex) {
				log.error("What follows from the reminders of account {} failed; it is tried again.", account, ex);
			}
		}
	}

	private void followUp(AccountNumber account) {
		Claim claim = this.claims.of(account);
		Instant now = this.calendar.now();
		this.rows.ladder(account).ifPresent((ladder) -> late(ladder, now));
		if (!claim.any()) {
			settle(account, claim);
			return;
		}
		this.rows.ladder(account).ifPresent((ladder) -> {
			for (Notice notice : this.rows.notices(account, ladder.round())) {
				if (notice.state() == NoticeState.SENT && notice.followedUpAt() == null) {
					carryOut(ladder, notice, claim, now);
				}
			}
			this.rows.seen(account, claim.position().asOf());
		});
	}

	/**
	 * Notices that went when their round was over already: paid while they were leaving.
	 */
	private void late(Ladder ladder, Instant now) {
		for (Notice notice : this.rows.sentBefore(ladder)) {
			if (crossed(notice)) {
				undoFee(notice, "Your payment and our notice crossed");
				takeBack(notice, "Money came while it was leaving.", now);
			}
			else {
				this.rows.followedUp(notice, now);
			}
		}
	}

	/** Does what the notice said, unless something has come up that stands against it. */
	private void carryOut(Ladder ladder, Notice notice, Claim claim, Instant now) {
		boolean cutsOff = notice.action() == StepAction.RESTRICTION || notice.action() == StepAction.END;
		if (cutsOff && claim.heldBack() != null) {
			// Not now: looked at again until the bank has answered.
			return;
		}
		Map<SwitchKind, ReminderSwitch> different = this.switches.of(notice.account().customerId());
		if (cutsOff && (different.containsKey(SwitchKind.NO_REMINDERS)
				|| different.containsKey(SwitchKind.NO_RESTRICTION))) {
			undoFee(notice, "This customer’s services go on");
			takeBack(notice, "This customer’s services go on.", now);
			endNotDecided(notice, now);
			return;
		}
		if (notice.action() == StepAction.RESTRICTION) {
			pause(notice, now);
			this.rows.move(ladder, LadderState.RESTRICTED, now);
		}
		else if (notice.action() == StepAction.END) {
			end(notice);
			this.rows.move(ladder, LadderState.ENDED, now);
		}
		this.rows.followedUp(notice, now);
	}

	/**
	 * Nothing is to be chased any more: takes back what the money crossed, lets services
	 * go on, and begins anew once all is paid. The caller holds the account's lock.
	 * @return whether the account stood on the ladder
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean settle(AccountNumber account, Claim claim) {
		Ladder ladder = this.rows.ladder(account).orElse(null);
		if (ladder == null) {
			return false;
		}
		Instant now = this.calendar.now();
		List<Notice> notices = this.rows.notices(account, ladder.round());
		boolean tookBack = false;
		for (Notice notice : notices) {
			if (notice.state() == NoticeState.SENT && crossed(notice)) {
				undoFee(notice, "Your payment and our notice crossed");
				takeBack(notice, "Money came when it had just left.", now);
				tookBack = true;
			}
			else if (notice.state() == NoticeState.SENT && notice.followedUpAt() == null) {
				this.rows.followedUp(notice, now);
			}
			else if (notice.state() == NoticeState.TO_APPROVE) {
				this.rows.move(notice, NoticeState.WITHHELD, claim.whyNothing(), null, now);
			}
		}
		boolean resumed = resume(account, now);
		boolean paid = claim.position().overdue().isZero();
		boolean was = ladder.state() != LadderState.CLEAR;
		if (!paid) {
			stepDown(ladder, notices, claim, now);
		}
		else if (was) {
			this.rows.move(ladder, LadderState.CLEAR, now);
		}
		if (resumed && !tookBack) {
			thank(account);
		}
		this.rows.seen(account, this.ledger.lock(account).lastSeq());
		if (was) {
			this.live.mark(account.customerId(), Topic.ACCOUNT);
		}
		return was;
	}

	/**
	 * Disputed or arranged, not paid: what cut the customer off does not count any more,
	 * the reminders do.
	 */
	private void stepDown(Ladder ladder, List<Notice> notices, Claim claim, Instant now) {
		if (ladder.state() != LadderState.RESTRICTED && ladder.state() != LadderState.END_ASKED) {
			return;
		}
		notices.stream()
			.filter((notice) -> notice.state() == NoticeState.SENT && notice.action() == StepAction.RESTRICTION)
			.forEach((notice) -> this.rows.move(notice, NoticeState.TAKEN_BACK, claim.whyNothing(), null, now));
		this.rows.move(ladder, reached(notices), now);
	}

	private static LadderState reached(List<Notice> notices) {
		return notices.stream()
			.filter((notice) -> notice.state() == NoticeState.SENT)
			.map(Notice::action)
			.filter((action) -> action == StepAction.REMINDER || action == StepAction.LATE_FEE)
			.max(Comparator.naturalOrder())
			.map(StepAction::reached)
			.orElse(LadderState.CLEAR);
	}

	/** An end that was not decided, or not sent: back to where the account stood. */
	void endNotDecided(Notice notice, Instant now) {
		this.rows.ladder(notice.account())
			.filter((ladder) -> ladder.state() == LadderState.END_ASKED)
			.ifPresent((ladder) -> {
				boolean restricted = !this.rows.paused(notice.account()).isEmpty();
				this.rows.move(ladder, restricted ? LadderState.RESTRICTED
						: reached(this.rows.notices(notice.account(), ladder.round())), now);
			});
	}

	/**
	 * Whether what paid it off had come, by when it was received, before the customer can
	 * have acted on the notice: see {@link ReminderPolicy#crossingDays}.
	 */
	private boolean crossed(Notice notice) {
		if (notice.sentAt() == null || notice.sentAsOf() == null) {
			return false;
		}
		int days = this.policies.find(notice.policyCode()).map(ReminderPolicy::crossingDays).orElse(1);
		LocalDate until = this.calendar.dayOf(notice.sentAt()).plusDays(days);
		return this.ledger.page(notice.account(), 0, 50)
			.stream()
			.filter((entry) -> entry.seq() > notice.sentAsOf() && entry.amount().isNegative())
			.findFirst()
			.map((entry) -> !this.calendar.dayOf(received(entry)).isAfter(until))
			.orElse(false);
	}

	/** When money came; a transfer is often booked some days after. */
	private Instant received(LedgerEntry entry) {
		return this.payments.page(entry.account(), 0, 20)
			.stream()
			.filter((payment) -> payment.entrySeq() == entry.seq())
			.map(Payment::receivedAt)
			.findFirst()
			.orElse(entry.at());
	}

	private void undoFee(Notice notice, String reason) {
		if (notice.feeSeq() != null) {
			this.fees.reverse(notice.account(), notice.feeSeq(), reason, Reminding.RULE);
		}
	}

	private void takeBack(Notice notice, String reason, Instant now) {
		if (!this.rows.move(notice, NoticeState.TAKEN_BACK, reason, null, now)) {
			return;
		}
		this.rows.followedUp(notice, now);
		this.outbox.decide(NewMessage
			.of(notice.account().customerId(), notice.account().no(), ReminderWriter.RETRACTION,
					ReminderWriter.RETRACTION + " " + notice.noticeId())
			.with("notice", Long.toString(notice.noticeId())));
		this.timeline.record(NewInteraction
			.change(notice.account().customerId(), now, InteractionKind.BILLING, Reminding.RULE,
					"Notice “" + notice.action().label().toLowerCase(java.util.Locale.ROOT) + "” taken back")
			.because(reason));
	}

	private void thank(AccountNumber account) {
		this.outbox.decide(NewMessage.of(account.customerId(), account.no(), ReminderWriter.RESUMED,
				ReminderWriter.RESUMED + " " + account + " " + this.ledger.lock(account).lastSeq()));
	}

	private void pause(Notice notice, Instant now) {
		for (ServiceView service : running(notice.account())) {
			if (service.status() == ContractStatus.ACTIVE) {
				this.contracts.suspend(Reminding.RULE, service.number(), null,
						"Overdue since " + notice.overdueSince());
				this.rows.paused(notice, service.number(), now);
			}
		}
	}

	private void end(Notice notice) {
		for (ServiceView service : this.contracts.list(notice.account().customerId())) {
			boolean theirs = service.accountNo() == notice.account().no();
			if (theirs && (service.running() || service.status() == ContractStatus.SUSPENDED)
					&& service.status() != ContractStatus.PENDING_TERMINATE) {
				this.contracts.end(Reminding.RULE, service.number(), null,
						"Overdue since " + notice.overdueSince() + "; " + notice.decidedBy() + " has agreed to it");
			}
		}
	}

	private boolean resume(AccountNumber account, Instant now) {
		boolean any = false;
		for (ContractNumber contract : this.rows.paused(account)) {
			if (this.contracts.find(contract).filter((view) -> view.status() == ContractStatus.SUSPENDED).isPresent()) {
				this.contracts.resume(Reminding.RULE, contract, null, "What was overdue is settled");
				any = true;
			}
			this.rows.resumed(contract, now);
		}
		return any;
	}

	private List<ServiceView> running(AccountNumber account) {
		return this.contracts.list(account.customerId())
			.stream()
			.filter((service) -> service.accountNo() == account.no() && service.running())
			.toList();
	}

}

package app.accord.dunning;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.billing.Ledger;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.dunning.Check.Outcome;
import app.accord.fact.Fact;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import app.accord.time.Instants;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The reminders, for reading; and the decision on ends, which a person takes. */
@Component
public class Reminders {

	private static final int NOTICES_SHOWN = 12;

	private final ReminderRows rows;

	private final Claims claims;

	private final ReminderPolicies policies;

	private final ReminderSwitches switches;

	private final Reminding reminding;

	private final FollowingUp followingUp;

	private final Customers customers;

	private final Ledger ledger;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final JdbcClient jdbc;

	Reminders(ReminderRows rows, Claims claims, ReminderPolicies policies, ReminderSwitches switches,
			Reminding reminding, FollowingUp followingUp, Customers customers, Ledger ledger, Timeline timeline,
			LiveChanges live, BusinessCalendar calendar, JdbcClient jdbc) {
		this.rows = rows;
		this.claims = claims;
		this.policies = policies;
		this.switches = switches;
		this.reminding = reminding;
		this.followingUp = followingUp;
		this.customers = customers;
		this.ledger = ledger;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.jdbc = jdbc;
	}

	/**
	 * The reminders of an account, now.
	 * @throws NotFound if there is none of that number
	 */
	@Transactional(readOnly = true)
	public ReminderCard of(AccountNumber account) {
		Claim claim = this.claims.of(account);
		Map<SwitchKind, ReminderSwitch> different = this.switches.of(account.customerId());
		Optional<Ladder> ladder = this.rows.ladder(account);
		ReminderSwitch chosen = different.get(SwitchKind.POLICY);
		ReminderPolicy policy = this.policies
			.forAccount(this.customers.read(account.customer()), claim.chaseable().getCurrencyUnit().getCode(),
					(chosen != null) ? chosen.policyCode() : null)
			.orElse(null);
		List<Notice> round = ladder.map((each) -> this.rows.notices(account, each.round())).orElse(List.of());
		Rung rung = (policy != null)
				? Rung.next(policy, Reminding.climbed(round), claim.overdueSince(), different.keySet())
				: new Rung(null, null, null);
		LadderState state = ladder.map(Ladder::state).orElse(LadderState.CLEAR);
		LocalDate on = (rung.on() != null && rung.on().isBefore(claim.position().today())) ? claim.position().today()
				: rung.on();
		return new ReminderCard(account, state, claim.chaseable(), claim.overdueSince(), policy, rung.step(), on,
				rung.spared(), claim.any() ? Reminding.heldBack(claim, different) : claim.whyNothing(), claim.hold(),
				different.values(), this.rows.newest(account, NOTICES_SHOWN), Fact.ofCode("reminder-state",
						account.toString(), claim.position().asOf(), claim.position().at(), state.name()));
	}

	/**
	 * What a day's run made of the accounts for which something was due, latest first.
	 * @param outcome only that one; null: all
	 * @param page from 0
	 * @param size checks a page, at most 200
	 */
	@Transactional(readOnly = true)
	public List<Check> day(LocalDate day, Outcome outcome, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		return this.jdbc.sql("""
				/* across customers: reports */
				select c.*, (select n.state from reminder_notice n where n.customer_id = c.customer_id
				             and n.account_no = c.account_no and n.decided_on = c.on_day
				             order by n.notice_id desc limit 1) as notice_state
				from reminder_check c where c.on_day = :day and (:outcome::text is null or c.outcome = :outcome)
				order by c.at desc, c.customer_id limit :size offset :offset
				""")
			.param("day", day)
			.param("outcome", (outcome != null) ? outcome.name() : null)
			.param("size", limit)
			.param("offset", (long) page * limit)
			.query((row, number) -> {
				String action = row.getString("action");
				String sent = row.getString("notice_state");
				return new Check(ReminderRows.account(row, number), row.getObject("on_day", LocalDate.class),
						Outcome.valueOf(row.getString("outcome")), (action != null) ? StepAction.valueOf(action) : null,
						row.getString("reason"), Amounts.ofMinor(row.getString("currency"), row.getLong("asked_minor")),
						row.getLong("as_of"), Instants.in(row, "at"),
						(sent != null) ? NoticeState.valueOf(sent) : null);
			})
			.list();
	}

	/** How many accounts came to each outcome on a day. */
	@Transactional(readOnly = true)
	public Map<Outcome, Long> tally(LocalDate day) {
		Map<Outcome, Long> tally = new EnumMap<>(Outcome.class);
		for (Outcome outcome : Outcome.values()) {
			tally.put(outcome, 0L);
		}
		this.jdbc.sql("""
				/* across customers: reports */
				select outcome, count(*) from reminder_check where on_day = ? group by outcome
				""").param(day).query((row) -> {
			tally.put(Outcome.valueOf(row.getString(1)), row.getLong(2));
		});
		return tally;
	}

	/** How a day's run went; empty if there was none. */
	@Transactional(readOnly = true)
	public Optional<Run> run(LocalDate day) {
		return this.jdbc.sql("select * from reminder_run where on_day = ?")
			.param(day)
			.query((row, number) -> new Run(Instants.in(row, "started_at"), Instants.in(row, "ended_at"),
					row.getInt("looked_at")))
			.optional();
	}

	/** The notices that were withheld or taken back on a day, latest first. */
	@Transactional(readOnly = true)
	public List<Notice> stopped(LocalDate day) {
		Instant from = this.calendar.startOf(day);
		Instant to = this.calendar.startOf(day.plusDays(1));
		return this.jdbc.sql("""
				/* across customers: reports */
				select * from reminder_notice where state in ('WITHHELD', 'TAKEN_BACK') and state_since >= ?
				and state_since < ? order by state_since desc limit 200
				""").param(Timestamp.from(from)).param(Timestamp.from(to)).query(ReminderRows::notice).list();
	}

	/** The ends that wait for a person, oldest first. */
	@Transactional(readOnly = true)
	public List<Notice> toApprove() {
		return this.jdbc.sql("""
				/* across customers: reports */
				select * from reminder_notice where state = 'TO_APPROVE' order by decided_at limit 200
				""").query(ReminderRows::notice).list();
	}

	/**
	 * Agrees that the services of an account end: the customer is told, and then they do.
	 * Checked once more at both times.
	 * @throws Refusal if it does not hold any more, or something stands against it
	 */
	@Transactional
	public void approveEnd(Actor actor, long customerId, long noticeId) {
		Notice notice = lock(customerId, noticeId);
		Claim claim = this.claims.of(notice.account());
		if (!claim.any()) {
			throw new Refusal("Nothing is to be asked for any more: " + claim.whyNothing());
		}
		String held = Reminding.heldBack(claim, this.switches.of(customerId));
		if (held != null) {
			throw new Refusal("Not now: " + held);
		}
		this.rows.move(notice, NoticeState.DECIDED, null, actor.name(), this.calendar.now());
		this.reminding.send(notice.account(), noticeId);
		tell(actor, notice, "Agreed that the services of account " + notice.account() + " end for what is overdue",
				null);
	}

	/**
	 * Decides that the services of an account don't end: services of this customer are
	 * neither paused nor ended for thirty days.
	 * @throws Refusal by the field reason
	 */
	@Transactional
	public void refuseEnd(Actor actor, long customerId, long noticeId, String reason) {
		String why = Reasons.stripped(reason);
		Notice notice = lock(customerId, noticeId);
		Instant now = this.calendar.now();
		this.rows.move(notice, NoticeState.WITHHELD, actor.name() + ": " + why, actor.name(), now);
		this.followingUp.endNotDecided(notice, now);
		this.switches.set(actor, customerId, SwitchKind.NO_RESTRICTION, null, this.calendar.today().plusDays(30), why);
		tell(actor, notice, "Decided that the services of account " + notice.account() + " don’t end", why);
	}

	private Notice lock(long customerId, long noticeId) {
		Notice notice = this.rows.notice(customerId, noticeId)
			.orElseThrow(() -> new NotFound("There is no such notice."));
		this.ledger.lock(notice.account());
		Notice now = this.rows.notice(customerId, noticeId).orElseThrow();
		if (now.state() != NoticeState.TO_APPROVE) {
			throw new Refusal("This has been decided already.");
		}
		return now;
	}

	private void tell(Actor actor, Notice notice, String summary, String reason) {
		long customerId = notice.account().customerId();
		this.timeline
			.record(NewInteraction.change(customerId, this.calendar.now(), InteractionKind.BILLING, actor, summary)
				.because(reason)
				.forStaffOnly());
		this.live.mark(customerId, Topic.ACCOUNT);
	}

	/**
	 * How a day's run went.
	 *
	 * @param startedAt when it began last, UTC
	 * @param endedAt when it ended, UTC; null while it goes on
	 * @param lookedAt how many accounts it looked at
	 */
	public record Run(Instant startedAt, Instant endedAt, int lookedAt) {
	}

}

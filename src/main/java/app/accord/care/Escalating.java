package app.accord.care;

import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import app.accord.actor.Actor;
import app.accord.customer.CaseNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.ErasedCustomers;
import app.accord.linked.LinkedCustomers;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.staff.Staff;
import app.accord.staff.StaffMember;
import app.accord.time.BusinessCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of cases by itself: late ones are escalated, those of who has left are
 * given back, solved ones are closed. Each case has a transaction of its own and is
 * looked at again under its lock, so that this may run anywhere at any time.
 */
@Component
class Escalating {

	private static final Logger log = LoggerFactory.getLogger(Escalating.class);

	private static final int BATCH = 200;

	private static final Actor CARE = Actor.system("Cases");

	private final JdbcClient jdbc;

	private final CaseRows rows;

	private final RuleBook rules;

	private final Staff staff;

	private final LinkedCustomers linked;

	private final ErasedCustomers erased;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final TransactionTemplate transaction;

	Escalating(JdbcClient jdbc, CaseRows rows, RuleBook rules, Staff staff, LinkedCustomers linked,
			ErasedCustomers erased, Timeline timeline, LiveChanges live, BusinessCalendar calendar,
			TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.rows = rows;
		this.rules = rules;
		this.staff = staff;
		this.linked = linked;
		this.erased = erased;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.transaction = transaction;
	}

	/** Gives back what nobody works on any more, then escalates what is late. */
	void run() {
		String[] gone = this.staff.list()
			.stream()
			.filter((one) -> !one.active())
			.map(StaffMember::username)
			.toArray(String[]::new);
		if (gone.length > 0) {
			each("""
					/* across customers: dispatch */
					select customer_id, case_no from care_case where owner = any (:gone)
					and state in ('ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD') order by customer_id, case_no limit :size
					""",
					"gone", gone, (file) -> file.assign(CARE, null,
							"Given back: " + file.owner + " does not work here any more.", this.calendar.now()));
		}
		String executive = executive();
		each("""
				/* across customers: dispatch */
				select customer_id, case_no from care_case where escalate_at <= :at
				order by escalate_at, customer_id, case_no limit :size
				""", "at", Timestamp.from(this.calendar.now()), (file) -> {
			boolean escalated = file.escalate(CARE, executive, this.calendar.now());
			if (escalated) {
				this.timeline.record(NewInteraction
					.change(file.number.customerId(), file.escalatedAt, InteractionKind.CASE, CARE,
							"Case " + file.number + " escalated")
					.because(file.fresh().getLast().text())
					.forStaffOnly());
			}
			return escalated;
		});
	}

	/** Closes what was solved long enough ago. */
	void close() {
		each("""
				/* across customers: dispatch */
				select customer_id, case_no from care_case where state = 'RESOLVED' and resolved_at <= :at
				order by customer_id, case_no limit :size
				""", "at", Timestamp.from(this.calendar.now().minus(Cases.CLOSED_AFTER)), (file) -> {
			if (file.state != CaseState.RESOLVED
					|| file.resolvedAt.plus(Cases.CLOSED_AFTER).isAfter(this.calendar.now())) {
				return false;
			}
			file.close(CARE, this.calendar.now());
			if (!this.erased.contains(file.number.customerId())) {
				this.timeline.record(NewInteraction
					.change(file.number.customerId(), file.lastAt, InteractionKind.CASE, CARE,
							"Case " + file.number + " closed")
					.because("Nobody said within " + Cases.CLOSED_AFTER.toDays() + " days that it isn’t solved."));
			}
			return true;
		});
	}

	private String executive() {
		String username = this.rules.now().executive();
		return this.staff.list()
			.stream()
			.filter((one) -> one.active() && one.username().equals(username))
			.map(StaffMember::displayName)
			.findFirst()
			.orElse(null);
	}

	/** One that fails is left for the next run and keeps no other one waiting. */
	private void each(String select, String name, Object value, Function<CaseFile, Boolean> act) {
		Set<CaseNumber> tried = new HashSet<>();
		while (true) {
			List<CaseNumber> due = this.jdbc.sql(select)
				.param(name, value)
				.param("size", BATCH + tried.size())
				.query((row, no) -> CaseNumber.of(row.getLong(1), row.getInt(2)))
				.list()
				.stream()
				.filter(tried::add)
				.toList();
			if (due.isEmpty()) {
				return;
			}
			due.forEach((number) -> one(number, act));
		}
	}

	private void one(CaseNumber number, Function<CaseFile, Boolean> act) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.linked.hold(number.customerId());
				this.rows.lock(number).filter(act::apply).ifPresent((file) -> {
					this.rows.save(file);
					this.live.mark(number.customerId(), Topic.CASES);
				});
			});
		}
		catch (RuntimeException ex) {
			log.error("Case {} was left as it is; it is tried again the next time.", number, ex);
		}
	}

}

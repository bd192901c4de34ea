package app.accord.dunning;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What of the reminders is different for single customers: who said so, why, how long.
 */
@Component
public class ReminderSwitches {

	private final JdbcClient jdbc;

	private final ReminderPolicies policies;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final LinkedCustomers linked;

	ReminderSwitches(JdbcClient jdbc, ReminderPolicies policies, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar, LinkedCustomers linked) {
		this.linked = linked;
		this.jdbc = jdbc;
		this.policies = policies;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * What holds for a customer today, by kind. Of records that are joined, what spares
	 * the customer more.
	 */
	@Transactional(readOnly = true)
	public Map<SwitchKind, ReminderSwitch> of(long customerId) {
		LinkedSet set = this.linked.of(customerId);
		Map<SwitchKind, ReminderSwitch> switches = new EnumMap<>(SwitchKind.class);
		// The leading record comes first; of two, what holds longer is kept.
		set.members()
			.forEach((record) -> own(record).forEach((kind, one) -> switches.merge(kind, one,
					(first, next) -> (kind == SwitchKind.POLICY || holdsAsLong(first, next)) ? first : next)));
		return switches;
	}

	private static boolean holdsAsLong(ReminderSwitch first, ReminderSwitch next) {
		return first.until() == null || next.until() != null && !first.until().isBefore(next.until());
	}

	private Map<SwitchKind, ReminderSwitch> own(long customerId) {
		Map<SwitchKind, ReminderSwitch> switches = new EnumMap<>(SwitchKind.class);
		this.jdbc.sql("""
				select distinct on (kind) kind, active, policy_code, until_day, reason, set_by, set_at
				from reminder_switch where customer_id = ? order by kind, switch_id desc
				""").param(customerId).query((row) -> {
			LocalDate until = row.getObject("until_day", LocalDate.class);
			if (row.getBoolean("active") && (until == null || !until.isBefore(this.calendar.today()))) {
				SwitchKind kind = SwitchKind.valueOf(row.getString("kind"));
				switches.put(kind, new ReminderSwitch(kind, row.getString("policy_code"), until,
						row.getString("reason"), row.getString("set_by"), row.getTimestamp("set_at").toInstant()));
			}
		});
		return switches;
	}

	/**
	 * Sets what is different for a customer.
	 * @param policyCode the other policy, for POLICY; else null
	 * @param until the last day it holds; null: until it is taken away
	 * @throws Refusal by the field: policy, until, reason
	 */
	@Transactional
	public void set(Actor actor, long customerId, SwitchKind kind, String policyCode, LocalDate until, String reason) {
		if (kind == SwitchKind.POLICY && this.policies.find(policyCode).isEmpty()) {
			throw new Refusal("policy", "Choose a policy.");
		}
		if (until != null && until.isBefore(this.calendar.today())) {
			throw new Refusal("until", "That day is past. Choose today or later, or leave it empty.");
		}
		String why = Reasons.stripped(reason);
		long record = this.linked.of(customerId).leading();
		insert(actor, record, kind, true, (kind == SwitchKind.POLICY) ? policyCode : null, until, why);
		tell(actor, record,
				"Reminders: " + kind.label().toLowerCase(Locale.ROOT) + ((until != null) ? " until " + until : ""),
				why);
	}

	/** Takes away what was different for a customer. */
	@Transactional
	public void clear(Actor actor, long customerId, SwitchKind kind, String reason) {
		List<Long> records = this.linked.of(customerId)
			.members()
			.stream()
			.filter((record) -> own(record).containsKey(kind))
			.toList();
		if (records.isEmpty()) {
			throw new Refusal("That does not hold any more. Look at the page again.");
		}
		String why = Reasons.stripped(reason);
		records.forEach((record) -> insert(actor, record, kind, false, null, null, why));
		tell(actor, records.getFirst(),
				"Reminders: “" + kind.label().toLowerCase(Locale.ROOT) + "” does not hold any more", why);
	}

	private void insert(Actor actor, long customerId, SwitchKind kind, boolean active, String policyCode,
			LocalDate until, String reason) {
		this.jdbc
			.sql("""
					insert into reminder_switch (customer_id, switch_id, kind, active, policy_code, until_day, reason, set_by,
						channel, set_at)
					values (?, nextval('reminder_seq'), ?, ?, ?, ?, ?, ?, ?, ?)
					""")
			.param(customerId)
			.param(kind.name())
			.param(active)
			.param(policyCode)
			.param(until)
			.param(reason)
			.param(actor.name())
			.param(actor.channel().name())
			.param(Timestamp.from(this.calendar.now()))
			.update();
	}

	private void tell(Actor actor, long customerId, String summary, String reason) {
		this.timeline
			.record(NewInteraction.change(customerId, this.calendar.now(), InteractionKind.BILLING, actor, summary)
				.because(reason)
				.forStaffOnly());
		this.live.mark(customerId, Topic.ACCOUNT);
	}

}

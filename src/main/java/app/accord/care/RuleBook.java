package app.accord.care;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Staff;
import app.accord.staff.StaffMember;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the rules for cases. A change holds for what is promised from then on; what was
 * promised stays.
 */
@Component
public class RuleBook {

	private static final int LONGEST_HOURS = 8760;

	private final JdbcClient jdbc;

	private final Staff staff;

	private final BusinessCalendar calendar;

	RuleBook(JdbcClient jdbc, Staff staff, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.staff = staff;
		this.calendar = calendar;
	}

	/** The rules that hold. */
	@Transactional(readOnly = true)
	public CaseRules now() {
		return history(1).getFirst();
	}

	/** The rules that hold, and before them those that did, newest first. */
	@Transactional(readOnly = true)
	public List<CaseRules> history(int size) {
		return this.jdbc.sql("select * from care_rules order by rules_id desc limit ?")
			.param(size)
			.query((row, no) -> rules(row))
			.list();
	}

	/**
	 * Sets the rules from now on.
	 * @param deadlines one for each urgency
	 * @param usual one for each kind
	 * @param executive an employee's user name; null or empty: nobody
	 * @param reason why; must be given
	 * @throws Refusal by the field {@code deadlines}, {@code usual}, {@code executive} or
	 * {@code reason}
	 */
	@Transactional
	public void set(Actor actor, Map<CasePriority, Deadline> deadlines, Map<CaseKind, CasePriority> usual,
			String executive, String reason) {
		for (CasePriority priority : CasePriority.values()) {
			check(priority, deadlines.get(priority));
		}
		for (CaseKind kind : CaseKind.values()) {
			if (usual.get(kind) == null) {
				throw new Refusal("usual", "Choose how urgent a " + kind.label() + " usually is.");
			}
		}
		String named = (executive == null || executive.isBlank()) ? null : executive.strip();
		if (named != null && this.staff.list().stream().noneMatch((one) -> working(one, named))) {
			throw new Refusal("executive", "Nobody who works here has that user name. Choose another.");
		}
		String why = Reasons.stripped(reason);
		this.jdbc
			.sql("""
					insert into care_rules (low_answer, low_resolve, normal_answer, normal_resolve, high_answer, high_resolve,
						critical_answer, critical_resolve, question, complaint, fault, request, executive, set_by, set_at, reason)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
					""")
			.param(deadlines.get(CasePriority.LOW).answerHours())
			.param(deadlines.get(CasePriority.LOW).resolveHours())
			.param(deadlines.get(CasePriority.NORMAL).answerHours())
			.param(deadlines.get(CasePriority.NORMAL).resolveHours())
			.param(deadlines.get(CasePriority.HIGH).answerHours())
			.param(deadlines.get(CasePriority.HIGH).resolveHours())
			.param(deadlines.get(CasePriority.CRITICAL).answerHours())
			.param(deadlines.get(CasePriority.CRITICAL).resolveHours())
			.param(usual.get(CaseKind.QUESTION).name())
			.param(usual.get(CaseKind.COMPLAINT).name())
			.param(usual.get(CaseKind.FAULT).name())
			.param(usual.get(CaseKind.REQUEST).name())
			.param(named)
			.param(actor.name())
			.param(Timestamp.from(this.calendar.now()))
			.param(why)
			.update();
	}

	private static boolean working(StaffMember one, String username) {
		return one.active() && one.username().equals(username);
	}

	private static void check(CasePriority priority, Deadline deadline) {
		if (deadline == null || deadline.answerHours() < 1 || deadline.resolveHours() > LONGEST_HOURS) {
			throw new Refusal("deadlines", "Write hours from 1 to " + LONGEST_HOURS + " for " + priority.label() + ".");
		}
		if (deadline.resolveHours() < deadline.answerHours()) {
			throw new Refusal("deadlines",
					"What is " + priority.label() + " can’t be solved before it is answered: check its hours.");
		}
	}

	private static CaseRules rules(ResultSet row) throws SQLException {
		Map<CasePriority, Deadline> deadlines = new EnumMap<>(CasePriority.class);
		for (CasePriority priority : CasePriority.values()) {
			String name = priority.name().toLowerCase(Locale.ROOT);
			deadlines.put(priority, new Deadline(row.getInt(name + "_answer"), row.getInt(name + "_resolve")));
		}
		Map<CaseKind, CasePriority> usual = new EnumMap<>(CaseKind.class);
		for (CaseKind kind : CaseKind.values()) {
			usual.put(kind, CasePriority.valueOf(row.getString(kind.name().toLowerCase(Locale.ROOT))));
		}
		return new CaseRules(deadlines, usual, row.getString("executive"), row.getString("set_by"),
				row.getTimestamp("set_at").toInstant(), row.getString("reason"));
	}

}

package app.accord.dunning;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import app.accord.dunning.ReminderPolicy.Step;
import org.joda.money.Money;

/**
 * What comes next on the ladder: pure reckoning. A step is due when its money has been
 * overdue for its days, and when as many days have passed since the step before was sent
 * as lie between the two: nobody who was not reminded in time jumps a step.
 *
 * @param step the next step; null after the last
 * @param on the first day on which it may be taken; null after the last
 * @param spared why this customer is spared it; null if not
 */
record Rung(Step step, LocalDate on, String spared) {

	/**
	 * Reckons the next step.
	 * @param climbed the notices of this round that count, oldest first
	 * @param sentOn the days on which they went
	 */
	static Rung next(ReminderPolicy policy, List<Climbed> climbed, LocalDate overdueSince, Set<SwitchKind> switches) {
		int last = climbed.stream().mapToInt(Climbed::stepNo).max().orElse(0);
		Step next = policy.after(last);
		if (next == null || overdueSince == null) {
			return new Rung(null, null, null);
		}
		LocalDate on = overdueSince.plusDays(next.daysOverdue());
		if (!climbed.isEmpty()) {
			Step before = policy.step(last);
			int gap = (before != null) ? next.daysOverdue() - before.daysOverdue() : 1;
			LocalDate earliest = climbed.getLast().on().plusDays(Math.max(gap, 1));
			on = earliest.isAfter(on) ? earliest : on;
		}
		return new Rung(next, on, spared(next, switches));
	}

	private static String spared(Step step, Set<SwitchKind> switches) {
		if (step.action() == StepAction.LATE_FEE && switches.contains(SwitchKind.NO_LATE_FEE)) {
			return "This customer is charged no late fee.";
		}
		boolean cutsOff = step.action() == StepAction.RESTRICTION || step.action() == StepAction.END;
		return (cutsOff && switches.contains(SwitchKind.NO_RESTRICTION)) ? "This customer’s services go on." : null;
	}

	/** Whether it is due on that day for that amount. */
	boolean due(LocalDate today, Money asked) {
		return this.step != null && !this.on.isAfter(today) && !asked.isLessThan(this.step.minimum());
	}

	/**
	 * A step that was climbed.
	 *
	 * @param stepNo which
	 * @param on the day
	 */
	record Climbed(int stepNo, LocalDate on) {
	}

}

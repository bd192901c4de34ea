package app.accord.dunning;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.dunning.ReminderPolicy.Step;
import app.accord.fact.Fact;
import org.joda.money.Money;

/**
 * The reminders of an account: what was sent, what comes next and when, and what holds it
 * back.
 *
 * @param account the account
 * @param state where it stands on the ladder
 * @param chaseable what may be asked for now
 * @param overdueSince since when it counts; null if nothing may be asked for
 * @param policy by which policy; null if there is none for the account's currency
 * @param next the step that comes next; null if none
 * @param nextOn when at the earliest; null if none
 * @param spared why that step will be left out; null if not
 * @param heldBack what stands against asking now, a sentence; null if nothing
 * @param hold what of payments stands against it; null if it is something else or nothing
 * @param switches what is different for this customer
 * @param notices the latest notices, newest first
 * @param stateFact the ladder's state as a fact
 */
public record ReminderCard(AccountNumber account, LadderState state, Money chaseable, LocalDate overdueSince,
		ReminderPolicy policy, Step next, LocalDate nextOn, String spared, String heldBack, Hold hold,
		Collection<ReminderSwitch> switches, List<Notice> notices, Fact stateFact) {

	/** Whether there is anything to be said. */
	public boolean any() {
		return this.state != LadderState.CLEAR || !this.notices.isEmpty() || this.overdueSince != null
				|| !this.switches.isEmpty();
	}

	/** Whether what may be asked for is less than the next step is for. */
	public boolean belowMinimum() {
		return this.next != null && this.chaseable.isLessThan(this.next.minimum());
	}

	/** Whether the last notice has not gone yet. */
	public boolean onItsWay() {
		return !this.notices.isEmpty() && this.notices.getFirst().open();
	}

}

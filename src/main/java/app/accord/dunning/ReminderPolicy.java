package app.accord.dunning;

import java.time.Instant;
import java.util.List;

import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Tier;
import org.joda.money.Money;

/**
 * A ladder.
 *
 * @param code its name among policies
 * @param name what people call it
 * @param currency of the accounts it is for
 * @param kind of the customers it is for; null: all
 * @param tier of the customers it is for; null: all
 * @param crossingDays for how many days after a notice left money counts as having
 * crossed with it: the notice is taken back and its fee reversed
 * @param feeDueDays how long a customer has to pay a late fee
 * @param steps the first first, by days overdue
 * @param setBy who set it last
 * @param setAt when, UTC
 * @param version counts its changes
 */
public record ReminderPolicy(String code, String name, String currency, CustomerKind kind, Tier tier, int crossingDays,
		int feeDueDays, List<Step> steps, String setBy, Instant setAt, int version) {

	/** Whether it is for such a customer. */
	boolean fits(CustomerProfile customer) {
		return (this.kind == null || this.kind == customer.kind())
				&& (this.tier == null || this.tier == customer.tier());
	}

	/** How much it says about whom it is for: the greatest that fits holds. */
	int precision() {
		return ((this.tier != null) ? 2 : 0) + ((this.kind != null) ? 1 : 0);
	}

	/** The step after that one; null after the last. */
	Step after(int stepNo) {
		return this.steps.stream().filter((step) -> step.no() > stepNo).findFirst().orElse(null);
	}

	/** That step; null if there is none. */
	Step step(int stepNo) {
		return this.steps.stream().filter((step) -> step.no() == stepNo).findFirst().orElse(null);
	}

	/**
	 * A step.
	 *
	 * @param no its place, from 1
	 * @param action what it does
	 * @param daysOverdue how many days what is asked for is overdue at least
	 * @param minimum how much it is at least
	 * @param fee what it charges; null unless it is a late fee
	 */
	public record Step(int no, StepAction action, int daysOverdue, Money minimum, Money fee) {
	}

}

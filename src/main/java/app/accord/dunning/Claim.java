package app.accord.dunning;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

import app.accord.billing.Position;
import org.joda.money.Money;

/**
 * What an account may be asked for now, and what stands against asking.
 *
 * @param position where it stands
 * @param chaseable what is overdue and neither disputed nor arranged
 * @param disputed what is disputed of it
 * @param arranged what an arrangement covers of it
 * @param opening what of it was overdue before it was taken over from another system
 * @param overdueSince the earliest due date of what is chaseable; null if nothing is
 * @param hold what stands against asking at this moment; null if nothing does
 */
record Claim(Position position, Money chaseable, Money disputed, Money arranged, Money opening, LocalDate overdueSince,
		Hold hold) {

	/** For how many days it is overdue; 0 if nothing is chaseable. */
	int daysOverdue() {
		return (this.overdueSince != null) ? (int) ChronoUnit.DAYS.between(this.overdueSince, this.position.today())
				: 0;
	}

	/**
	 * Why nobody must be asked at this moment, a sentence; null if nothing is in the way.
	 */
	String heldBack() {
		return (this.hold != null) ? this.hold.sentence() : null;
	}

	/** Whether there is anything to ask for. */
	boolean any() {
		return this.chaseable.isPositive();
	}

	/** Why there is nothing to ask for, a sentence. */
	String whyNothing() {
		if (this.position.overdue().isZero()) {
			return this.position.balance().isPositive() ? "Nothing is overdue." : "Everything is paid.";
		}
		if (this.disputed.isPositive()) {
			return "What is overdue is disputed, and not decided yet.";
		}
		if (this.opening.isPositive()) {
			return "What is overdue was so before it was taken over; give the bill a new due date to ask for it.";
		}
		return this.arranged.isPositive() ? "What is overdue is arranged, and the arrangement is kept."
				: "Nothing is overdue.";
	}

}

package app.accord.billing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * When and how an account is billed.
 *
 * @param day of the month on which a period begins, 1 to 31; a month that is shorter has
 * its last day instead
 * @param termsDays how many days after its date a bill is due
 * @param medium how the customer is told of a bill
 * @param taxPlace where its services are taxed, such as US-NY
 * @param ratedFrom first day that is charged here; earlier days were billed elsewhere
 * @param billedThrough last day of the last period that is over and billed; null: none
 * @param nextBillOn when the next bill is made; null: none is planned
 * @param finalBillOn when the last bill of all was made; null: there is more to come
 */
public record BillCycle(int day, int termsDays, BillMedium medium, String taxPlace, LocalDate ratedFrom,
		LocalDate billedThrough, LocalDate nextBillOn, LocalDate finalBillOn) {

	/** The first cycle day after that date. */
	public static LocalDate after(LocalDate date, int day) {
		LocalDate sameMonth = in(YearMonth.from(date), day);
		return sameMonth.isAfter(date) ? sameMonth : in(YearMonth.from(date).plusMonths(1), day);
	}

	/**
	 * How many days the whole period has of which the days before that cycle day are a
	 * part: from the cycle day a month before it.
	 */
	public static int daysBefore(LocalDate cycleDay, int day) {
		LocalDate before = in(YearMonth.from(cycleDay).minusMonths(1), day);
		return Math.toIntExact(ChronoUnit.DAYS.between(before, cycleDay));
	}

	private static LocalDate in(YearMonth month, int day) {
		return month.atDay(Math.min(day, month.lengthOfMonth()));
	}

	/** The same, billed from that day on, first on the next cycle day. */
	public BillCycle from(LocalDate firstDay) {
		return new BillCycle(this.day, this.termsDays, this.medium, this.taxPlace, firstDay, null,
				after(firstDay, this.day), null);
	}

	/**
	 * The same on another day of the month. The period that is running stays as it is;
	 * the one after it is shorter.
	 */
	public BillCycle onDay(int newDay) {
		return new BillCycle(newDay, this.termsDays, this.medium, this.taxPlace, this.ratedFrom, this.billedThrough,
				this.nextBillOn, this.finalBillOn);
	}

	/** The same, due so many days after the bill's date. */
	public BillCycle dueAfter(int days) {
		return new BillCycle(this.day, days, this.medium, this.taxPlace, this.ratedFrom, this.billedThrough,
				this.nextBillOn, this.finalBillOn);
	}

	/** The same, told by that medium. */
	public BillCycle by(BillMedium other) {
		return new BillCycle(this.day, this.termsDays, other, this.taxPlace, this.ratedFrom, this.billedThrough,
				this.nextBillOn, this.finalBillOn);
	}

	/** The same, taxed at that place. */
	public BillCycle at(String place) {
		return new BillCycle(this.day, this.termsDays, this.medium, place, this.ratedFrom, this.billedThrough,
				this.nextBillOn, this.finalBillOn);
	}

	/** The same, with the next bill on that day. */
	public BillCycle nextOn(LocalDate date) {
		return new BillCycle(this.day, this.termsDays, this.medium, this.taxPlace, this.ratedFrom, this.billedThrough,
				date, this.finalBillOn);
	}

}

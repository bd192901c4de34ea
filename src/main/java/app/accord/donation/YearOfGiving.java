package app.accord.donation;

import java.time.Instant;
import java.util.List;

import app.accord.customer.CustomerNumber;

import org.joda.money.Money;

/**
 * What a customer gave in a year: the receipt. The rule: a donation is given on the day
 * on which its bill is paid in full, so it belongs to that day's year; what was taken
 * back since is not in it.
 *
 * @param customer who gave
 * @param name the customer's name
 * @param year the year, by the company's calendar
 * @param over whether the year is over, so that nothing can be added
 * @param gifts to each non-profit, by currency and name
 * @param totals one for each currency
 * @param at when it was read, UTC
 */
public record YearOfGiving(CustomerNumber customer, String name, int year, boolean over, List<Given> gifts,
		List<Money> totals, Instant at) {

	/** The number that people say: {@code DR-10428-2026}. */
	public String number() {
		return "DR-" + this.customer.customerId() + "-" + this.year;
	}

	/** Whether nothing was given. */
	public boolean nothing() {
		return this.gifts.isEmpty();
	}

	/**
	 * What one non-profit was given.
	 *
	 * @param nonProfit its code
	 * @param name its name
	 * @param bills with how many bills
	 * @param amount above zero
	 */
	public record Given(String nonProfit, String name, int bills, Money amount) {
	}

}

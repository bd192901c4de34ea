package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import app.accord.customer.AccountNumber;

import org.joda.money.Money;

/**
 * What all customers owed at the end of a day, by how long it was overdue.
 *
 * @param asOf the day
 * @param at when the report was made, UTC
 * @param currencies a summary of each currency
 */
public record AgeingReport(LocalDate asOf, Instant at, List<Summary> currencies) {

	/**
	 * One currency.
	 *
	 * @param currency ISO 4217
	 * @param accounts how many accounts owed something
	 * @param owed by age; the sum is what they owed
	 * @param total the sum of the balances above zero
	 * @param inCredit how many accounts were in credit
	 * @param credit the sum of the balances below zero
	 * @param balance the sum of all balances: owed less credit
	 */
	public record Summary(String currency, long accounts, Map<AgeBucket, Money> owed, Money total, long inCredit,
			Money credit, Money balance) {
	}

	/**
	 * One account.
	 *
	 * @param account the account
	 * @param customerName whose
	 * @param owed by age
	 * @param total its balance, above zero
	 * @param oldestDueOn since when the first of it was due
	 */
	public record Row(AccountNumber account, String customerName, Map<AgeBucket, Money> owed, Money total,
			LocalDate oldestDueOn) {
	}

}

package app.accord.relationship;

import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.customer.CustomerNumber;
import org.joda.money.Money;

/**
 * A household or an organisation with its people, and what each of them owes.
 *
 * @param people the customer first, then by name
 * @param sums what all of them owe together, for each currency; negative: credit
 * @param more how many people are not listed because there are too many
 */
public record Circle(List<Person> people, List<Money> sums, int more) {

	/**
	 * One of them.
	 *
	 * @param number the number that leads
	 * @param name the name
	 * @param titles what this one is to the customer; empty for the customer
	 * @param through the name of the one through whom this one belongs; null: directly
	 * @param accounts the billing accounts
	 */
	public record Person(CustomerNumber number, String name, List<String> titles, String through,
			List<Account> accounts) {
	}

	/**
	 * An account of theirs.
	 *
	 * @param account the account
	 * @param position where it stands
	 * @param payer the name of who is asked to pay it; null: its own customer
	 */
	public record Account(BillingAccount account, Position position, String payer) {
	}

}

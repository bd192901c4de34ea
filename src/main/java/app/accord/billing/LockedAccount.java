package app.accord.billing;

import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

/**
 * A billing account whose row this transaction has locked: nobody else posts to it until
 * the transaction ends.
 *
 * @param number the account's number
 * @param currency its currency, ISO 4217
 * @param balanceMinor what the customer owes, minor units
 * @param lastSeq its last entry
 */
public record LockedAccount(AccountNumber number, String currency, long balanceMinor, long lastSeq) {

	/** What the customer owes. */
	public Money balance() {
		return Amounts.ofMinor(this.currency, this.balanceMinor);
	}

	void requireCurrency(Money amount) {
		if (!amount.getCurrencyUnit().getCode().equals(this.currency)) {
			throw new Refusal("Account " + this.number + " is kept in " + this.currency + ", not in "
					+ amount.getCurrencyUnit().getCode() + ".");
		}
	}

}

package app.accord.donation;

import org.joda.money.Money;

/**
 * What is owed to a non-profit in one currency, by the ledger.
 *
 * @param nonProfit its code
 * @param name its name
 * @param bankAccount where payouts go, or null
 * @param given all that customers' bills gave to it, less what was taken back
 * @param paidOut all that was paid out to it
 * @param payable what a payout would pay today; below zero where more was taken back
 * after a payout than has come since
 * @param waiting what waits for its bills to be paid
 */
public record OwedToNonProfit(String nonProfit, String name, String bankAccount, Money given, Money paidOut,
		Money payable, Money waiting) {

	/** Given, but not paid out. */
	public Money owed() {
		return this.given.minus(this.paidOut);
	}

}

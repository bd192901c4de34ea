package app.accord.portal;

import java.util.UUID;

import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.payment.Payment;
import app.accord.payment.Verdict;

import org.joda.money.Money;

/**
 * An account as the portal's start page shows it.
 *
 * @param account the account
 * @param position where it stands
 * @param payment the payment received last, or null
 * @param verdict what became of the latest payment by card
 * @param payer the name of who is asked to pay it; null: its own customer
 */
record AccountCard(BillingAccount account, Position position, Payment payment, Verdict verdict, String payer) {

	/** Whether there is something to pay. */
	public boolean owes() {
		return this.position.balance().isPositive();
	}

	/** What the customer has paid too much, above zero; null if nothing. */
	public Money credit() {
		return this.position.balance().isNegative() ? this.position.balance().negated() : null;
	}

	/** Whether there is a verdict to tell that the last payment doesn't tell already. */
	public boolean untold() {
		return this.verdict.any() && this.verdict.code() != Verdict.Code.CHARGED;
	}

	/** For the form that pays: the same for each sending of the same page. */
	public String key() {
		return UUID.randomUUID().toString();
	}

}

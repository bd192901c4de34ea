package app.accord.portal;

import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.payment.Payment;
import app.accord.payment.PaymentAttempt;

import org.joda.money.Money;

/**
 * An account as the portal's start page shows it.
 *
 * @param account the account
 * @param position where it stands
 * @param payment the payment received last, or null
 * @param attempt the latest try to pay by card, or null
 */
record AccountCard(BillingAccount account, Position position, Payment payment, PaymentAttempt attempt) {

	/** Whether there is something to pay. */
	public boolean owes() {
		return this.position.balance().isPositive();
	}

	/** What the customer has paid too much, above zero; null if nothing. */
	public Money credit() {
		return this.position.balance().isNegative() ? this.position.balance().negated() : null;
	}

	/** Whether the bank has not said yet what became of the latest try. */
	public boolean checking() {
		return this.attempt != null && this.attempt.open();
	}

	/**
	 * The try to tell of, or null: one that isn't settled, or failed after the last
	 * payment.
	 */
	public PaymentAttempt untold() {
		boolean older = this.attempt == null || this.attempt.state() == PaymentAttempt.State.SUCCEEDED
				|| (!this.attempt.open() && this.payment != null
						&& this.payment.receivedAt().isAfter(this.attempt.createdAt()));
		return older ? null : this.attempt;
	}

}

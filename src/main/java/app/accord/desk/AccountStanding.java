package app.accord.desk;

import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.payment.Payment;
import app.accord.payment.PaymentAttempt;

/**
 * A billing account as the customer page shows it.
 *
 * @param account the account
 * @param position where it stands
 * @param lastPayment the newest payment, or null
 * @param checked a payment whose outcome is not known yet, or null
 */
record AccountStanding(BillingAccount account, Position position, Payment lastPayment, PaymentAttempt checked) {

	/** What is said over the balance. */
	public String heading() {
		if (this.position.balance().isZero()) {
			return "Owes nothing";
		}
		return this.position.balance().isNegative() ? "In credit" : "Owes now";
	}

	/** What is open, first due first: at most five lines. */
	public List<Position.Due> firstDues() {
		List<Position.Due> dues = this.position.dues();
		return dues.subList(0, Math.min(5, dues.size()));
	}

}

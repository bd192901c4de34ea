package app.accord.desk;

import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.payment.Payment;
import app.accord.payment.Verdict;

/**
 * A billing account as the customer page shows it.
 *
 * @param account the account
 * @param position where it stands
 * @param lastPayment the newest payment, or null
 * @param verdict what became of the latest payment by card
 */
record AccountStanding(BillingAccount account, Position position, Payment lastPayment, Verdict verdict) {

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

package app.accord.donation;

import java.time.Instant;
import java.util.List;

import app.accord.staff.Approval;

import org.joda.money.Money;

/**
 * A payout to the non-profits of one currency.
 *
 * @param no its number
 * @param amount all that it pays
 * @param proposedAt when it was proposed, UTC
 * @param proposedBy by whom
 * @param approval the request that a second person decides
 * @param paidAt when it was posted, UTC; null if it was not
 * @param lines what each non-profit is paid; empty in lists
 */
public record Payout(long no, Money amount, Instant proposedAt, String proposedBy, Approval approval, Instant paidAt,
		List<PayoutPreview.Line> lines) {

	/** Where it stands, in words. */
	public String standing() {
		return (this.paidAt != null) ? "paid out"
				: this.approval.pending() ? "waits for approval" : this.approval.state().label();
	}

	/** Whether somebody still has to decide it. */
	public boolean waiting() {
		return this.approval.pending();
	}

}

package app.accord.billing;

import java.util.List;
import java.util.Set;

import org.joda.money.Money;

/**
 * Where an account stands with what is disputed and arranged: what may be chased.
 *
 * @param position the position
 * @param disputed what is disputed of bills, not decided yet
 * @param arranged what a kept arrangement covers and is not paid yet
 * @param chaseable what is overdue, less what is disputed of overdue bills, what is
 * arranged and the opening position; never below zero
 * @param disputes those that are open, the newest first
 * @param arrangement the one that is being kept or waits for an answer, or null
 * @param opening what is overdue since before it was taken over from another system
 * @param openingBills the bills whose open part that is
 */
public record Standing(Position position, Money disputed, Money arranged, Money chaseable, List<Dispute> disputes,
		Arrangement arrangement, Money opening, Set<Integer> openingBills) {

	/** Whether a customer is waiting for our answer. */
	public boolean waiting() {
		return !this.disputes.isEmpty()
				|| (this.arrangement != null && this.arrangement.state() == ArrangementState.REQUESTED);
	}

}

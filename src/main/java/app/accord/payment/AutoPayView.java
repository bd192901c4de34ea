package app.accord.payment;

import java.time.Instant;
import java.util.List;

import app.accord.customer.AccountNumber;

import org.joda.money.Money;

/**
 * How an account's auto-pay stands.
 *
 * @param account whose
 * @param active whether it is on
 * @param card the card that would be charged now; null: there is none that can be
 * @param wanted the card that the customer chose, though it may be unusable; null: none
 * was chosen
 * @param next what is charged next, or null
 * @param nextAmount how much that would be as of now; null without {@code next}
 * @param failed a plan that failed and whose bill is still open, or null
 * @param plans the latest plans, the bill due last first
 * @param history what was switched, newest first
 * @param at when this was read, UTC
 */
public record AutoPayView(AccountNumber account, boolean active, SavedCard card, SavedCard wanted, AutoPayPlan next,
		Money nextAmount, AutoPayPlan failed, List<AutoPayPlan> plans, List<Mandate> history, Instant at) {

	/** The mandate that holds; null if there was never one. */
	public Mandate mandate() {
		return this.history.isEmpty() ? null : this.history.getFirst();
	}

	/** Whether it is on but has no card to charge. */
	public boolean lacksCard() {
		return this.active && this.card == null;
	}

}

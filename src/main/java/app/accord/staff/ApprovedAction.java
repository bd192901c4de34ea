package app.accord.staff;

import app.accord.actor.Actor;

/**
 * Carries out what was approved. A bean of the module that acts.
 */
public interface ApprovedAction {

	/** The {@link Approval#kind()} it carries out. */
	String kind();

	/**
	 * Does it, in the transaction of the approval, so both or neither happen. It must not
	 * call a gateway or mail server: it writes down what is to be sent. Use
	 * {@link Approval#key()} as the write's idempotency key and
	 * {@link Approval#requester()} as its actor; the requester's limit does not count any
	 * more.
	 * @param approval what was approved
	 * @param approver who approved it
	 * @throws app.accord.refusal.Refusal with a sentence if it can't be done any more;
	 * the request then lapses with that sentence
	 */
	void carryOut(Approval approval, Actor approver);

}

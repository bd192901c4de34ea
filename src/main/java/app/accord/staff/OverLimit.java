package app.accord.staff;

import app.accord.refusal.Refusal;

import org.joda.money.Money;

/**
 * Somebody may do this, but not for so much alone: a second person has to approve it. A
 * form that is refused by it offers to ask.
 */
public class OverLimit extends Refusal {

	private static final long serialVersionUID = 1L;

	private final Permission action;

	private final transient Money amount;

	OverLimit(Permission action, Money amount, String sentence) {
		super(sentence);
		this.action = action;
		this.amount = amount;
	}

	/** What was to be done. */
	public Permission action() {
		return this.action;
	}

	/** For how much. */
	public Money amount() {
		return this.amount;
	}

}

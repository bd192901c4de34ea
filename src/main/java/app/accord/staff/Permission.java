package app.accord.staff;

/** What an employee may do up to a limit of his or her role. */
public enum Permission {

	/** Give a credit. */
	CREDIT("Give a credit"),

	/** Charge something outside of a bill. */
	CHARGE("Charge something"),

	/** Correct an issued bill by a credit note. */
	CREDIT_NOTE("Issue a credit note"),

	/** Pay money back. */
	REFUND("Pay money back"),

	/** Give up what a customer owes. */
	WRITE_OFF("Write off"),

	/**
	 * Post money that nothing but a paper proves: a cheque, a transfer told by telephone.
	 */
	MANUAL_PAYMENT("Post a payment by hand"),

	/** Undo an entry of the ledger. */
	REVERSAL("Reverse an entry"),

	/** Decide a dispute in the customer's favour. */
	DISPUTE_DECISION("Decide a dispute"),

	/** Agree on instalments or a later payment. */
	ARRANGEMENT("Agree on instalments"),

	/** Lower what a month of a contract comes to; the amount is that of a month. */
	DISCOUNT("Lower a monthly price"),

	/** Pay a non-profit what customers have given. */
	DONATION_PAYOUT("Pay out donations"),

	/** Erase a person: no amount, so one either may or may not. */
	ERASURE("Erase a person");

	private final String label;

	Permission(String label) {
		this.label = label;
	}

	/** Whether it has an amount. */
	public boolean counted() {
		return this != ERASURE;
	}

	/** What people read: {@code Give a credit}. */
	public String label() {
		return this.label;
	}

}

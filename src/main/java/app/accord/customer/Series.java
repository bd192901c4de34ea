package app.accord.customer;

/** What is numbered 1, 2, 3 … within one customer. */
public enum Series {

	/** Billing accounts. */
	ACCOUNT,

	/** Cases. */
	CASE,

	/** Contact points. */
	CONTACT_POINT,

	/** Contracts. */
	CONTRACT,

	/** Credit notes. */
	CREDIT_NOTE,

	/** Disputes of bills. */
	DISPUTE,

	/** Payment arrangements. */
	ARRANGEMENT,

	/** Bills. */
	INVOICE,

	/** Orders. */
	ORDER,

	/** Payments received. */
	PAYMENT,

	/** Tries to pay by card. */
	ATTEMPT

}

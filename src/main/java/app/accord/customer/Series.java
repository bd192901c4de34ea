package app.accord.customer;

/** What is numbered 1, 2, 3 … within one customer. */
public enum Series {

	/** Billing accounts. */
	ACCOUNT,

	/** Contact points. */
	CONTACT_POINT,

	/** Contracts. */
	CONTRACT,

	/** Bills. */
	INVOICE,

	/** Orders. */
	ORDER,

	/** Payments received. */
	PAYMENT

}

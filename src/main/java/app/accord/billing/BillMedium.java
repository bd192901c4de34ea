package app.accord.billing;

/** How a customer is told of a new bill. */
public enum BillMedium {

	/** By e-mail. */
	EMAIL,

	/** By letter. */
	POST,

	/** Not at all: it is on the self-service pages. */
	PORTAL

}

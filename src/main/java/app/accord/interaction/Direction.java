package app.accord.interaction;

/** Which way a contact went. */
public enum Direction {

	/** The customer contacted the company. */
	IN,

	/** The company contacted the customer. */
	OUT,

	/** A change, not a contact. */
	NONE

}

package app.accord.linked;

/** One of the two sides of a link. */
public enum Side {

	/** The records that were there under the number that leads. */
	LEADING,

	/** The records that were joined to them. */
	JOINED

}

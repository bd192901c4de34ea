package app.accord.billing;

/** What a line of a bill is for. */
public enum LineKind {

	/** A contract's charge for days. */
	RECURRING,

	/** Something charged once. */
	ONE_OFF,

	/** What was used. */
	USAGE,

	/** Taken off by a promotion. */
	DISCOUNT,

	/** What lifts a bill below zero to nothing; kept as credit on the account. */
	CREDIT_KEPT,

	/**
	 * For non-profits: outside net, tax and revenue. Its amount stands as the line's net.
	 */
	DONATION,

	/** Anything else. */
	OTHER

}

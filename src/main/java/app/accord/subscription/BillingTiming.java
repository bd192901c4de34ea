package app.accord.subscription;

/** Whether a month is billed before or after it was provided. */
public enum BillingTiming {

	/** At the beginning of the month. */
	ADVANCE,

	/** When the month is over. */
	ARREARS

}

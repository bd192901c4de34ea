package app.accord.billing;

/**
 * The accounts between which entries move money. Only {@link #RECEIVABLE} has a running
 * balance, one for each billing account; the company's own accounts are summed.
 */
public enum LedgerAccount {

	/** What the customer owes; asset, grows by debit. */
	RECEIVABLE,

	/** Earned by sales; grows by credit. */
	REVENUE,

	/** Tax owed to the state; liability, grows by credit. */
	TAX_PAYABLE,

	/** Cash in the tills; asset. */
	CASH,

	/** Card payments that the gateway owes us; asset. */
	GATEWAY_CLEARING,

	/** Money in the bank; asset. */
	BANK,

	/** Credits given for goodwill; expense. */
	GOODWILL,

	/** Fees for paying late; revenue, grows by credit. */
	LATE_FEES,

	/** Written off; expense. */
	BAD_DEBT,

	/** Round-ups owed to non-profits; liability, grows by credit. Never revenue. */
	DONATIONS_PAYABLE,

	/** Money received of which it is not known yet whose it is; liability. */
	UNALLOCATED

}

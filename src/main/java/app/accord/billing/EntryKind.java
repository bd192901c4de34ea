package app.accord.billing;

/** What a ledger entry is. */
public enum EntryKind {

	/** Something sold or owed outside a bill: a purchase on account, a fee. */
	CHARGE,

	/** A bill's amount before tax. */
	INVOICE,

	/** A bill's tax. */
	TAX,

	/** Money received from the customer. */
	PAYMENT,

	/** Money given back into the account: goodwill, a return. */
	CREDIT,

	/** Money paid back to the customer. */
	REFUND,

	/** A difference put right, either way. */
	CORRECTION,

	/** Undoes one earlier entry, which it names. */
	REVERSAL,

	/** Part or all of a bill taken back by a credit note. */
	CREDIT_NOTE,

	/** A fee for paying late. */
	LATE_FEE,

	/** What is not going to be paid, taken off the account. */
	WRITE_OFF,

	/** The round-up of a bill for a non-profit, which its reference names. */
	DONATION,

	/** A card payment that the customer's bank took back. */
	CHARGEBACK

}

package app.accord.billing;

/**
 * Does what follows from a new credit note, in the transaction that issued it: decides
 * the mail. A module declares it as a bean.
 */
public interface AfterCrediting {

	/** A credit note was issued; everything about it is written. */
	void credited(CreditNote note);

}

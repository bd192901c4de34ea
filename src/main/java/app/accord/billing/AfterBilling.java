package app.accord.billing;

import java.util.List;

/**
 * Does what follows from new bills: decides the mail, plans the payment. A module
 * declares it as a bean.
 */
public interface AfterBilling {

	/**
	 * Called once in the transaction that issued the bills, after everything about them
	 * is written. Many at a time in a bill run: write in batches, and read what is needed
	 * for all of them in few statements.
	 */
	void issued(List<IssuedBill> bills);

}

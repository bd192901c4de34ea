package app.accord.billing;

import java.util.List;

/**
 * Told of entries in the transaction that posts them, right after: for what follows from
 * money coming in.
 */
public interface AfterPosting {

	/**
	 * Entries were posted.
	 * @param account as it is after them; locked by this transaction
	 * @param entries in order
	 */
	void posted(LockedAccount account, List<LedgerEntry> entries);

}

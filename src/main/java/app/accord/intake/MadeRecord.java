package app.accord.intake;

import java.util.List;

/**
 * What became of a record that was taken in.
 *
 * @param customerId whose
 * @param rowNo its first row
 * @param made what it became
 */
record MadeRecord(long customerId, int rowNo, Made made) {

	/**
	 * What a record became.
	 *
	 * @param accountNo the billing account, or null
	 * @param no the number of the order or bill, or null
	 * @param seqs what else: ledger entries, entries of the history, contact points
	 */
	record Made(Integer accountNo, Integer no, List<Long> seqs) {

		static Made of(List<Long> seqs) {
			return new Made(null, null, seqs);
		}

	}

}

package app.accord.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a record that was taken in.
 *
 * @param customerId whose
 * @param rowNo its first row
 * @param made what it became
 */
record MadeRecord(long customerId, int rowNo, Made made) {

	/** What else records became, by whose they are. */
	static Map<Long, List<Long>> seqs(List<MadeRecord> made) {
		Map<Long, List<Long>> seqs = new HashMap<>();
		made.forEach(
				(one) -> seqs.computeIfAbsent(one.customerId(), (id) -> new ArrayList<>()).addAll(one.made().seqs()));
		return seqs;
	}

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

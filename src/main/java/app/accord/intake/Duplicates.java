package app.accord.intake;

import java.util.List;
import java.util.Map;

/** Says which customers a row may be that no external id names. */
interface Duplicates {

	/**
	 * Looks for many rows at once.
	 * @return by the row's number, likeliest first; rows that are nobody's are left out
	 */
	Map<Integer, List<Suspect>> of(List<Candidate> candidates);

	/**
	 * A customer who a row may be.
	 *
	 * @param customerId who
	 * @param certain whether nobody need look
	 * @param why in words
	 */
	record Suspect(long customerId, boolean certain, String why) {
	}

}

package app.accord.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.customer.NewCustomer;

/**
 * A row read as a customer.
 *
 * @param no of the row, the header not counted
 * @param line of the file on which it begins
 * @param text the row as CSV
 * @param externalId with the source in front, or null
 * @param customer what it says
 * @param slots the same, piece by piece: {@code name}, {@code given}, {@code family},
 * {@code language}, {@code phone/Mobile} …; what is empty is not in it
 * @param canonical telephone numbers and addresses as the directory has them
 * @param remarks what could not be taken as it stands
 */
record Candidate(int no, int line, String text, String externalId, NewCustomer customer,
		LinkedHashMap<String, String> slots, Map<String, Slot> canonical, List<String> remarks) {

	/**
	 * A contact point that a row names.
	 *
	 * @param point as it would be added
	 * @param canonical as the directory has it, or null
	 */
	record Slot(app.accord.customer.NewContactPoint point, String canonical) {
	}

}

package app.accord.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.customer.CustomerNumber;
import app.accord.duplicates.Recognised;
import app.accord.duplicates.Recognising;

import org.springframework.stereotype.Component;

/**
 * Says which customers a row may be that no external id names, and which rows of a file
 * may be the same. A like name alone is no sign.
 */
@Component
class LikeCustomers {

	private final Recognising recognising;

	LikeCustomers(Recognising recognising) {
		this.recognising = recognising;
	}

	/**
	 * Looks for many rows at once.
	 * @param rehearsal what would have been written of the file so far
	 * @return by the row's number, likeliest first; rows that are nobody's are left out
	 */
	Map<Integer, List<Suspect>> of(List<Candidate> candidates, Rehearsal rehearsal) {
		Map<Integer, List<Suspect>> suspects = new HashMap<>();
		this.recognising.of(candidates.stream().map(Candidate::readable).toList(), rehearsal).forEach((at, found) -> {
			List<Suspect> some = found.stream().filter((one) -> !one.nameOnly()).map(Suspect::of).toList();
			if (!some.isEmpty()) {
				suspects.put(candidates.get(at).no(), some);
			}
		});
		return suspects;
	}

	/**
	 * A customer who a row may be.
	 *
	 * @param customerId who; below zero the customer of that row
	 * @param certain whether nobody need look
	 * @param why who that is and what speaks for it, in words
	 */
	record Suspect(long customerId, boolean certain, String why) {

		private static Suspect of(Recognised one) {
			String who = (one.customer() != null)
					? one.customer().name() + ", " + CustomerNumber.of(one.customer().customerId())
					: "the customer of row " + -one.customerId() + " of the file";
			return new Suspect(one.customerId(), one.certain(), who + ": " + one.why());
		}

	}

}

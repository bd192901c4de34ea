package app.accord.intake;

import java.util.ArrayList;
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
	 * @return by the row's number, likeliest first; rows that are nobody's are left out
	 */
	Map<Integer, List<Suspect>> of(List<Candidate> candidates) {
		Map<Integer, List<Suspect>> suspects = new HashMap<>();
		this.recognising.of(candidates.stream().map(Candidate::readable).toList()).forEach((at, found) -> {
			List<Suspect> some = found.stream().filter((one) -> !one.nameOnly()).map(Suspect::of).toList();
			if (!some.isEmpty()) {
				suspects.put(candidates.get(at).no(), some);
			}
		});
		return suspects;
	}

	/**
	 * Whether rows of a file are the same as others of it.
	 * @return by the pair's place in the list; pairs that are not are left out
	 */
	Map<Integer, Recognised> among(List<Recognising.Pair> pairs) {
		Map<Integer, Recognised> found = new HashMap<>(this.recognising.among(new ArrayList<>(pairs)));
		found.values().removeIf(Recognised::nameOnly);
		return found;
	}

	/**
	 * A customer who a row may be.
	 *
	 * @param customerId who
	 * @param certain whether nobody need look
	 * @param why in words
	 */
	record Suspect(long customerId, boolean certain, String why) {

		private static Suspect of(Recognised one) {
			return new Suspect(one.customer().customerId(), one.certain(),
					(one.certain() ? "Is " : "May be ") + "%s, %s: %s".formatted(one.customer().name(),
							CustomerNumber.of(one.customer().customerId()), one.why()));
		}

	}

}

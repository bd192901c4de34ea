package app.accord.search;

import java.util.List;

import app.accord.search.Hits.Outcome;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The steps of the search, from what is exact to what is alike; each is taken only if
 * those before have found little.
 */
@Component
class FindingCustomers {

	private static final int MOST_BY_PHONE = 50;

	private final ExactMatches exact;

	private final SearchIndex index;

	FindingCustomers(ExactMatches exact, SearchIndex index) {
		this.exact = exact;
		this.index = index;
	}

	/**
	 * @param text cleaned, not empty
	 * @param most how many are looked for
	 * @param seen whom the one who searches has opened lately, last first
	 * @param some whether it may be any of those who are found where there are very many,
	 * and not always the same; quicker
	 */
	Outcome find(String text, int most, List<Long> seen, boolean some) {
		Query query = Query.of(text, most);
		Hits hits = new Hits(most);
		if (this.exact.find(query, hits)) {
			return hits.outcome(seen, false);
		}
		Steps steps = new Steps(this.index, query, hits);
		try {
			this.index.look(some && query.single(), () -> {
				if (query.hasAt() && !hits.isEmpty()) {
					steps.byAddress();
					return;
				}
				steps.byWords(seen);
				if (hits.few() && (hits.isEmpty() || !query.isWholePhone())) {
					if (some && query.single()) {
						this.index.limit(false);
					}
					steps.byUnfinishedWords();
					steps.bySimilarity();
					steps.byFragments();
				}
			});
			return hits.outcome(seen, false);
		}
		catch (DataAccessException ex) {
			// What was found before the time was up stands.
			return hits.outcome(seen, true);
		}
	}

	/**
	 * Whose telephone number that is; whose it ends, if nobody's.
	 * @param text cleaned, not empty
	 */
	List<Found> byPhone(String text) {
		Query query = Query.of(text, MOST_BY_PHONE);
		Hits hits = new Hits(MOST_BY_PHONE);
		this.exact.phone(query, hits);
		if (hits.isEmpty() && query.digits().length() >= Query.SHORTEST_PHONE) {
			this.index.look(false, () -> new Steps(this.index, query, hits).byDigits());
		}
		return hits.outcome(List.of(), false).found();
	}

}

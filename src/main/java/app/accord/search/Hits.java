package app.accord.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.search.Found.Rank;

/** What one search has found until now: each customer once, as well as it fits. */
final class Hits {

	/** With fewer than these it looks on for what is less like what was typed. */
	static final int FEW = 5;

	private final int most;

	private final Map<Long, Found> found = new LinkedHashMap<>();

	private boolean more;

	/**
	 * @param most how many are looked for
	 */
	Hits(int most) {
		this.most = most;
	}

	void add(Found one) {
		if (this.found.size() < this.most || this.found.containsKey(one.customerId())) {
			this.found.merge(one.customerId(), one,
					(known, other) -> (other.rank().compareTo(known.rank()) < 0) ? other : known);
		}
		else {
			this.more = true;
		}
	}

	void addAll(Collection<Found> some) {
		some.forEach(this::add);
	}

	boolean isEmpty() {
		return this.found.isEmpty();
	}

	boolean few() {
		return this.found.size() < FEW;
	}

	/** Whether there is a number, address or amount that is what was typed. */
	boolean exact() {
		return this.found.values().stream().anyMatch((one) -> one.rank() == Rank.EXACT);
	}

	/** Whether there is somebody whose name is, or begins with, what was typed. */
	boolean named() {
		return this.found.values().stream().anyMatch((one) -> one.rank().compareTo(Rank.NAME_BEGINNINGS) <= 0);
	}

	/** Whether there is somebody whose name is similar. */
	boolean similar() {
		return this.found.values().stream().anyMatch((one) -> one.rank() == Rank.SIMILAR);
	}

	/**
	 * What came of it.
	 * @param seen whom the one who searches has opened lately, last first
	 * @param stopped whether the time was up before every step was taken
	 */
	Outcome outcome(List<Long> seen, boolean stopped) {
		Map<Long, Integer> lately = new LinkedHashMap<>();
		seen.forEach((customerId) -> lately.putIfAbsent(customerId, lately.size()));
		List<Found> sorted = this.found.values()
			.stream()
			.sorted(Comparator.comparing(Found::rank)
				.thenComparing((one) -> lately.getOrDefault(one.customerId(), Integer.MAX_VALUE))
				.thenComparing(Found::likeness, Comparator.reverseOrder())
				.thenComparing(Found::names))
			.toList();
		return new Outcome(sorted, this.more, stopped);
	}

	/**
	 * What came of a search.
	 *
	 * @param found best first
	 * @param more whether there is more than was looked for
	 * @param stopped whether the time was up before every step was taken
	 */
	record Outcome(List<Found> found, boolean more, boolean stopped) {
	}

}

package app.accord.consistency;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * What everybody was told, fact by fact, while everything changed: who was told a fact as
 * of the same version was told the same, by whatever channel.
 */
final class Answers {

	private final Map<String, Told> told = new ConcurrentHashMap<>();

	private final Queue<String> contradictions = new ConcurrentLinkedQueue<>();

	void add(Shown shown) {
		Told first = this.told.computeIfAbsent(shown.what() + " as of " + shown.asOf(), (what) -> new Told(shown));
		first.channels.add(shown.channel());
		if (!first.shown.answer().equals(shown.answer())) {
			this.contradictions.add("The %s as of %d is %s on %s, but %s on %s".formatted(shown.what(), shown.asOf(),
					first.shown.answer(), first.shown.where(), shown.answer(), shown.where()));
		}
		if (!shown.legible()) {
			this.contradictions.add("The %s is %s for machines but %s for people on %s".formatted(shown.what(),
					shown.value(), shown.text(), shown.where()));
		}
	}

	/** A sentence for each answer that is not the first one's. */
	List<String> contradictions() {
		return List.copyOf(this.contradictions);
	}

	/**
	 * How many facts were told, as of the same version, by a channel of those and by
	 * another one.
	 */
	long toldByBoth(Predicate<String> those) {
		return this.told.values()
			.stream()
			.filter((one) -> one.channels.stream().anyMatch(those)
					&& one.channels.stream().anyMatch(Predicate.not(those)))
			.count();
	}

	private record Told(Shown shown, Set<String> channels) {

		Told(Shown shown) {
			this(shown, ConcurrentHashMap.newKeySet());
		}

	}

}

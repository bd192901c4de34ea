package app.accord.consistency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what channels showed of one customer while nothing changed. */
final class Agreement {

	private Agreement() {
	}

	/**
	 * @return a sentence for each thing that two showings say differently
	 */
	static List<String> violations(Collection<Shown> all) {
		List<String> violations = new ArrayList<>();
		Map<String, List<Shown>> byWhat = all.stream()
			.collect(Collectors.groupingBy(Shown::what, TreeMap::new, Collectors.toList()));
		byWhat.forEach((what, showings) -> {
			Map<Long, List<Shown>> byVersion = showings.stream()
				.collect(Collectors.groupingBy(Shown::asOf, TreeMap::new, Collectors.toList()));
			byVersion.forEach((asOf, same) -> {
				if (same.stream().map(Shown::answer).distinct().count() > 1) {
					violations.add("The %s as of %d is %s".formatted(what, asOf, answers(same)));
				}
			});
			if (byVersion.size() > 1) {
				violations.add("The %s is as of %s".formatted(what,
						byVersion.entrySet()
							.stream()
							.map((version) -> version.getKey() + " on " + version.getValue().getFirst().where())
							.collect(Collectors.joining(", "))));
			}
		});
		for (Shown shown : all) {
			if (!shown.legible()) {
				violations.add("The %s is %s for machines but %s for people on %s".formatted(shown.what(),
						shown.value(), shown.text(), shown.where()));
			}
		}
		return violations;
	}

	/**
	 * @param fact a fact's name
	 * @param channels where it must be shown
	 * @return a sentence for each channel that doesn't show it of a subject of which
	 * another one does
	 */
	static List<String> missing(Collection<Shown> all, String fact, Set<String> channels) {
		Map<String, Set<String>> bySubject = new TreeMap<>();
		all.stream()
			.filter((shown) -> shown.fact().equals(fact))
			.forEach((shown) -> bySubject.computeIfAbsent(shown.subject(), (subject) -> new TreeSet<>())
				.add(shown.channel()));
		List<String> violations = new ArrayList<>();
		bySubject.forEach((subject, found) -> channels.stream()
			.filter((channel) -> !found.contains(channel))
			.sorted()
			.forEach((channel) -> violations
				.add("The %s of %s is not shown by %s, only by %s".formatted(fact, subject, channel, found))));
		return violations;
	}

	private static String answers(List<Shown> same) {
		return same.stream()
			.collect(Collectors.groupingBy(Shown::answer, TreeMap::new, Collectors.toList()))
			.entrySet()
			.stream()
			.map((answer) -> answer.getKey() + " on " + answer.getValue().getFirst().where())
			.collect(Collectors.joining(", but "));
	}

}

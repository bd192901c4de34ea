package app.accord.search;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import app.accord.matching.Likeness;
import app.accord.search.Found.Rank;
import app.accord.spelling.Slips;

/** Says how well a name fits what was typed. */
final class Ranking {

	/** A word less alike than this is another word. */
	private static final int ALIKE = 800;

	/** Names less alike than this on the whole are not shown. */
	private static final int ALIKE_IN_ALL = 860;

	/** What words are worth that only sound the same. */
	private static final int SOUNDS_SAME = 860;

	private Ranking() {
	}

	/** Of what was found by words. */
	static Found byWords(List<Term> terms, long customerId, String names) {
		Set<String> base = words(names.contains("|") ? names.substring(0, names.indexOf('|')) : names);
		Set<String> all = words(names);
		Set<String> typed = terms.stream()
			.flatMap((term) -> term.spellings().getFirst().stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
		if (base.equals(typed)) {
			return found(customerId, Rank.WHOLE_NAME, "name", names);
		}
		if (terms.stream().allMatch((term) -> fits(term, all::contains))) {
			return found(customerId, Rank.NAME_WORDS, "name", names);
		}
		if (terms.stream().allMatch((term) -> begins(term, all))) {
			return found(customerId, Rank.NAME_BEGINNINGS, "name", names);
		}
		boolean nickname = false;
		boolean initial = false;
		for (Term term : terms) {
			if (!begins(term, all)) {
				if (term.nicknames().stream().anyMatch(all::contains)) {
					nickname = true;
				}
				else if (all.contains(Term.initial(term.word()))) {
					initial = true;
				}
				else {
					return found(customerId, Rank.ANYTHING, null, names);
				}
			}
		}
		return found(customerId, Rank.ALSO_CALLED, nickname ? "nickname" : initial ? "initial" : null, names);
	}

	/** Of what shares keys; null if it is not alike after all. */
	static Found byLikeness(List<Term> terms, long customerId, String names) {
		Set<String> all = words(names);
		int sum = 0;
		int letters = 0;
		for (Term term : terms) {
			String word = term.word();
			if (!term.mayBeMistyped()) {
				continue;
			}
			int best = all.stream().mapToInt((name) -> likeness(word, name)).max().orElse(0);
			if (best < ALIKE) {
				return null;
			}
			sum += best * word.length();
			letters += word.length();
		}
		int likeness = sum / Math.max(1, letters);
		return (likeness < ALIKE_IN_ALL) ? null
				: new Found(customerId, Rank.SIMILAR, likeness - all.size(), "similar name", null, names);
	}

	/** As written, or at least as heard; in thousandths. */
	private static int likeness(String word, String name) {
		int written = Likeness.jaroWinkler(word, name);
		String sound = Slips.sound(word);
		return (written < SOUNDS_SAME && sound.length() > 1 && sound.equals(Slips.sound(name))) ? SOUNDS_SAME : written;
	}

	private static boolean fits(Term term, java.util.function.Predicate<String> test) {
		return term.spellings().stream().anyMatch((words) -> words.stream().allMatch(test));
	}

	private static boolean begins(Term term, Set<String> names) {
		return fits(term, (word) -> names.stream().anyMatch((name) -> name.startsWith(word)));
	}

	private static Found found(long customerId, Rank rank, String why, String names) {
		return new Found(customerId, rank, 0, why, null, names);
	}

	private static Set<String> words(String names) {
		Set<String> words = new HashSet<>(Arrays.asList(names.split(" ")));
		words.remove("|");
		words.remove("");
		return words;
	}

}

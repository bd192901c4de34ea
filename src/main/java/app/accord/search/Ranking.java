package app.accord.search;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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

	private final List<Asked> asked;

	/** The words as they were typed. */
	private final Set<String> typed;

	/**
	 * For one search.
	 * @param terms what was typed
	 */
	Ranking(List<Term> terms) {
		this.asked = terms.stream().map(Asked::of).toList();
		this.typed = terms.stream()
			.flatMap((term) -> term.spellings().getFirst().stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** Of what was found by words. */
	Found byWords(long customerId, String names) {
		Set<String> base = words(names.contains("|") ? names.substring(0, names.indexOf('|')) : names);
		if (base.equals(this.typed)) {
			return found(customerId, Rank.WHOLE_NAME, "name", names);
		}
		Set<String> all = words(names);
		if (this.asked.stream().allMatch((term) -> term.fits(all::contains))) {
			return found(customerId, Rank.NAME_WORDS, "name", names);
		}
		if (this.asked.stream().allMatch((term) -> term.begins(all))) {
			return found(customerId, Rank.NAME_BEGINNINGS, "name", names);
		}
		boolean nickname = false;
		boolean initial = false;
		for (Asked term : this.asked) {
			if (!term.begins(all)) {
				if (term.nicknames.stream().anyMatch(all::contains)) {
					nickname = true;
				}
				else if (all.contains(term.initial)) {
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
	Found byLikeness(long customerId, String names) {
		Set<String> all = words(names);
		int sum = 0;
		int letters = 0;
		for (Asked term : this.asked) {
			String word = term.word;
			if (!term.mayBeMistyped) {
				continue;
			}
			int best = all.stream().mapToInt(term::likeness).max().orElse(0);
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

	private static Found found(long customerId, Rank rank, String why, String names) {
		return new Found(customerId, rank, 0, why, null, names);
	}

	private static Set<String> words(String names) {
		Set<String> words = new HashSet<>(Arrays.asList(names.split(" ")));
		words.remove("|");
		words.remove("");
		return words;
	}

	/** A term with what is asked of it for each name. */
	private record Asked(List<List<String>> spellings, String word, String sound, Set<String> nicknames, String initial,
			boolean mayBeMistyped) {

		static Asked of(Term term) {
			String word = term.word();
			return new Asked(term.spellings(), word, Slips.sound(word), term.nicknames(), Term.initial(word),
					term.mayBeMistyped());
		}

		boolean fits(Predicate<String> test) {
			return this.spellings.stream().anyMatch((words) -> words.stream().allMatch(test));
		}

		boolean begins(Set<String> names) {
			return fits((word) -> names.stream().anyMatch((name) -> name.startsWith(word)));
		}

		/** As written, or at least as heard; in thousandths. */
		int likeness(String name) {
			int written = Likeness.jaroWinkler(this.word, name);
			return (written < SOUNDS_SAME && this.sound.length() > 1 && this.sound.equals(Slips.sound(name)))
					? SOUNDS_SAME : written;
		}

	}

}

package app.accord.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.customer.SearchMarks;
import app.accord.spelling.Folding;
import app.accord.spelling.LegalForms;
import app.accord.spelling.Nicknames;
import app.accord.spelling.Slips;
import app.accord.spelling.Words;

/**
 * One of the things that were typed, between spaces.
 *
 * @param folded as it was typed, folded
 * @param spellings the ways to spell it, each as its words
 */
record Term(String folded, List<List<String>> spellings) {

	private static final int SHORTEST_NICKNAMED = 2;

	private static final int SHORTEST_MISTYPED = 3;

	static Term of(String typed) {
		Set<List<String>> spellings = new LinkedHashSet<>();
		for (String spelling : Folding.spellings(typed)) {
			List<String> words = Words.of(spelling);
			if (!words.isEmpty()) {
				spellings.add(words);
				if (words.size() > 1) {
					spellings.add(List.of(String.join("", words)));
				}
			}
		}
		return new Term(Folding.fold(typed), new ArrayList<>(spellings));
	}

	/** What it is compared by: its last spelling is in Latin letters, if it can be. */
	String word() {
		return String.join("", this.spellings.getLast());
	}

	boolean isLegalForm() {
		return this.spellings.stream().anyMatch((words) -> words.size() == 1 && LegalForms.contains(words.getFirst()));
	}

	/** Whether it is like a word of a name, which may be mistyped. */
	boolean mayBeMistyped() {
		return word().length() >= SHORTEST_MISTYPED && word().codePoints().allMatch(Character::isLetter)
				&& !keys().isEmpty();
	}

	Set<Integer> keys() {
		Set<Integer> keys = new LinkedHashSet<>();
		this.spellings.forEach((words) -> keys.addAll(Slips.keys(String.join("", words))));
		return keys;
	}

	/** Other given names that people use for it. */
	Set<String> nicknames() {
		Set<String> names = new LinkedHashSet<>();
		this.spellings.stream()
			.filter((words) -> words.size() == 1 && words.getFirst().length() >= SHORTEST_NICKNAMED)
			.forEach((words) -> names.addAll(Nicknames.of(words.getFirst())));
		return names;
	}

	/** As a whole word, for PostgreSQL's {@code tsquery}. */
	String exactly() {
		return anyOf(this.spellings.stream()
			.map((words) -> words.stream().map(Words::quoted).collect(Collectors.joining("&", "(", ")")))
			.toList());
	}

	/** As the beginning of a word of anything. */
	String beginning() {
		return anyOf(beginnings(Term::beginningOf));
	}

	/** As the beginning of a name, or a whole word of anything. */
	String beginningOfName() {
		return anyOf(beginnings(Term::beginningOfName));
	}

	/** The same, or a nickname, or the initial that stands for it. */
	String alsoCalled() {
		List<String> all = calledAlone();
		this.spellings.stream()
			.filter((words) -> words.size() == 1 && words.getFirst().codePointCount(0, words.getFirst().length()) > 2
					&& Character.isLetter(words.getFirst().codePointAt(0)))
			.map((words) -> initial(words.getFirst()))
			.distinct()
			.forEach((initial) -> all.add(Words.quoted(SearchMarks.initial(initial))));
		return anyOf(all);
	}

	/**
	 * What is looked for where it is the only word: the same, or a nickname. Whoever has
	 * just its initial is one of too many.
	 * @return the likeliest first
	 */
	List<String> calledAlone() {
		List<String> all = new ArrayList<>(beginnings(Term::beginningOfName));
		nicknames().stream().map(Words::quoted).forEach(all::add);
		return all;
	}

	/** The same as one condition, by how many words there are. */
	static Function<Term, String> called(List<Term> terms) {
		return (terms.size() > 1) ? Term::alsoCalled : (term) -> anyOf(term.calledAlone());
	}

	/**
	 * As the beginnings of two words of one name.
	 * @return for PostgreSQL's {@code tsquery}; empty if one of them is written as
	 * several words
	 */
	Optional<String> pairedWith(Term other) {
		if (!singleWord() || !other.singleWord()) {
			return Optional.empty();
		}
		return Optional.of((SearchMarks.letters(word()) < SearchMarks.letters(other.word()))
				? other.pairedWithInitial(this) : pairedWithInitial(other));
	}

	private String pairedWithInitial(Term other) {
		List<String> conditions = new ArrayList<>();
		conditions
			.add(anyOf(words().flatMap((beginning) -> other.words().map((one) -> SearchMarks.pair(one, beginning)))
				.distinct()
				.map(Words::quoted)
				.toList()));
		if (words().anyMatch((word) -> SearchMarks.letters(word) > SearchMarks.pairedLetters(word))) {
			conditions.add(beginningOfName());
		}
		if (other.words().anyMatch((word) -> SearchMarks.letters(word) > 1)) {
			conditions.add(other.beginningOfName());
		}
		return String.join("&", conditions);
	}

	private boolean singleWord() {
		return this.spellings.stream().allMatch((words) -> words.size() == 1);
	}

	private Stream<String> words() {
		return this.spellings.stream().map(List::getFirst);
	}

	static String initial(String word) {
		return word.substring(0, word.offsetByCodePoints(0, 1));
	}

	private List<String> beginnings(Function<String, List<String>> each) {
		List<String> all = new ArrayList<>();
		for (List<String> words : this.spellings) {
			all.addAll((words.size() == 1) ? each.apply(words.getFirst())
					: List.of(words.stream().map(each).map(Term::anyOf).collect(Collectors.joining("&", "(", ")"))));
		}
		if (SearchMarks.wholeWords(this.folded)) {
			all.addFirst(Words.quoted(this.folded) + ":*");
		}
		return all;
	}

	private static List<String> beginningOf(String word) {
		return (SearchMarks.letters(word) <= SearchMarks.SHORT) ? beginningOfName(word)
				: List.of(Words.quoted(word) + ":*");
	}

	private static List<String> beginningOfName(String word) {
		return (SearchMarks.letters(word) <= SearchMarks.LONGEST_BEGINNING)
				? List.of(Words.quoted(SearchMarks.beginning(word)), Words.quoted(word))
				: List.of(Words.quoted(word) + ":*");
	}

	private static String anyOf(List<String> alternatives) {
		return alternatives.stream().collect(Collectors.joining("|", "(", ")"));
	}

}

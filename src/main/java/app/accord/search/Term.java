package app.accord.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
		return alternatives((word) -> quoted(word));
	}

	/** As the beginning of a word. */
	String beginning() {
		String beginnings = alternatives(Term::beginningOf);
		return SearchMarks.wholeWords(this.folded) ? "(" + quoted(this.folded) + ":*|" + beginnings + ")" : beginnings;
	}

	/** The same, or a nickname, or the initial that stands for it. */
	String alsoCalled() {
		List<String> others = nicknames().stream().map(Term::quoted).collect(Collectors.toCollection(ArrayList::new));
		this.spellings.stream()
			.filter((words) -> words.size() == 1 && words.getFirst().codePointCount(0, words.getFirst().length()) > 2
					&& Character.isLetter(words.getFirst().codePointAt(0)))
			.map((words) -> initial(words.getFirst()))
			.distinct()
			.forEach((initial) -> others.add(quoted(initial)));
		return others.isEmpty() ? beginning() : "(" + beginning() + "|" + String.join("|", others) + ")";
	}

	static String initial(String word) {
		return word.substring(0, word.offsetByCodePoints(0, 1));
	}

	private String alternatives(java.util.function.UnaryOperator<String> each) {
		return this.spellings.stream()
			.map((words) -> words.stream().map(each).collect(Collectors.joining("&", "(", ")")))
			.collect(Collectors.joining("|", "(", ")"));
	}

	private static String beginningOf(String word) {
		return (word.codePointCount(0, word.length()) <= SearchMarks.SHORT)
				? "(" + quoted(SearchMarks.beginning(word)) + "|" + quoted(word) + ")" : quoted(word) + ":*";
	}

	static String quoted(String word) {
		return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'";
	}

}

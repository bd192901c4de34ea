package app.accord.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.customer.SearchMarks;
import app.accord.customer.Typed;
import app.accord.search.Found.Rank;
import app.accord.search.SearchIndex.Row;
import app.accord.spelling.Words;

/** What one search does where what was typed is nothing exact; each step adds hits. */
final class Steps {

	private static final int MOST_SIMILAR = 20;

	/** So many are compared letter by letter. */
	private static final int COMPARED = 400;

	private final SearchIndex index;

	private final Query query;

	private final Hits hits;

	private final List<Term> terms;

	/** One more than are looked for, to see whether there are more. */
	private final int most;

	Steps(SearchIndex index, Query query, Hits hits) {
		this.index = index;
		this.query = query;
		this.hits = hits;
		this.terms = query.terms();
		this.most = query.most() + 1;
	}

	/** Whose address begins so: it may not yet be typed to its end. */
	void byAddress() {
		anything(Words.quoted(Typed.fold(this.query.text())) + ":*");
	}

	/**
	 * By beginnings of names, nicknames, initials, and whole words of anything.
	 * @param seen customers who are looked for first where there are too many
	 */
	void byWords(List<Long> seen) {
		if (this.query.hasDigits()) {
			byDigits();
		}
		if (this.terms.isEmpty() || !this.hits.isEmpty() && this.query.hasDigits()) {
			return;
		}
		List<Found> found = this.query.single() ? word(this.terms.getFirst()) : several();
		if (found.size() > this.query.most()) {
			// Too many: at least whoever is called exactly so, and whom we know, are
			// among them.
			this.hits.addAll(words(this.terms, Term::exactly));
			this.hits.addAll(
					ranked(this.terms, this.index.byWords(all(this.terms, Term.called(this.terms)), seen, this.most)));
		}
		this.hits.addAll(found);
		List<Term> names = this.terms.stream().filter((term) -> !term.isLegalForm()).toList();
		if (this.hits.few() && !names.isEmpty() && names.size() < this.terms.size()) {
			this.hits.addAll(words(names, Term.called(names)));
		}
	}

	/**
	 * Where names that begin so are few, other words too: of addresses, of ids; and where
	 * there are none, as if a space were one too many.
	 */
	void byUnfinishedWords() {
		List<List<Term>> alternatives = new ArrayList<>();
		List<String> queries = new ArrayList<>();
		if (this.hits.isEmpty()) {
			joined().forEach((terms) -> {
				alternatives.add(terms);
				queries.add(all(terms, Term::beginningOfName));
			});
		}
		String wider = null;
		if (lastMayBeOther() && (this.hits.isEmpty() || !this.query.hasDigits())) {
			alternatives.add(this.terms);
			List<Term> finished = this.terms.subList(0, this.terms.size() - 1);
			String before = all(finished, Term::beginningOfName);
			if (finished.stream().anyMatch((term) -> term.word().length() > SearchMarks.SHORT)) {
				wider = anyOf(Stream.concat(queries.stream(), Stream.of(before)).toList());
			}
			queries.add((finished.isEmpty() ? "" : before + "&") + this.terms.getLast().beginning());
		}
		if (!queries.isEmpty()) {
			List<Row> rows = this.index.byWords(wider, anyOf(queries), this.most);
			alternatives.forEach((terms) -> this.hits.addAll(ranked(terms, rows)));
		}
	}

	/**
	 * Whether the last word, which may not yet be typed to its end, is to be looked for
	 * among other words than names: of a short one it would be the same question again.
	 */
	private boolean lastMayBeOther() {
		return !this.terms.isEmpty()
				&& !this.terms.getLast().beginning().equals(this.terms.getLast().beginningOfName());
	}

	/** Two words as one: Van der Berg for Vanderberg. */
	private List<List<Term>> joined() {
		List<List<Term>> all = new ArrayList<>();
		for (int i = 1; i < this.terms.size(); i++) {
			List<Term> joined = new ArrayList<>(this.terms.subList(0, i - 1));
			joined.add(Term.of(this.terms.get(i - 1).folded() + this.terms.get(i).folded()));
			joined.addAll(this.terms.subList(i + 1, this.terms.size()));
			all.add(joined);
		}
		return all;
	}

	/** By the end, or the beginning, of telephone numbers. */
	void byDigits() {
		String digits = this.query.digits();
		for (String end : new LinkedHashSet<>(List.of(digits, digits.replaceFirst("^0+", "")))) {
			if (end.length() > SearchMarks.SHORT) {
				anything(Words.quoted(SearchMarks.fromBehind(end)) + ":*|" + Words.quoted(end) + ":*");
			}
		}
	}

	/** One word: each of what it may stand for by itself. */
	private List<Found> word(Term term) {
		Map<Long, Found> any = new LinkedHashMap<>();
		ranked(List.of(term), this.index.byAnyWords(term.calledAlone(), this.most))
			.forEach((one) -> any.putIfAbsent(one.customerId(), one));
		return List.copyOf(any.values());
	}

	/**
	 * Several words. Where so many names begin with two of them that these are more than
	 * enough, nothing else is looked for.
	 */
	private List<Found> several() {
		List<Found> paired = pair().map((pair) -> ranked(this.terms, this.index.byWords(pair, this.most)))
			.orElse(List.of());
		return (paired.size() > this.query.most()) ? paired : words(this.terms, Term::alsoCalled);
	}

	private Optional<String> pair() {
		return (this.terms.size() == 2) ? this.terms.getFirst().pairedWith(this.terms.getLast()) : Optional.empty();
	}

	private List<Found> words(List<Term> terms, Function<Term, String> each) {
		return ranked(terms, this.index.byWords(all(terms, each), this.most));
	}

	private static List<Found> ranked(List<Term> terms, List<Row> rows) {
		Ranking ranking = new Ranking(terms);
		return rows.stream().map((row) -> ranking.byWords(row.customerId(), row.names())).toList();
	}

	private void anything(String words) {
		this.index.byWords(words, this.most)
			.forEach((row) -> this.hits.add(new Found(row.customerId(), Rank.ANYTHING, 0, null, null, row.names())));
	}

	private static String anyOf(List<String> queries) {
		return queries.stream().collect(Collectors.joining(")|(", "(", ")"));
	}

	private static String all(List<Term> terms, Function<Term, String> each) {
		return terms.stream().map(each).collect(Collectors.joining("&"));
	}

	/** By names that are written or sound alike. */
	void bySimilarity() {
		List<Term> mistyped = this.terms.stream()
			.filter((term) -> term.mayBeMistyped() && !term.isLegalForm())
			.toList();
		// An initial and something like the name is little where others fit.
		boolean little = mistyped.size() == 1 && !this.query.single()
				|| mistyped.stream().allMatch((term) -> term.word().length() <= SearchMarks.SHORT);
		if (!this.hits.few() || this.hits.exact() || mistyped.isEmpty() || little && !this.hits.isEmpty()) {
			return;
		}
		String rest = this.terms.stream()
			.filter((term) -> !term.mayBeMistyped() && !term.isLegalForm())
			.map(Term::beginning)
			.collect(Collectors.joining("&"));
		Ranking ranking = new Ranking(mistyped);
		this.index.byKeys(mistyped.stream().map((term) -> term.keys().toArray(Integer[]::new)).toList(), rest, COMPARED)
			.stream()
			.map((row) -> ranking.byLikeness(row.customerId(), row.names()))
			.filter(Objects::nonNull)
			.sorted(Comparator.comparing(Found::likeness).reversed())
			.limit(MOST_SIMILAR)
			.forEach(this.hits::add);
	}

	/** Somewhere within words, where no name is like what was typed. */
	void byFragments() {
		boolean named = this.hits.named() || this.hits.similar() && !this.query.single();
		if (!this.hits.few() || this.hits.exact() || named) {
			return;
		}
		List<String> patterns = (!this.query.digits().isEmpty())
				? List.of("%" + this.query.digits().replaceFirst("^0+", "") + "%")
				: Arrays.stream(Typed.fold(this.query.text()).split(" "))
					.filter((word) -> !word.isEmpty())
					.limit(Query.MOST_TERMS)
					.map(Steps::pattern)
					.toList();
		// One or two letters are too few for the index: it would be read whole.
		if (patterns.stream().noneMatch((pattern) -> pattern.length() >= SearchMarks.SHORT + 2)) {
			return;
		}
		this.index.byFragments(patterns, this.most)
			.forEach((row) -> this.hits.add(new Found(row.customerId(), Rank.FRAGMENT, 0, null, null, row.names())));
	}

	private static String pattern(String word) {
		return ((word.length() < SearchMarks.SHORT) ? "% " : "%") + Typed.literal(word) + "%";
	}

}

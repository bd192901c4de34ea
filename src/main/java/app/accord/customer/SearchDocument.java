package app.accord.customer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import app.accord.spelling.Folding;
import app.accord.spelling.LegalForms;
import app.accord.spelling.Slips;
import app.accord.spelling.Words;

/**
 * What a customer can be found by.
 *
 * @param customerId the customer
 * @param document everything folded, with a space before every word: so a fragment finds
 * it anywhere
 * @param names the words of the name; after a bar those of its other spellings
 * @param words each word of everything; telephone numbers also from behind, marked as
 * {@link SearchMarks} says
 * @param keys what the words of the name keep when they are mistyped
 */
record SearchDocument(long customerId, String document, String names, Set<String> words, Set<Integer> keys) {

	/** Counts the changes of the rules by which documents are made. */
	static final int RULES = 4;

	private static final String REQUEST = "request:";

	private static final int LONGEST = 200;

	private static final Pattern LETTERS_OR_DIGITS = Pattern.compile("(?<=\\p{L})(?=\\d)|(?<=\\d)(?=\\p{L})");

	static SearchDocument of(long customerId, String name, String givenName, String familyName,
			Collection<Point> points, Collection<String> externalIds) {
		Set<String> parts = new LinkedHashSet<>();
		String folded = Typed.fold(name);
		parts.add(folded);
		Set<String> base = new LinkedHashSet<>(Words.of(folded));
		Set<String> named = new LinkedHashSet<>();
		Set<String> words = new TreeSet<>();
		for (String part : new String[] { name, givenName, familyName }) {
			String clean = Typed.clean(part);
			if (clean != null) {
				if (!folded.contains(Typed.fold(part))) {
					parts.add(Typed.fold(part));
					base.addAll(Words.of(Typed.fold(part)));
				}
				Folding.spellings(clean).forEach((spelling) -> {
					named.addAll(Words.andJoined(spelling));
					words.addAll(SearchMarks.pairs(Words.of(spelling)));
				});
			}
		}
		Set<Integer> keys = new TreeSet<>();
		for (String word : named) {
			words.add(word);
			words.addAll(SearchMarks.beginnings(word));
			if (word.codePointCount(0, word.length()) == 1) {
				words.add(SearchMarks.initial(word));
			}
			if (!LegalForms.contains(word)) {
				keys.addAll(Slips.keys(word));
			}
		}
		addNumber(parts, words, CustomerNumber.of(customerId).toString());
		for (Point point : points) {
			switch (point.kind()) {
				case PHONE -> addPhone(parts, words, point);
				case EMAIL -> addEmail(parts, words, point);
				case POSTAL -> add(parts, words, point.typed());
			}
		}
		// The key of the request that made a customer is nothing that people look for.
		externalIds.stream().filter((id) -> !id.startsWith(REQUEST)).forEach((id) -> add(parts, words, id));
		parts.remove("");
		words.remove("");
		named.removeAll(base);
		return new SearchDocument(customerId, " " + String.join(" ", parts),
				String.join(" ", base) + (named.isEmpty() ? "" : " | " + String.join(" ", named)), words, keys);
	}

	private static void add(Set<String> parts, Set<String> words, String typed) {
		String clean = Typed.clean(typed);
		if (clean != null) {
			parts.add(Typed.fold(clean));
			Folding.spellings(clean).forEach((spelling) -> {
				words.addAll(Words.andJoined(spelling));
				for (String word : spelling.split(" ")) {
					if (SearchMarks.wholeWords(word)) {
						words.add(shortened(word));
					}
				}
			});
		}
	}

	/**
	 * Without its letter and check digit, which say nothing and stand in every number.
	 */
	private static void addNumber(Set<String> parts, Set<String> words, String number) {
		Set<String> own = new TreeSet<>();
		add(parts, own, number);
		own.stream().filter((word) -> word.length() > 1).forEach(words::add);
	}

	private static void addPhone(Set<String> parts, Set<String> words, Point point) {
		String digits = ((point.canonical() != null) ? point.canonical() : point.typed()).replaceAll("\\D", "");
		parts.add((point.canonical() != null) ? point.canonical() : digits);
		if (!digits.isEmpty()) {
			words.add(shortened(digits));
			words.add(shortened(SearchMarks.fromBehind(digits)));
		}
	}

	private static void addEmail(Set<String> parts, Set<String> words, Point point) {
		String email = (point.canonical() != null) ? point.canonical() : Typed.fold(point.typed());
		parts.add(Typed.fold(email));
		for (String spelling : Folding.spellings(email)) {
			// Not smith123, of which there are many: whoever looks for what begins with
			// smith would have to go through all of them.
			for (String part : LETTERS_OR_DIGITS.split(spelling)) {
				words.addAll(Words.of(part));
			}
		}
		words.add(shortened(email));
		if (email.indexOf('@') >= 0) {
			words.add(shortened(email.substring(email.indexOf('@'))));
		}
	}

	private static String shortened(String word) {
		return (word.length() > LONGEST) ? word.substring(0, LONGEST) : word;
	}

	/** What it says of a contact point. */
	record Point(ContactKind kind, String typed, String canonical) {

		static List<Point> of(List<ContactPoint> points) {
			return points.stream().map((point) -> new Point(point.kind(), point.typed(), point.canonical())).toList();
		}

	}

}

package app.accord.customer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How words stand in the index of what customers can be found by. */
public final class SearchMarks {

	/** What is shorter is not worth a look into the index of fragments. */
	public static final int SHORT = 3;

	/**
	 * Beginnings of names up to so many letters stand there themselves. Looking for one
	 * of them is cheap, however many customers there are; looking for all words that
	 * begin so is not.
	 */
	public static final int LONGEST_BEGINNING = 12;

	/** Of a name of more words, so many stand there in pairs. */
	private static final int PAIRED_WORDS = 4;

	/** A pair has so many letters of the one word, the most first, and an initial. */
	private static final List<Integer> PAIRED_LETTERS = List.of(4, 2, 1);

	/** Stands for an id that nobody has yet. */
	private static final long NOBODY = 999_999_999_999L;

	private SearchMarks() {
	}

	/** How the beginning of a word of a name stands there. */
	public static String beginning(String letters) {
		return "^" + letters;
	}

	/**
	 * How a word of a name stands there that is one letter: as an initial. Letters by
	 * themselves are in addresses and numbers too.
	 */
	public static String initial(String letter) {
		return letter + ".";
	}

	/**
	 * How the beginnings of two words of one name stand there together: as the initial of
	 * one and the first letters of the other. Each may be common; both in one name are
	 * less so, and need not be looked for among all who have the one or the other.
	 * @param initial the beginning of one word, of which the first letter says all
	 * @param beginning the beginning of the other; what is more than four letters, or
	 * three, is left out
	 */
	public static String pair(String initial, String beginning) {
		String one = first(initial, 1);
		String other = first(beginning, pairedLetters(beginning));
		return (other.length() == one.length() && other.compareTo(one) < 0) ? other + "^" + one : one + "^" + other;
	}

	/** How many letters of a beginning a pair says. */
	public static int pairedLetters(String beginning) {
		int letters = letters(beginning);
		return PAIRED_LETTERS.stream().filter((paired) -> paired <= letters).findFirst().orElseThrow();
	}

	/** How a telephone number stands there so that its end finds it. */
	public static String fromBehind(String digits) {
		return "<" + new StringBuilder(digits).reverse();
	}

	/**
	 * Whether what people typed without a space stands there also as it is: addresses of
	 * e-mail, ids, our numbers.
	 * @param typed folded
	 */
	public static boolean wholeWords(String typed) {
		return typed.length() > 2 && typed.codePoints().anyMatch((letter) -> !Character.isLetterOrDigit(letter))
				&& typed.codePoints().anyMatch((letter) -> Character.isDigit(letter) || letter == '@');
	}

	/**
	 * The words of letters and digits by which somebody would be found who is not there
	 * yet.
	 */
	public static Set<String> words(NewCustomer customer) {
		return SearchDocument
			.of(NOBODY, customer.wholeName(), customer.givenName(), customer.familyName(),
					customer.contactPoints()
						.stream()
						.map((point) -> new SearchDocument.Point(point.kind(), point.typed(), null))
						.toList(),
					customer.externalIds())
			.words()
			.stream()
			.filter((word) -> word.codePoints().allMatch(SearchMarks::ofWord))
			.collect(Collectors.toSet());
	}

	private static boolean ofWord(int letter) {
		return Character.isLetterOrDigit(letter) || Character.getType(letter) == Character.NON_SPACING_MARK
				|| Character.getType(letter) == Character.COMBINING_SPACING_MARK;
	}

	/** How many letters a word has, also those that Java counts twice. */
	public static int letters(String word) {
		return word.codePointCount(0, word.length());
	}

	static Set<String> beginnings(String word) {
		Set<String> beginnings = new LinkedHashSet<>();
		for (int i = 1; i <= Math.min(LONGEST_BEGINNING, letters(word)); i++) {
			beginnings.add(beginning(first(word, i)));
		}
		return beginnings;
	}

	/**
	 * All pairs of a name.
	 * @param words those of the name, in its order
	 */
	static Set<String> pairs(List<String> words) {
		List<String> some = words.stream().distinct().limit(PAIRED_WORDS).toList();
		Set<String> pairs = new LinkedHashSet<>();
		for (String one : some) {
			for (String other : some) {
				if (!one.equals(other)) {
					int letters = letters(other);
					PAIRED_LETTERS.stream()
						.filter((paired) -> paired <= letters)
						.forEach((paired) -> pairs.add(pair(one, first(other, paired))));
				}
			}
		}
		return pairs;
	}

	private static String first(String word, int letters) {
		return word.substring(0, word.offsetByCodePoints(0, letters));
	}

}

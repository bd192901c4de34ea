package app.accord.customer;

import java.util.LinkedHashSet;
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
	public static final int LONGEST_BEGINNING = 8;

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

	static Set<String> beginnings(String word) {
		Set<String> beginnings = new LinkedHashSet<>();
		int letters = word.codePointCount(0, word.length());
		for (int i = 1; i <= Math.min(LONGEST_BEGINNING, letters); i++) {
			beginnings.add(beginning(word.substring(0, word.offsetByCodePoints(0, i))));
		}
		return beginnings;
	}

}

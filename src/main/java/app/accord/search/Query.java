package app.accord.search;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import app.accord.customer.SearchMarks;

/**
 * What was typed, taken apart.
 *
 * @param text cleaned, not empty
 * @param most how many are looked for
 * @param terms what stands between spaces, the first six; none of an amount
 * @param digits those of what may be a telephone number or its end, without an extension;
 * else empty
 */
record Query(String text, int most, List<Term> terms, String digits) {

	/** Digits of a telephone number that is no end of another. */
	private static final int WHOLE_PHONE = 9;

	/** Digits of the shortest number that is looked up whole. */
	static final int SHORTEST_PHONE = 5;

	static final int MOST_TERMS = 6;

	private static final Pattern PHONE_LIKE = Pattern
		.compile("(?i)[+(]?[\\d\\s()./+\\u00a0\\u2010-\\u2015-]+(?:(?:x|ext\\.?|#)\\s*\\d+)?");

	/** With cents, and nothing but digits before them: the sum of a bill, no number. */
	private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}[.,]\\d{2}");

	static Query of(String text, int most) {
		if (isAmount(text)) {
			return new Query(text, most, List.of(), "");
		}
		List<Term> terms = Arrays.stream(text.split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.map(Term::of)
			.filter((term) -> !term.spellings().isEmpty())
			.limit(MOST_TERMS)
			.toList();
		return new Query(text, most, terms, isPhoneLike(text) ? digits(text) : "");
	}

	static String digits(String text) {
		return text.replaceFirst("(?i)(?:x|ext\\.?|#)\\s*\\d+$", "").replaceAll("\\D", "");
	}

	static boolean isPhoneLike(String text) {
		return PHONE_LIKE.matcher(text).matches() && digits(text).length() >= SearchMarks.SHORT && !isAmount(text);
	}

	static boolean isAmount(String text) {
		return AMOUNT.matcher(text).matches();
	}

	boolean isWholePhone() {
		return this.digits.length() >= WHOLE_PHONE;
	}

	/** Whether the digits are enough to look for numbers that end so. */
	boolean hasDigits() {
		return this.digits.length() > SearchMarks.SHORT;
	}

	/** Whether it is, or begins, an address of e-mail. */
	boolean hasAt() {
		return this.text.indexOf('@') > 0;
	}

	/** Whether one word only was typed. */
	boolean single() {
		return this.terms.size() == 1;
	}

}

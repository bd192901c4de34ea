package app.accord.matching;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which order day and month are written where both are numbers. */
public enum DayMonthOrder {

	/** 24/12/1970, 24.12.1970. */
	DAY_FIRST,

	/** 12/24/1970. */
	MONTH_FIRST;

	private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/. ]?(\\d{2})[-/. ]?(\\d{2})(?:[T ].*)?");

	private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2})[-/. ]+(\\d{1,2})[-/. ]+(\\d{4}|\\d{2})(?: .*)?");

	private static final Pattern MONTH_WORD = Pattern
		.compile("(\\d{1,2})(?:st|nd|rd|th|\\.)?[-/ ]*([a-z]{3,9})\\.?[-/, ]*(\\d{4}|\\d{2})");

	private static final Pattern MONTH_WORD_FIRST = Pattern
		.compile("([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{4}|\\d{2})");

	private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

	/** Two digits up to this are of this century: nobody is born in the future. */
	private static final int PIVOT = 26;

	/**
	 * The style of a column, from the values in which only one can be the month; day
	 * first where none tells.
	 */
	static DayMonthOrder of(List<String> values) {
		int day = 0;
		int month = 0;
		for (String value : values) {
			Matcher numbers = NUMBERS.matcher(value.strip());
			if (numbers.matches()) {
				day += (Integer.parseInt(numbers.group(1)) > 12) ? 1 : 0;
				month += (Integer.parseInt(numbers.group(2)) > 12) ? 1 : 0;
			}
		}
		return (month > day) ? MONTH_FIRST : DAY_FIRST;
	}

	/** Whether a value looks like a date. */
	static boolean looksLikeOne(String value) {
		String clean = value.strip();
		return !clean.matches("\\d{8}") && DAY_FIRST.read(clean) != null
				|| clean.matches("(19|20)\\d\\d(0[1-9]|1[012])([012]\\d|3[01])");
	}

	/**
	 * A date as eight digits, year first. Impossible days are kept as they stand: a slip
	 * of the pen still resembles the right date.
	 * @return null if it is no date
	 */
	String read(String typed) {
		String clean = typed.strip().toLowerCase(Locale.ROOT);
		Matcher matcher = YEAR_FIRST.matcher(clean);
		if (matcher.matches()) {
			return matcher.group(1) + matcher.group(2) + matcher.group(3);
		}
		matcher = NUMBERS.matcher(clean);
		if (matcher.matches()) {
			int first = Integer.parseInt(matcher.group(1));
			int second = Integer.parseInt(matcher.group(2));
			boolean monthFirst = (this == MONTH_FIRST) ? first <= 12 : second > 12;
			return digits(matcher.group(3), monthFirst ? first : second, monthFirst ? second : first);
		}
		matcher = MONTH_WORD.matcher(clean);
		if (matcher.matches() && month(matcher.group(2)) > 0) {
			return digits(matcher.group(3), month(matcher.group(2)), Integer.parseInt(matcher.group(1)));
		}
		matcher = MONTH_WORD_FIRST.matcher(clean);
		if (matcher.matches() && month(matcher.group(1)) > 0) {
			return digits(matcher.group(3), month(matcher.group(1)), Integer.parseInt(matcher.group(2)));
		}
		return null;
	}

	private static int month(String word) {
		int at = MONTHS.indexOf(word.substring(0, 3));
		return (at % 3 == 0) ? at / 3 + 1 : 0;
	}

	private static String digits(String year, int month, int day) {
		int full = Integer.parseInt(year);
		if (year.length() == 2) {
			full += (full <= PIVOT) ? 2000 : 1900;
		}
		return "%04d%02d%02d".formatted(full, month, day);
	}

}

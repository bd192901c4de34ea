package app.accord.search;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.spelling.Folding;
import org.joda.money.CurrencyUnit;

/**
 * An amount that was typed, with the day or month of a bill if that was typed too:
 * 110.27, $1,110.27, 110,27 €, 110.27 Oct 3.
 *
 * @param minor in minor units
 * @param currency ISO 4217 code; null if not said
 * @param days from when to when, newest first; empty if not said
 */
record AskedBill(long minor, String currency, List<Days> days) {

	private static final String CURRENCY = "[$€£¥]|USD|EUR|GBP|JPY|CAD|AUD|CHF|MXN|US\\$";

	private static final Pattern AMOUNT = Pattern.compile("(?i)(?<before>" + CURRENCY
			+ ")?\\s*(?<whole>\\d{1,3}(?:[.,'\\s]\\d{3})+|\\d{1,12})(?:[.,](?<cents>\\d{2}))?" + "\\s*(?<after>"
			+ CURRENCY + ")?(?=[\\s,;]|$)");

	private static final Map<String, Integer> MONTHS = new HashMap<>();

	private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})[./-](\\d{1,2})(?:[./-](\\d{2,4})?)?");

	private static final int YEARS_BACK = 3;

	private static final int SHORTEST_MONTH = 3;

	static {
		for (Month month : Month.values()) {
			for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.of("es"))) {
				String name = Folding.fold(month.getDisplayName(TextStyle.FULL, language));
				for (int i = SHORTEST_MONTH; i <= name.length(); i++) {
					MONTHS.putIfAbsent(name.substring(0, i), month.getValue());
				}
			}
		}
	}

	/**
	 * @param typed what was typed, cleaned
	 * @param today by the company's calendar
	 * @param dayFirst whether 3/10 is in October
	 */
	static Optional<AskedBill> read(String typed, LocalDate today, boolean dayFirst) {
		Matcher amount = AMOUNT.matcher(typed.replace(' ', ' '));
		while (amount.find()) {
			boolean said = amount.group("before") != null || amount.group("after") != null;
			boolean begins = amount.start() == 0 || Character.isWhitespace(typed.charAt(amount.start() - 1))
					|| amount.group().startsWith(" ");
			if (begins && (said || amount.group("cents") != null)) {
				String rest = Folding.fold(typed.substring(0, amount.start()) + " " + typed.substring(amount.end()))
					.replaceAll("\\b(bill|invoice|from|of|on|the|rechnung|vom|factura|de|del)\\b", " ")
					.replaceAll("[,;]", " ")
					.strip();
				List<Days> days = rest.isEmpty() ? List.of() : days(rest, today, dayFirst);
				if (rest.isEmpty() || !days.isEmpty()) {
					return of(amount, days);
				}
			}
		}
		return Optional.empty();
	}

	private static Optional<AskedBill> of(Matcher amount, List<Days> days) {
		String sign = (amount.group("before") != null) ? amount.group("before") : amount.group("after");
		String currency = (sign != null) ? code(sign) : null;
		int decimals = (currency != null) ? CurrencyUnit.of(currency).getDecimalPlaces() : 2;
		String whole = amount.group("whole").replaceAll("\\D", "");
		BigDecimal value = new BigDecimal(whole + ((amount.group("cents") != null) ? "." + amount.group("cents") : ""));
		try {
			// “$” is also what other dollars are written with.
			return Optional.of(new AskedBill(value.movePointRight(decimals).longValueExact(),
					"$".equals(sign) || "¥".equals(sign) ? null : currency, days));
		}
		catch (ArithmeticException ex) {
			return Optional.empty();
		}
	}

	private static String code(String sign) {
		return switch (sign.toUpperCase(Locale.ROOT)) {
			case "$", "US$" -> "USD";
			case "€" -> "EUR";
			case "£" -> "GBP";
			case "¥" -> "JPY";
			default -> sign.toUpperCase(Locale.ROOT);
		};
	}

	private static List<Days> days(String rest, LocalDate today, boolean dayFirst) {
		List<Days> days = new ArrayList<>();
		Matcher numbers = NUMBERS.matcher(rest);
		try {
			if (numbers.matches()) {
				int first = Integer.parseInt(numbers.group(1));
				int second = Integer.parseInt(numbers.group(2));
				Integer third = (numbers.group(3) != null) ? Integer.valueOf(numbers.group(3)) : null;
				if (first > 31) {
					days.add((third != null) ? Days.of(LocalDate.of(first, second, third))
							: Days.of(YearMonth.of(first, second)));
				}
				else if (third == null && numbers.group().indexOf('/') > 0 && second > 12 && second > 31) {
					days.add(Days.of(YearMonth.of(2000 + second, first)));
				}
				else {
					boolean daysFirst = first > 12 || second <= 12 && (dayFirst || rest.indexOf('.') > 0);
					onDay(days, daysFirst ? first : second, daysFirst ? second : first, third, today);
				}
				return days;
			}
			Integer month = null;
			Integer day = null;
			Integer year = null;
			for (String word : rest.split("[\\s.]+")) {
				String plain = word.replaceFirst("(?<=\\d)(st|nd|rd|th)$", "");
				if (MONTHS.containsKey(plain)) {
					month = MONTHS.get(plain);
				}
				else if (plain.matches("\\d{1,2}") && day == null) {
					day = Integer.valueOf(plain);
				}
				else if (plain.matches("\\d{4}")) {
					year = Integer.valueOf(plain);
				}
				else {
					return List.of();
				}
			}
			if (month != null && day != null) {
				onDay(days, day, month, year, today);
			}
			else if (month != null) {
				YearMonth last = YearMonth.of((year != null) ? year : today.getYear(), month);
				last = (year == null && last.isAfter(YearMonth.from(today))) ? last.minusYears(1) : last;
				days.add(Days.of(last));
			}
			else if (year != null && day == null) {
				days.add(new Days(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
			}
		}
		catch (DateTimeException | NumberFormatException ex) {
			return List.of();
		}
		return days;
	}

	/** On that day; without a year, the last few times that it was that day. */
	private static void onDay(List<Days> days, int day, int month, Integer year, LocalDate today) {
		if (year != null) {
			days.add(Days.of(LocalDate.of((year < 100) ? 2000 + year : year, month, day)));
			return;
		}
		int last = LocalDate.of(2000, month, day).withYear(today.getYear()).isAfter(today.plusDays(60))
				? today.getYear() - 1 : today.getYear();
		for (int i = 0; i < YEARS_BACK; i++) {
			days.add(Days.of(LocalDate.of(2000, month, day).withYear(last - i)));
		}
	}

	/**
	 * Some days.
	 *
	 * @param from the first
	 * @param to the last
	 */
	record Days(LocalDate from, LocalDate to) {

		static Days of(LocalDate day) {
			return new Days(day, day);
		}

		static Days of(YearMonth month) {
			return new Days(month.atDay(1), month.atEndOfMonth());
		}

	}

}

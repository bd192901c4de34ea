package app.accord.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How days are written in the files of other systems; a time of day behind them is left
 * out. Years of two digits are those from 1970 to 2069.
 */
public enum DateStyle {

	/** 2026-11-03. */
	ISO("2026-11-03", "uuuu-M-d"),

	/** 3.11.2026 or 3.11.26. */
	DOTS("03.11.2026", "d.M."),

	/** 3/11/2026: the day first. */
	DAY_FIRST("03/11/2026 (day first)", "d/M/"),

	/** 11/3/2026: the month first. */
	MONTH_FIRST("11/03/2026 (month first)", "M/d/"),

	/** 20261103. */
	COMPACT("20261103", "uuuuMMdd"),

	/** 3 Nov 2026. */
	WORDS("3 Nov 2026", "d MMM uuuu");

	private static final Pattern TIME = Pattern.compile("[T ]\\s*\\d{1,2}:\\d{2}.*$");

	private static final int SHORT = 2;

	private static final int SHORT_FROM = 1970;

	private final String example;

	private final DateTimeFormatter format;

	DateStyle(String example, String pattern) {
		this.example = example;
		DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
		if (!pattern.contains("u")) {
			builder.appendPattern("[uuuu]")
				.optionalStart()
				.appendValueReduced(ChronoField.YEAR, SHORT, SHORT, SHORT_FROM)
				.optionalEnd();
		}
		this.format = builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
	}

	/** How it looks. */
	public String example() {
		return this.example;
	}

	/** The day, or null if it is not written so. */
	public LocalDate read(String typed) {
		String text = (typed == null) ? ""
				: (this == WORDS) ? TIME.matcher(typed.strip()).replaceFirst("") : typed.strip().split("[T ]", 2)[0];
		if (this == DAY_FIRST || this == MONTH_FIRST) {
			text = text.replace('-', '/');
		}
		try {
			LocalDate day = LocalDate.parse(text, this.format);
			return (day.getYear() >= 1900 && day.getYear() < 2200) ? day : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * The styles in which most of the values are written; more than one where that can't
	 * be told, none where no value is a day.
	 */
	public static List<DateStyle> fitting(List<String> values) {
		List<DateStyle> fitting = new ArrayList<>();
		long most = 1;
		for (DateStyle style : values()) {
			long read = values.stream().filter((value) -> style.read(value) != null).count();
			if (read > most) {
				most = read;
				fitting.clear();
			}
			if (read == most) {
				fitting.add(style);
			}
		}
		return fitting;
	}

}

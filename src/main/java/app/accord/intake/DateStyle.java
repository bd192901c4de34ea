package app.accord.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** How days are written; a time of day behind them is left out. */
public enum DateStyle {

	/** 2026-11-03. */
	ISO("2026-11-03", "uuuu-M-d"),

	/** 11/3/2026: the month first. */
	MONTH_FIRST("11/03/2026 (month first)", "M/d/uuuu"),

	/** 3/11/2026: the day first. */
	DAY_FIRST("03/11/2026 (day first)", "d/M/uuuu"),

	/** 3.11.2026. */
	DOTS("03.11.2026", "d.M.uuuu"),

	/** 20261103. */
	COMPACT("20261103", "uuuuMMdd"),

	/** 3 Nov 2026. */
	WORDS("3 Nov 2026", "d MMM uuuu");

	private final String example;

	private final DateTimeFormatter format;

	DateStyle(String example, String pattern) {
		this.example = example;
		this.format = new DateTimeFormatterBuilder().parseCaseInsensitive()
			.appendPattern(pattern)
			.toFormatter(Locale.ENGLISH)
			.withResolverStyle(ResolverStyle.STRICT);
	}

	/** How it looks. */
	public String example() {
		return this.example;
	}

	/** The day, or null if it is not written so. */
	LocalDate read(String typed) {
		String text = typed.strip();
		if (this != WORDS) {
			text = text.split("[T ]", 2)[0];
		}
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

}

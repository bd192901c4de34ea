package app.accord.ui;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What people read of a fact: the same words on every channel. Templates call it as
 * {@code @factText}.
 */
@Component
public class FactText {

	private static final String NONE = "none";

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	private final MessageSource messages;

	private final BusinessCalendar calendar;

	FactText(MessageSource messages, BusinessCalendar calendar) {
		this.messages = messages;
		this.calendar = calendar;
	}

	/**
	 * The fact's value in words: {@code $110.27}, {@code 3 Nov 2026}, {@code Active}; or
	 * {@code none}.
	 */
	public String show(Fact fact) {
		String value = fact.value();
		if (value == null || value.isBlank()) {
			return NONE;
		}
		if (fact.currency() != null) {
			return Amounts.show(Money.of(CurrencyUnit.of(fact.currency()), new BigDecimal(value)), locale());
		}
		if (DATE.matcher(value).matches()) {
			return day(LocalDate.parse(value));
		}
		return code("fact." + fact.fact(), value);
	}

	/** An amount as people write it: {@code $110.27}. */
	public String money(Money amount) {
		return Amounts.show(amount, locale());
	}

	/** A day: {@code 3 Nov 2026}. */
	public String day(LocalDate day) {
		return DateTimeFormatter.ofPattern("d MMM uuuu", locale()).format(day);
	}

	/**
	 * When something was, in the company's time zone: {@code 14:02} today,
	 * {@code 3 Nov, 14:02} this year, else {@code 3 Nov 2026, 14:02}.
	 */
	public String when(java.time.Instant instant) {
		ZonedDateTime at = instant.atZone(this.calendar.zone());
		LocalDate today = this.calendar.today();
		if (at.toLocalDate().equals(today)) {
			return DateTimeFormatter.ofPattern("HH:mm", locale()).format(at);
		}
		return DateTimeFormatter
			.ofPattern((at.getYear() == today.getYear()) ? "d MMM, HH:mm" : "d MMM uuuu, HH:mm", locale())
			.format(at);
	}

	/** The time of day in the company's time zone: {@code 14:02:11}. */
	public String clock(java.time.Instant instant) {
		return DateTimeFormatter.ofPattern("HH:mm:ss", locale()).format(instant.atZone(this.calendar.zone()));
	}

	/**
	 * A code in words, from messages as {@code <prefix>.<CODE>}; where there is no
	 * message, the code with a capital and spaces.
	 */
	public String code(String prefix, String code) {
		return this.messages.getMessage(prefix + "." + code, null, inWords(code), locale());
	}

	/**
	 * At what position a fact was read, for small print:
	 * {@code as of entry 17 · 14:02:11}.
	 */
	public String asOf(Fact fact) {
		String at = (fact.asOf() > 0 && fact.subject().startsWith("A-") && !fact.fact().equals("disputed"))
				? "entry " + fact.asOf() + " · " : "";
		return "as of " + at + clock(fact.at());
	}

	private static String inWords(String code) {
		String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

	private static Locale locale() {
		return LocaleContextHolder.getLocale();
	}

}

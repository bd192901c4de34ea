package app.accord.ui;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

import app.accord.fact.Fact;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

import org.springframework.context.MessageSource;

/**
 * How facts, amounts and days are written in one language. Pages get it as
 * {@code @factText} in their own language; a document in the customer's language is given
 * one as {@code w}, wherever it is shown.
 */
public class Wording {

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	private final MessageSource messages;

	private final BusinessCalendar calendar;

	private final Locale locale;

	Wording(MessageSource messages, BusinessCalendar calendar, Locale locale) {
		this.messages = messages;
		this.calendar = calendar;
		this.locale = locale;
	}

	/** The language's code for a page's {@code lang}: {@code de}. */
	public String language() {
		return this.locale.getLanguage();
	}

	/**
	 * A message by its key.
	 * @param values what it has in place of {@code {0}}, {@code {1}} …; as they are
	 * written here
	 */
	public String say(String key, Object... values) {
		return this.messages.getMessage(key,
				(values.length == 0) ? null : Arrays.stream(values).map(String::valueOf).toArray(), this.locale);
	}

	/**
	 * The fact's value in words: {@code $110.27}, {@code 3 Nov 2026}, {@code Active}; or
	 * {@code none}.
	 */
	public String show(Fact fact) {
		String value = fact.value();
		if (value == null || value.isBlank()) {
			return say("fact.none");
		}
		if (fact.currency() != null) {
			return money(Money.of(CurrencyUnit.of(fact.currency()), new BigDecimal(value)));
		}
		if (DATE.matcher(value).matches()) {
			return day(LocalDate.parse(value));
		}
		return code("fact." + fact.fact(), value);
	}

	/** An amount as people write it: {@code $110.27}, {@code −3,50 €}. */
	public String money(Money amount) {
		return Amounts.show(amount, this.locale);
	}

	/** A rate of tax: {@code 8.875 %}. */
	public String percent(BigDecimal percent) {
		String plain = percent.stripTrailingZeros().toPlainString();
		return (isGerman() ? plain.replace('.', ',') : plain) + " %";
	}

	/** A day: {@code 3 Nov 2026}, {@code 3. Nov. 2026}. */
	public String day(LocalDate day) {
		return format("d MMM uuuu", day);
	}

	/** The day of an instant by the company's calendar. */
	public String dayOf(Instant instant) {
		return day(this.calendar.dayOf(instant));
	}

	/** From one day to another: {@code 1 – 31 Oct 2026}. */
	public String days(LocalDate from, LocalDate to) {
		if (from.equals(to)) {
			return day(from);
		}
		String first = (from.getYear() != to.getYear()) ? "d MMM uuuu"
				: ((from.getMonth() != to.getMonth()) ? "d MMM" : "d");
		return format(first, from) + " – " + day(to);
	}

	/**
	 * When something was, in the company's time zone: {@code 14:02} today,
	 * {@code 3 Nov, 14:02} this year, else {@code 3 Nov 2026, 14:02}.
	 */
	public String when(Instant instant) {
		ZonedDateTime at = instant.atZone(this.calendar.zone());
		LocalDate today = this.calendar.today();
		if (at.toLocalDate().equals(today)) {
			return format("HH:mm", at);
		}
		return format((at.getYear() == today.getYear()) ? "d MMM, HH:mm" : "d MMM uuuu, HH:mm", at);
	}

	/** Day and time of day, for what is read later: {@code 3 Nov 2026 14:02:11}. */
	public String moment(Instant instant) {
		return format("d MMM uuuu HH:mm:ss", instant.atZone(this.calendar.zone()));
	}

	/** Day, time of day and time zone, for letters: {@code 3 Nov 2026 14:02 EST}. */
	public String zoned(Instant instant) {
		return format("d MMM uuuu HH:mm z", instant.atZone(this.calendar.zone()));
	}

	/** The time of day in the company's time zone: {@code 14:02:11}. */
	public String clock(Instant instant) {
		return format("HH:mm:ss", instant.atZone(this.calendar.zone()));
	}

	/**
	 * A code in words, from messages as {@code <prefix>.<CODE>}; where there is no
	 * message, the code with a capital and spaces.
	 */
	public String code(String prefix, String code) {
		return this.messages.getMessage(prefix + "." + code, null, inWords(code), this.locale);
	}

	/**
	 * At what position a fact was read, for small print:
	 * {@code as of entry 17 · 14:02:11}.
	 */
	public String asOf(Fact fact) {
		return ofEntry(fact) ? say("fact.as-of-entry", fact.asOf(), clock(fact.at()))
				: say("fact.as-of", clock(fact.at()));
	}

	/**
	 * The same for what is read later: {@code as of entry 17, 3 Nov 2026 14:02:11}.
	 */
	public String asOfMoment(Fact fact) {
		return ofEntry(fact) ? say("fact.as-of-entry-moment", fact.asOf(), moment(fact.at()))
				: say("fact.as-of", moment(fact.at()));
	}

	// Disputes are no entries: they are counted by themselves.
	private static boolean ofEntry(Fact fact) {
		return fact.asOf() > 0 && fact.subject().startsWith("A-") && !fact.fact().equals("disputed");
	}

	private String format(String pattern, TemporalAccessor day) {
		return DateTimeFormatter.ofPattern(isGerman() ? pattern.replaceFirst("^d", "d.") : pattern, this.locale)
			.format(day);
	}

	private boolean isGerman() {
		return this.locale.getLanguage().equals("de");
	}

	private static String inWords(String code) {
		String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

}

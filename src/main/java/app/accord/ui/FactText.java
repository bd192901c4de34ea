package app.accord.ui;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

import app.accord.fact.Fact;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What people read of a fact: the same words on every channel, in the language of the
 * page. Templates call it as {@code @factText}. See {@link Wording} for what each is.
 */
@Component
public class FactText {

	private final MessageSource messages;

	private final BusinessCalendar calendar;

	FactText(MessageSource messages, BusinessCalendar calendar) {
		this.messages = messages;
		this.calendar = calendar;
	}

	/** The words of another language than the page's. */
	public Wording in(Locale locale) {
		return new Wording(this.messages, this.calendar, locale);
	}

	/** The fact's value in words. */
	public String show(Fact fact) {
		return here().show(fact);
	}

	/** An amount as people write it: {@code $110.27}. */
	public String money(Money amount) {
		return here().money(amount);
	}

	/** A day: {@code 3 Nov 2026}. */
	public String day(LocalDate day) {
		return here().day(day);
	}

	/** When something was, in the company's time zone. */
	public String when(Instant instant) {
		return here().when(instant);
	}

	/** The day of an instant by the company's calendar: {@code 3 Nov 2026}. */
	public String dayOf(Instant instant) {
		return here().dayOf(instant);
	}

	/** The time of day in the company's time zone: {@code 14:02:11}. */
	public String clock(Instant instant) {
		return here().clock(instant);
	}

	/** A code in words. */
	public String code(String prefix, String code) {
		return here().code(prefix, code);
	}

	/** At what position a fact was read, for small print. */
	public String asOf(Fact fact) {
		return here().asOf(fact);
	}

	private Wording here() {
		return in(LocaleContextHolder.getLocale());
	}

}

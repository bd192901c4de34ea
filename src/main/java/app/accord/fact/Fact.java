package app.accord.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * A fact about a subject as of a version. Two facts of the same name, subject and
 * {@code asOf} have the same value on every channel; a greater {@code asOf} is later.
 *
 * @param fact its name: {@code balance}, {@code due-date}, {@code price} …
 * @param subject the number of what it is about: {@code A-10428-1-4}
 * @param asOf the ledger position or version it was read at
 * @param at the instant it was read at, UTC
 * @param value plain decimal, ISO date or code, never localised; null where there is none
 * (nothing is due, say)
 * @param currency ISO 4217 code of an amount, otherwise null
 */
public record Fact(String fact, String subject, long asOf, Instant at, String value, String currency) {

	public Fact {
		Objects.requireNonNull(fact, "A fact has a name.");
		Objects.requireNonNull(subject, "A fact has a subject.");
		Objects.requireNonNull(at, "A fact was read at an instant.");
	}

	/** An amount of money. */
	public static Fact ofMoney(String fact, String subject, long asOf, Instant at, Money amount) {
		return new Fact(fact, subject, asOf, at, Amounts.plain(amount), amount.getCurrencyUnit().getCode());
	}

	/** A day of the company's calendar, or none. */
	public static Fact ofDate(String fact, String subject, long asOf, Instant at, LocalDate day) {
		return new Fact(fact, subject, asOf, at, (day != null) ? day.toString() : null, null);
	}

	/** A state or other code. */
	public static Fact ofCode(String fact, String subject, long asOf, Instant at, String code) {
		return new Fact(fact, subject, asOf, at, code, null);
	}

}

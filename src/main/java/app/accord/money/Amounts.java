package app.accord.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The one place where amounts are read, written and rounded. Amounts have the number of
 * decimals of their currency (ISO 4217); fractions of a minor unit are rounded half up.
 */
public final class Amounts {

	private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,9})?");

	private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d{1,3})?");

	private static final Pattern COMMA_DECIMAL = Pattern.compile("[+-]?(\\d{1,15}|\\d{1,3}(\\.\\d{3})+),\\d{1,2}");

	private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

	private Amounts() {
	}

	/**
	 * The amount of that many minor units (cents, pence; whole yen).
	 * @param currency three-letter ISO 4217 code
	 */
	public static Money ofMinor(String currency, long minor) {
		return Money.ofMinor(CurrencyUnit.of(currency.trim()), minor);
	}

	/** The amount in minor units of its currency. */
	public static long minor(Money amount) {
		return amount.getAmountMinorLong();
	}

	/** Plain decimal for machines: {@code 110.27}, {@code -3.50}, never localised. */
	public static String plain(Money amount) {
		return amount.getAmount().toPlainString();
	}

	/**
	 * The amount in a sentence that is kept or said to an employee: these are in English.
	 */
	public static String show(Money amount) {
		return show(amount, Locale.US);
	}

	/**
	 * The amount as people of that locale write it, with its currency: {@code $110.27},
	 * {@code −3,50 €}. What is below zero has a minus sign, not a hyphen.
	 */
	public static String show(Money amount, Locale locale) {
		NumberFormat format = NumberFormat.getCurrencyInstance(locale);
		format.setCurrency(Currency.getInstance(amount.getCurrencyUnit().getCode()));
		format.setMinimumFractionDigits(amount.getCurrencyUnit().getDecimalPlaces());
		format.setMaximumFractionDigits(amount.getCurrencyUnit().getDecimalPlaces());
		return format.format(amount.getAmount()).replace('-', '−');
	}

	/**
	 * Reads what a person typed: {@code 97.06}, {@code $1,234.50}, {@code 97,06}.
	 * @return empty if it is not an amount, or has more decimals than the currency
	 */
	public static Optional<Money> read(String typed, String currency) {
		if (typed == null) {
			return Optional.empty();
		}
		String text = typed.replace('−', '-').replaceAll("[\\s\\u00a0\\u202f]", "").replaceAll("^[$€£¥]|[$€£¥]$", "");
		CurrencyUnit unit = CurrencyUnit.of(currency);
		if (text.regionMatches(true, 0, unit.getCode(), 0, 3)) {
			text = text.substring(3);
		}
		if (COMMA_DECIMAL.matcher(text).matches()) {
			text = text.replace(".", "").replace(',', '.');
		}
		else if (GROUPED.matcher(text).matches()) {
			text = text.replace(",", "");
		}
		if (!PLAIN.matcher(text).matches()) {
			return Optional.empty();
		}
		BigDecimal value = new BigDecimal(text);
		if (value.stripTrailingZeros().scale() > unit.getDecimalPlaces()) {
			return Optional.empty();
		}
		return Optional.of(Money.of(unit, value.setScale(unit.getDecimalPlaces(), RoundingMode.UNNECESSARY)));
	}

	/**
	 * The tax that an amount contains, rounded half up to the currency's minor unit.
	 * @param gross the amount with tax
	 * @param percent the tax rate, for example 8.875
	 */
	public static Money taxIn(Money gross, BigDecimal percent) {
		BigDecimal tax = gross.getAmount()
			.multiply(percent)
			.divide(percent.add(HUNDRED), gross.getScale(), RoundingMode.HALF_UP);
		return Money.of(gross.getCurrencyUnit(), tax);
	}

	/**
	 * That percentage of an amount, rounded half up to the currency's minor unit.
	 * @param percent for example 8.875
	 */
	public static Money percent(Money amount, BigDecimal percent) {
		return amount.multipliedBy(percent.movePointLeft(2), RoundingMode.HALF_UP);
	}

	/**
	 * That part of an amount, rounded half up to the currency's minor unit.
	 * @param part for example 0.566666667 for 17 of 30 days
	 */
	public static Money part(Money amount, BigDecimal part) {
		return amount.multipliedBy(part, RoundingMode.HALF_UP);
	}

	/**
	 * What a quantity costs, rounded half up to the currency's minor unit, once.
	 * @param price of that many units
	 * @param per how many units the price is for
	 */
	public static Money forQuantity(Money price, BigDecimal quantity, int per) {
		BigDecimal exact = price.getAmount().multiply(quantity);
		return Money.of(price.getCurrencyUnit(), exact.divide(BigDecimal.valueOf(per),
				price.getCurrencyUnit().getDecimalPlaces(), RoundingMode.HALF_UP));
	}

}

package app.accord.donation;

import app.accord.money.Amounts;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * How much a customer gives with each bill. The rules:
 * <ul>
 * <li>A bill is rounded up to a multiple of a step. The step is one unit of the currency
 * ($1, 1.000 KD), or five. Where a currency has no small coins it is a hundred units
 * (¥100), or five hundred: rounding to a yen would never give anything.
 * <li>What is rounded is the bill's total after tax. A bill that is a multiple already,
 * of zero or in the customer's favour gives nothing.
 * <li>A fixed amount is given with every bill, of whatever amount.
 * </ul>
 */
public enum RoundUp {

	/** To the next unit of the currency. */
	NEXT_UNIT(1),

	/** To the next multiple of five units. */
	NEXT_FIVE(5),

	/** A fixed amount. */
	FIXED(0),

	/** Nothing: it was stopped. */
	NONE(0);

	private final int units;

	RoundUp(int units) {
		this.units = units;
	}

	/** Whether bills are rounded. */
	public boolean rounds() {
		return this.units > 0;
	}

	/**
	 * The multiple that bills are rounded up to: {@code $1.00}, {@code ¥500}.
	 * @param currency ISO 4217
	 * @return null if bills are not rounded
	 */
	public Money step(String currency) {
		if (!rounds()) {
			return null;
		}
		return Amounts.ofMinor(currency, unitMinor(currency) * this.units);
	}

	/**
	 * What is given with a bill.
	 * @param total the bill after tax, without donations
	 * @param fixed the fixed amount, or null
	 * @return zero or more
	 */
	Money of(Money total, Money fixed) {
		Money nothing = Money.zero(total.getCurrencyUnit());
		return switch (this) {
			case NONE -> nothing;
			case FIXED -> fixed;
			case NEXT_UNIT, NEXT_FIVE -> {
				long step = Amounts.minor(step(total.getCurrencyUnit().getCode()));
				long over = Amounts.minor(total) % step;
				yield (over > 0) ? Amounts.ofMinor(total.getCurrencyUnit().getCode(), step - over) : nothing;
			}
		};
	}

	/** The most that may be given as a fixed amount: a hundred units. */
	static Money mostFixed(String currency) {
		return Amounts.ofMinor(currency, unitMinor(currency) * 100);
	}

	private static long unitMinor(String currency) {
		long unit = Amounts.minor(Money.ofMajor(CurrencyUnit.of(currency), 1));
		return Math.max(unit, 100);
	}

}

package app.accord.subscription;

import java.math.BigDecimal;
import java.time.LocalDate;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

/**
 * What was agreed to be taken off a contract's month: a percentage or an amount.
 *
 * @param percent above 0, at most 100, with two decimals; null for an amount
 * @param amount above zero, off a month of all pieces; null for a percentage
 * @param until last day that it is given for; null: until it is changed
 */
public record ContractDiscount(BigDecimal percent, Money amount, LocalDate until) {

	/**
	 * A percentage off each month.
	 * @throws Refusal by the field discount
	 */
	public static ContractDiscount ofPercent(BigDecimal percent, LocalDate until) {
		BigDecimal plain = percent.stripTrailingZeros();
		if (plain.signum() <= 0 || plain.compareTo(BigDecimal.valueOf(100)) > 0 || plain.scale() > 2) {
			throw new Refusal("discount", "Write a percentage above 0 and up to 100, such as 10 or 12.5.");
		}
		return new ContractDiscount(plain, null, until);
	}

	/**
	 * An amount off each month.
	 * @throws Refusal by the field discount
	 */
	public static ContractDiscount ofAmount(Money amount, LocalDate until) {
		if (!amount.isPositive()) {
			throw new Refusal("discount", "The amount taken off a month must be above zero.");
		}
		return new ContractDiscount(null, amount, until);
	}

	/**
	 * What it takes off a month: a percentage of it, rounded half up to the currency, or
	 * the amount, never more than the month comes to.
	 * @param monthly what the month comes to before it
	 */
	public Money off(Money monthly) {
		if (this.percent != null) {
			return Amounts.percent(monthly, this.percent);
		}
		return this.amount.isGreaterThan(monthly) ? monthly : this.amount;
	}

	/** Whether it is given for that day. */
	public boolean holdsOn(LocalDate day) {
		return this.until == null || !day.isAfter(this.until);
	}

	/** What employees read: {@code 10% off until 2026-12-31}. */
	public String words() {
		return ((this.percent != null) ? this.percent.toPlainString() + "%" : Amounts.show(this.amount)) + " off"
				+ ((this.until != null) ? " until " + this.until : "");
	}

}

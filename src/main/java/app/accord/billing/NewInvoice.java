package app.accord.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A bill to be issued.
 *
 * @param issuedOn the bill's date
 * @param dueOn when it is to be paid
 * @param periodStart first day of the period it is for, or null
 * @param periodEnd last day of that period, included, or null
 * @param lines at least one
 */
public record NewInvoice(LocalDate issuedOn, LocalDate dueOn, LocalDate periodStart, LocalDate periodEnd,
		List<Line> lines) {

	public NewInvoice {
		if (lines.isEmpty()) {
			throw new Refusal("A bill has at least one line.");
		}
		if (dueOn.isBefore(issuedOn)) {
			throw new Refusal("A bill can't be due before its date.");
		}
	}

	/** The sum of the lines before tax. */
	Money net() {
		return sum(this.lines.stream().map(Line::net).toList());
	}

	/** The sum of the lines' tax, each rounded half up by itself. */
	Money tax() {
		return sum(this.lines.stream().map(Line::tax).toList());
	}

	private Money sum(List<Money> amounts) {
		CurrencyUnit currency = this.lines.getFirst().net().getCurrencyUnit();
		return amounts.stream().reduce(Money.zero(currency), Money::plus);
	}

	/**
	 * A line of a bill.
	 *
	 * @param productCode the product, or null
	 * @param description what the customer reads
	 * @param quantity how many
	 * @param net the line's amount before tax; below zero for a discount
	 * @param taxPercent the tax rate, 0 for none
	 */
	public record Line(String productCode, String description, int quantity, Money net, BigDecimal taxPercent) {

		/** The line's tax, rounded half up. */
		public Money tax() {
			return Amounts.percent(this.net, this.taxPercent);
		}

	}

}

package app.accord.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

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
 * @param last whether it is the account's final bill
 */
public record NewInvoice(LocalDate issuedOn, LocalDate dueOn, LocalDate periodStart, LocalDate periodEnd,
		List<Line> lines, boolean last) {

	public NewInvoice {
		if (lines.isEmpty()) {
			throw new Refusal("A bill has at least one line.");
		}
		if (dueOn.isBefore(issuedOn)) {
			throw new Refusal("A bill can't be due before its date.");
		}
	}

	public NewInvoice(LocalDate issuedOn, LocalDate dueOn, LocalDate periodStart, LocalDate periodEnd,
			List<Line> lines) {
		this(issuedOn, dueOn, periodStart, periodEnd, lines, false);
	}

	/** The sum of the lines before tax, donations left out. */
	public Money net() {
		return sum(Line::net, (line) -> line.kind() != LineKind.DONATION);
	}

	/** The sum of the lines' tax. */
	public Money tax() {
		return sum(Line::tax, (line) -> true);
	}

	/** The sum of the donations. */
	public Money donation() {
		return sum(Line::net, (line) -> line.kind() == LineKind.DONATION);
	}

	/** What is to be paid: net, tax and donations. */
	public Money total() {
		return net().plus(tax()).plus(donation());
	}

	private Money sum(Function<Line, Money> amount, Predicate<Line> which) {
		CurrencyUnit currency = this.lines.getFirst().net().getCurrencyUnit();
		return this.lines.stream().filter(which).map(amount).reduce(Money.zero(currency), Money::plus);
	}

	/**
	 * A line of a bill.
	 *
	 * @param kind what it is for
	 * @param productCode the product, or null
	 * @param description what the customer reads
	 * @param quantity how many
	 * @param net the line's amount before tax; below zero for a discount
	 * @param taxPercent the tax rate, 0 for none
	 * @param tax the line's tax
	 * @param source where the amount comes from
	 */
	public record Line(LineKind kind, String productCode, String description, int quantity, Money net,
			BigDecimal taxPercent, Money tax, LineSource source) {

		/** A line taxed by itself, rounded half up. */
		public Line(String productCode, String description, int quantity, Money net, BigDecimal taxPercent) {
			this(LineKind.OTHER, productCode, description, quantity, net, taxPercent, Amounts.percent(net, taxPercent),
					LineSource.NONE);
		}

		/** The same, with that tax. */
		public Line taxed(BigDecimal percent, Money amount) {
			return new Line(this.kind, this.productCode, this.description, this.quantity, this.net, percent, amount,
					this.source);
		}

	}

}

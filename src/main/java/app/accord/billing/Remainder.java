package app.accord.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;

import org.joda.money.Money;

/**
 * What credit notes have left of a bill, line by line, and how a further one is spread
 * over it. Pure arithmetic. Tax is that of the line's rate, rounded half up; the last
 * credit note of a line takes the rest of its tax, so that net and tax end at exactly
 * nothing.
 *
 * @param lines the bill's lines
 */
record Remainder(List<Line> lines) {

	/** Net and tax that are left. */
	Money total() {
		return this.lines.stream()
			.map(Line::gross)
			.reduce(Money::plus)
			.orElseThrow(() -> new Refusal("amount", "Nothing of this bill can be credited."));
	}

	/** All that is left. */
	List<CreditNote.Line> whole() {
		return numbered(this.lines.stream().map((line) -> line.part(line.net(), line.tax())).toList());
	}

	/**
	 * An amount with tax, spread over the lines in proportion to what is left of each.
	 * The parts add up to it exactly: what rounding leaves over goes, unit by unit, to
	 * the lines that lost most by it.
	 */
	List<CreditNote.Line> ofAmount(Money amount) {
		requireWithin(amount);
		BigInteger wanted = BigInteger.valueOf(Amounts.minor(amount));
		BigInteger all = BigInteger.valueOf(Amounts.minor(total()));
		BigInteger[][] shares = this.lines.stream()
			.map((line) -> floor(wanted.multiply(BigInteger.valueOf(Amounts.minor(line.gross()))), all))
			.toArray(BigInteger[][]::new);
		long[] gross = IntStream.range(0, shares.length).mapToLong((i) -> shares[i][0].longValueExact()).toArray();
		long over = Amounts.minor(amount) - IntStream.range(0, gross.length).mapToLong((i) -> gross[i]).sum();
		IntStream.range(0, gross.length)
			.boxed()
			.sorted(Comparator.comparing((Integer i) -> shares[i][1]).reversed())
			.limit(over)
			.forEach((i) -> gross[i]++);
		String currency = amount.getCurrencyUnit().getCode();
		return numbered(IntStream.range(0, gross.length)
			.mapToObj((i) -> this.lines.get(i).ofGross(Amounts.ofMinor(currency, gross[i])))
			.toList());
	}

	/** Amounts before tax of lines, by their numbers. */
	List<CreditNote.Line> ofLines(Map<Integer, Money> nets) {
		List<CreditNote.Line> parts = new ArrayList<>();
		nets.keySet().stream().sorted().forEach((no) -> {
			Line line = this.lines.stream()
				.filter((candidate) -> candidate.no() == no)
				.findFirst()
				.orElseThrow(() -> new Refusal("lines", "The bill has no line " + no + "."));
			parts.add(line.ofNet(nets.get(no)));
		});
		List<CreditNote.Line> taken = numbered(parts);
		Money sum = taken.stream().map((part) -> part.net().plus(part.tax())).reduce(Money::plus).orElse(null);
		if (sum == null || !sum.isPositive()) {
			throw new Refusal("lines", "Say how much of which line is taken back.");
		}
		requireWithin(sum);
		return taken;
	}

	private void requireWithin(Money amount) {
		Money left = total();
		if (!left.isPositive()) {
			throw new Refusal("amount", "Nothing is left of this bill: all of it has been credited.");
		}
		if (amount.isGreaterThan(left)) {
			throw new Refusal("amount",
					"Only %s is left of this bill. Credit at most that.".formatted(Amounts.show(left)));
		}
	}

	private static BigInteger[] floor(BigInteger value, BigInteger by) {
		BigInteger[] parts = value.divideAndRemainder(by);
		return (parts[1].signum() < 0) ? new BigInteger[] { parts[0].subtract(BigInteger.ONE), parts[1].add(by) }
				: parts;
	}

	private static List<CreditNote.Line> numbered(List<CreditNote.Line> parts) {
		List<CreditNote.Line> lines = new ArrayList<>();
		for (CreditNote.Line part : parts) {
			if (!part.net().isZero() || !part.tax().isZero()) {
				lines.add(new CreditNote.Line(lines.size() + 1, part.invoiceLineNo(), part.description(), part.net(),
						part.taxPercent(), part.tax()));
			}
		}
		return lines;
	}

	/**
	 * What is left of a line.
	 *
	 * @param no its number on the bill
	 * @param description what it is for
	 * @param net before tax; below zero for a discount
	 * @param taxPercent its rate
	 * @param tax the tax
	 */
	record Line(int no, String description, Money net, BigDecimal taxPercent, Money tax) {

		Money gross() {
			return this.net.plus(this.tax);
		}

		/** That much of it, tax included. */
		CreditNote.Line ofGross(Money gross) {
			if (gross.isEqual(gross())) {
				return part(this.net, this.tax);
			}
			Money least = gross.abs().minus(this.net.abs());
			Money tax = within(Amounts.taxIn(gross, this.taxPercent), this.tax);
			if (tax.abs().isLessThan(least)) {
				tax = gross.isNegative() ? least.negated() : least;
			}
			return part(gross.minus(tax), tax);
		}

		/** That much of it before tax. */
		CreditNote.Line ofNet(Money wanted) {
			boolean beyond = wanted.abs().isGreaterThan(this.net.abs())
					|| (wanted.isPositive() && this.net.isNegative()) || (wanted.isNegative() && this.net.isPositive());
			if (beyond) {
				throw new Refusal("lines", "Only %s before tax is left of line %d, “%s”. Credit at most that."
					.formatted(Amounts.show(this.net), this.no, this.description));
			}
			if (wanted.isEqual(this.net)) {
				return part(this.net, this.tax);
			}
			return part(wanted, within(Amounts.percent(wanted, this.taxPercent), this.tax));
		}

		CreditNote.Line part(Money net, Money tax) {
			return new CreditNote.Line(0, this.no, this.description, net, this.taxPercent, tax);
		}

		private static Money within(Money tax, Money left) {
			return tax.abs().isGreaterThan(left.abs()) ? left : tax;
		}

	}

}

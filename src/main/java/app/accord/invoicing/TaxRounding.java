package app.accord.invoicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.billing.LineKind;
import app.accord.billing.NewInvoice;
import app.accord.money.Amounts;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** How the tax of a bill is rounded. */
public enum TaxRounding {

	/**
	 * The lines of one rate are added up, the tax of their sum is rounded half up (EN
	 * 16931, BR-CO-17), and the lines get shares of it by largest remainder.
	 */
	PER_RATE {
		@Override
		List<NewInvoice.Line> tax(List<NewInvoice.Line> lines) {
			Map<BigDecimal, List<Integer>> groups = new LinkedHashMap<>();
			for (int i = 0; i < lines.size(); i++) {
				if (lines.get(i).kind() != LineKind.DONATION) {
					groups.computeIfAbsent(lines.get(i).taxPercent().stripTrailingZeros(), (rate) -> new ArrayList<>())
						.add(i);
				}
			}
			List<NewInvoice.Line> taxed = new ArrayList<>(lines);
			groups.forEach((percent, group) -> spread(percent, group, taxed));
			return taxed;
		}
	},

	/** Each line's tax is rounded half up by itself. */
	PER_LINE {
		@Override
		List<NewInvoice.Line> tax(List<NewInvoice.Line> lines) {
			return lines.stream()
				.map((line) -> (line.kind() == LineKind.DONATION) ? line
						: line.taxed(line.taxPercent(), Amounts.percent(line.net(), line.taxPercent())))
				.toList();
		}
	};

	/** The same lines with their tax, by the rate that each has. */
	abstract List<NewInvoice.Line> tax(List<NewInvoice.Line> lines);

	private static void spread(BigDecimal percent, List<Integer> group, List<NewInvoice.Line> lines) {
		CurrencyUnit unit = lines.get(group.getFirst()).net().getCurrencyUnit();
		Money sum = group.stream().map((i) -> lines.get(i).net()).reduce(Money.zero(unit), Money::plus);
		long left = Amounts.minor(Amounts.percent(sum, percent));
		Map<Integer, Long> shares = new LinkedHashMap<>();
		Map<Integer, BigDecimal> remainders = new LinkedHashMap<>();
		for (int i : group) {
			BigDecimal exact = BigDecimal.valueOf(Amounts.minor(lines.get(i).net())).multiply(percent).movePointLeft(2);
			BigDecimal floor = exact.setScale(0, RoundingMode.FLOOR);
			shares.put(i, floor.longValueExact());
			remainders.put(i, exact.subtract(floor));
			left -= floor.longValueExact();
		}
		List<Integer> byRemainder = group.stream()
			.sorted(Comparator.comparing((Integer i) -> remainders.get(i)).reversed())
			.limit(left)
			.toList();
		byRemainder.forEach((i) -> shares.merge(i, 1L, Long::sum));
		shares.forEach((i, minor) -> lines.set(i, lines.get(i).taxed(percent, Money.ofMinor(unit, minor))));
	}

}

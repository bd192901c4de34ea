package app.accord.donation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * Splits an amount by percentages so that the parts add up to it exactly. The rule of the
 * largest remainder: each part is cut off to whole minor units; the units left over go
 * one each to the parts that lost most by it, of equal ones to the one named first.
 */
final class LargestRemainder {

	private LargestRemainder() {
	}

	/**
	 * Splits an amount.
	 * @param amount zero or more
	 * @param percents at least one, adding up to 100
	 * @return a part for each, in the same order; some may be zero
	 */
	static List<Money> split(Money amount, List<Integer> percents) {
		if (amount.isNegative() || percents.stream().mapToInt(Integer::intValue).sum() != 100) {
			throw new IllegalArgumentException("An amount of zero or more is split by percentages that add up to 100.");
		}
		long whole = Amounts.minor(amount);
		// Hundred times a part, in minor units, fits: amounts have at most 15 digits.
		List<Long> parts = new ArrayList<>();
		percents.forEach((percent) -> parts.add(Math.multiplyExact(whole, percent) / 100));
		long left = whole - parts.stream().mapToLong(Long::longValue).sum();
		IntStream.range(0, percents.size())
			.boxed()
			.sorted(Comparator.comparing((Integer i) -> Math.multiplyExact(whole, percents.get(i)) % 100).reversed())
			.limit(left)
			.forEach((i) -> parts.set(i, parts.get(i) + 1));
		String currency = amount.getCurrencyUnit().getCode();
		return parts.stream().map((part) -> Amounts.ofMinor(currency, part)).toList();
	}

}

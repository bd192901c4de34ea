package app.accord.donation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import app.accord.money.Amounts;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How much a bill gives, and how it is split. */
class RoundUpTest {

	@ParameterizedTest
	@CsvSource({ "USD 97.06, NEXT_UNIT, USD 0.94", "USD 97.06, NEXT_FIVE, USD 2.94", "USD 98.00, NEXT_UNIT, USD 0.00",
			"USD 98.00, NEXT_FIVE, USD 2.00", "USD 0.01, NEXT_UNIT, USD 0.99", "USD 100.00, NEXT_FIVE, USD 0.00",
			"EUR 12.50, NEXT_UNIT, EUR 0.50", "JPY 1234, NEXT_UNIT, JPY 66", "JPY 1234, NEXT_FIVE, JPY 266",
			"JPY 1200, NEXT_UNIT, JPY 0", "KWD 12.345, NEXT_UNIT, KWD 0.655", "KWD 12.345, NEXT_FIVE, KWD 2.655",
			"USD 97.06, NONE, USD 0.00" })
	void aBillIsRoundedUpInItsCurrency(Money total, RoundUp how, Money given) {
		assertThat(how.of(total, null)).isEqualTo(given);
	}

	@ParameterizedTest
	@CsvSource({ "NEXT_UNIT", "NEXT_FIVE" })
	void aBillOfZeroGivesNothingByRounding(RoundUp how) {
		assertThat(how.of(Money.parse("USD 0.00"), null)).isEqualTo(Money.parse("USD 0.00"));
	}

	@Test
	void aFixedAmountIsGivenWithABillOfZeroToo() {
		Money two = Money.parse("USD 2.00");
		assertThat(RoundUp.FIXED.of(Money.parse("USD 0.00"), two)).isEqualTo(two);
		assertThat(RoundUp.FIXED.of(Money.parse("USD 97.06"), two)).isEqualTo(two);
	}

	@ParameterizedTest
	@CsvSource({ "USD 0.94, 60, 40, USD 0.56, USD 0.38", "USD 0.01, 50, 50, USD 0.01, USD 0.00",
			"JPY 101, 50, 50, JPY 51, JPY 50", "KWD 0.655, 33, 67, KWD 0.216, KWD 0.439" })
	void whatIsLeftOverGoesToThePartThatLostMost(Money amount, int first, int second, Money one, Money other) {
		assertThat(LargestRemainder.split(amount, List.of(first, second))).containsExactly(one, other);
	}

	@Test
	void partsAddUpToTheWholeAndNoneIsAUnitOff() {
		long seed = System.nanoTime();
		System.out.println("Seed of the splits: " + seed);
		Random random = new Random(seed);
		String[] currencies = { "USD", "EUR", "JPY", "KWD" };
		for (int i = 0; i < 20_000; i++) {
			String currency = currencies[random.nextInt(currencies.length)];
			long minor = (i % 3 == 0) ? random.nextInt(20) : random.nextLong(1_000_000_000_000L);
			List<Integer> percents = percents(random);
			List<Money> parts = LargestRemainder.split(Amounts.ofMinor(currency, minor), percents);
			assertThat(parts.stream().mapToLong(Amounts::minor).sum()).as("seed %d, case %d", seed, i).isEqualTo(minor);
			for (int part = 0; part < parts.size(); part++) {
				long exactTimes100 = minor * percents.get(part);
				long times100 = Amounts.minor(parts.get(part)) * 100;
				assertThat(Math.abs(times100 - exactTimes100)).as("seed %d, case %d, part %d", seed, i, part)
					.isLessThan(100);
			}
		}
	}

	@Test
	void aRoundUpMakesTheBillAMultipleOfItsStepAndGivesLessThanAStep() {
		long seed = System.nanoTime();
		System.out.println("Seed of the round-ups: " + seed);
		Random random = new Random(seed);
		String[] currencies = { "USD", "JPY", "KWD" };
		for (int i = 0; i < 20_000; i++) {
			String currency = currencies[random.nextInt(currencies.length)];
			RoundUp how = random.nextBoolean() ? RoundUp.NEXT_UNIT : RoundUp.NEXT_FIVE;
			Money total = Amounts.ofMinor(currency, random.nextLong(100_000_000L));
			long step = Amounts.minor(how.step(currency));
			long given = Amounts.minor(how.of(total, null));
			assertThat(given).as("seed %d, %s", seed, total).isBetween(0L, step - 1);
			assertThat((Amounts.minor(total) + given) % step).as("seed %d, %s", seed, total).isZero();
		}
	}

	private static List<Integer> percents(Random random) {
		List<Integer> percents = new ArrayList<>();
		int left = 100;
		while (left > 0 && percents.size() < 9) {
			int percent = 1 + random.nextInt(left);
			percents.add(percent);
			left -= percent;
		}
		if (left > 0) {
			percents.add(left);
		}
		return percents;
	}

}

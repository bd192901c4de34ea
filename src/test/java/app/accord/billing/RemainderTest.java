package app.accord.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How a credit note is spread over what is left of a bill. */
class RemainderTest {

	@Test
	void spreadsAnAmountOverTheLinesAndTakesTheTaxOutOfIt() {
		List<CreditNote.Line> lines = bill().ofAmount(usd("20.00"));
		assertThat(gross(lines)).isEqualTo(usd("20.00"));
		assertThat(lines).extracting(CreditNote.Line::net).containsExactly(usd("16.68"), usd("2.16"), usd("-0.47"));
	}

	@Test
	void takesTheRestOfALinesTaxWithTheRestOfItsNet() {
		Remainder third = new Remainder(List.of(line(1, "10.01", "0.88")));
		CreditNote.Line part = third.ofLines(Map.of(1, usd("3.33"))).getFirst();
		assertThat(part.tax()).isEqualTo(usd("0.30"));
		Remainder rest = new Remainder(List.of(line(1, "6.68", "0.58")));
		assertThat(rest.ofLines(Map.of(1, usd("6.68"))).getFirst().tax()).isEqualTo(usd("0.58"));
	}

	@Test
	void refusesWhatGoesBeyondTheBill() {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bill().ofAmount(usd("200.00")))
			.withMessageContaining("Only $106.73 is left");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bill().ofLines(Map.of(1, usd("89.01"))))
			.withMessageContaining("line 1");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> bill().ofLines(Map.of(9, usd("1.00"))));
	}

	@Test
	void anyCreditNotesEndAtExactlyNothing() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int round = 0; round < 300; round++) {
			List<Remainder.Line> lines = new ArrayList<>();
			for (int no = 1; no <= 1 + random.nextInt(6); no++) {
				Money net = Money.ofMinor(usd("0").getCurrencyUnit(), 1 + random.nextInt(20_000));
				BigDecimal rate = new BigDecimal(List.of("0", "7", "8.875", "19").get(random.nextInt(4)));
				lines.add(new Remainder.Line(no, "x", net, rate, Amounts.percent(net, rate)));
			}
			Remainder bill = new Remainder(lines);
			while (bill.total().isPositive()) {
				long left = Amounts.minor(bill.total());
				Money amount = Money.ofMinor(usd("0").getCurrencyUnit(), 1 + random.nextLong(left));
				List<CreditNote.Line> parts = bill.ofAmount(amount);
				assertThat(gross(parts)).as("seed %s", seed).isEqualTo(amount);
				bill = less(bill, parts);
				assertThat(bill.lines()).as("seed %s", seed)
					.allSatisfy((line) -> assertThat(line.net().isNegative() || line.tax().isNegative()).isFalse());
			}
		}
	}

	private static Remainder less(Remainder bill, List<CreditNote.Line> parts) {
		return new Remainder(bill.lines().stream().map((line) -> {
			Money net = line.net();
			Money tax = line.tax();
			for (CreditNote.Line part : parts) {
				if (part.invoiceLineNo() == line.no()) {
					net = net.minus(part.net());
					tax = tax.minus(part.tax());
				}
			}
			return new Remainder.Line(line.no(), line.description(), net, line.taxPercent(), tax);
		}).toList());
	}

	private static Money gross(List<CreditNote.Line> lines) {
		return lines.stream().map((line) -> line.net().plus(line.tax())).reduce(usd("0.00"), Money::plus);
	}

	private static Remainder bill() {
		return new Remainder(List.of(line(1, "89.00", "7.90"), line(2, "11.50", "1.02"), line(3, "-2.47", "-0.22")));
	}

	private static Remainder.Line line(int no, String net, String tax) {
		return new Remainder.Line(no, "Line " + no, usd(net), new BigDecimal("8.875"), usd(tax));
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

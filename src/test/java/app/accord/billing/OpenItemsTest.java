package app.accord.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.joda.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenItemsTest {

	@Test
	void moneyThatComesInPaysWhatWasDueFirst() {
		List<OpenItem> open = OpenItems.of(usd("13.21"),
				List.of(item(1, "97.06", "2026-11-03"), item(2, "8.21", "2026-12-01"), item(3, "5.00", "2026-12-01")),
				Map.of());
		assertThat(open).extracting(OpenItem::seq).containsExactly(2L, 3L);
	}

	@Test
	void aPartialPaymentLeavesThePart() {
		List<OpenItem> open = OpenItems.of(usd("100.00"),
				List.of(item(1, "97.06", "2026-11-03"), item(2, "8.21", "2026-12-01")), Map.of());
		assertThat(open.getFirst().open()).isEqualTo(usd("91.79"));
	}

	@Test
	void aCreditLeavesNothingOpen() {
		assertThat(OpenItems.of(usd("-3.00"), List.of(item(1, "97.06", "2026-11-03")), Map.of())).isEmpty();
		assertThat(OpenItems.of(usd("0.00"), List.of(item(1, "97.06", "2026-11-03")), Map.of())).isEmpty();
	}

	@Test
	void aCreditThatNamesABillLowersThatBillThoughAnOlderOneIsOpen() {
		List<OpenItem> debits = List.of(item(1, "40.00", "2026-10-03", 7), item(2, "50.00", "2026-11-03", 8),
				item(3, "5.00", "2026-11-03", 8));
		assertThat(OpenItems.of(usd("75.00"), debits, Map.of(8, usd("20.00")))).extracting(OpenItem::open)
			.containsExactly(usd("40.00"), usd("35.00"));
		assertThat(OpenItems.of(usd("40.00"), debits, Map.of(8, usd("55.00")))).extracting(OpenItem::seq)
			.containsExactly(1L);
	}

	@Test
	void openItemsAlwaysAddUpToTheBalance() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int round = 0; round < 500; round++) {
			List<OpenItem> debits = new ArrayList<>();
			long total = 0;
			for (int seq = 1; seq <= 1 + random.nextInt(20); seq++) {
				long cents = 1 + random.nextInt(20_000);
				total += cents;
				debits.add(new OpenItem(seq, Money.ofMinor(usd("0.00").getCurrencyUnit(), cents),
						LocalDate.of(2026, 1, 1).plusDays(random.nextInt(90)), "x", null));
			}
			Money balance = Money.ofMinor(usd("0.00").getCurrencyUnit(), random.nextLong(total + 1));
			List<OpenItem> open = OpenItems.of(balance, debits, Map.of());
			assertThat(open.stream().map(OpenItem::open).reduce(usd("0.00"), Money::plus)).as("seed %s", seed)
				.isEqualTo(balance);
			assertThat(open).as("seed %s", seed).isSortedAccordingTo(OpenItems.BY_DUE_DATE);
		}
	}

	private static OpenItem item(long seq, String amount, String due) {
		return new OpenItem(seq, usd(amount), LocalDate.parse(due), "x", null);
	}

	private static OpenItem item(long seq, String amount, String due, int invoiceNo) {
		return new OpenItem(seq, usd(amount), LocalDate.parse(due), "x", invoiceNo);
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

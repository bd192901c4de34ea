package app.accord.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which money pays which bill. */
class AllocatingTest {

	private static final LocalDate JANUARY = LocalDate.of(2026, 1, 31);

	@Test
	void paysWhatWasDueFirst() {
		assertThat(paid(List.of(bill(1, 40, 1), bill(2, 40, 2)), List.of(money(3, 50))).get(3L))
			.containsEntry(1, usd(40))
			.containsEntry(2, usd(10));
	}

	@Test
	void paysTheBillThatThePayerNamesAndTheRestWhatWasDueFirst() {
		assertThat(
				paid(List.of(bill(1, 40, 1), bill(2, 40, 2), bill(3, 40, 3)), List.of(money(4, 60, Map.of(3, usd(40)))))
					.get(4L))
			.containsEntry(3, usd(40))
			.containsEntry(1, usd(20))
			.hasSize(2);
	}

	@Test
	void keepsWhatIsLeftOverAsCredit() {
		assertThat(paid(List.of(bill(1, 40, 1)), List.of(money(2, 100))).get(2L)).isEqualTo(Map.of(1, usd(40)));
	}

	@Test
	void usesUpWhatCameFirst() {
		Map<Long, Map<Integer, Money>> paid = paid(List.of(bill(1, 40, 1), bill(2, 40, 2)),
				List.of(money(3, 50), money(4, 20)));
		assertThat(paid.get(3L)).isEqualTo(Map.of(1, usd(40), 2, usd(10)));
		assertThat(paid.get(4L)).isEqualTo(Map.of(2, usd(20)));
	}

	@Test
	void leavesOpenExactlyWhatThePositionSaysIsOpen() {
		long seed = new Random().nextLong();
		System.out.println("AllocatingTest seed " + seed);
		Random random = new Random(seed);
		for (int round = 0; round < 2_000; round++) {
			List<OpenItem> debits = new ArrayList<>();
			long seq = 0;
			for (int i = random.nextInt(6); i >= 0; i--) {
				seq++;
				debits.add(new OpenItem(seq, usd(1 + random.nextInt(50)), JANUARY.plusDays(random.nextInt(5)), "x",
						random.nextBoolean() ? 1 + random.nextInt(3) : null));
			}
			List<Allocating.Credit> credits = new ArrayList<>();
			Map<Integer, Money> named = new HashMap<>();
			debits.stream()
				.filter((debit) -> debit.invoiceNo() != null)
				.forEach((debit) -> named.merge(debit.invoiceNo(), debit.open(), Money::plus));
			Map<Integer, Money> ofBill = new HashMap<>();
			Money balance = debits.stream().map(OpenItem::open).reduce(usd(0), Money::plus);
			for (int i = random.nextInt(4); i > 0; i--) {
				seq++;
				int amount = 1 + random.nextInt(60);
				Map<Integer, Money> meant = new HashMap<>();
				if (!named.isEmpty() && random.nextBoolean()) {
					int bill = named.keySet().stream().toList().get(random.nextInt(named.size()));
					int most = (int) Math.min(amount, named.get(bill).getAmountMajorLong());
					if (most > 0) {
						int part = 1 + random.nextInt(most);
						meant.put(bill, usd(part));
						named.put(bill, named.get(bill).minus(usd(part)));
						ofBill.merge(bill, usd(part), Money::plus);
					}
				}
				credits.add(new Allocating.Credit(seq, usd(amount), meant));
				balance = balance.minus(usd(amount));
			}
			Map<Long, Money> left = new HashMap<>();
			debits.forEach((debit) -> left.put(debit.seq(), debit.open()));
			Allocating.of(debits, credits)
				.values()
				.forEach((parts) -> parts
					.forEach((part) -> left.merge(part.debit().seq(), part.amount(), Money::minus)));
			Map<Long, Money> open = OpenItems.of(balance, debits, ofBill)
				.stream()
				.collect(Collectors.toMap(OpenItem::seq, OpenItem::open));
			left.values().removeIf(Money::isZero);
			assertThat(left).as("round " + round).isEqualTo(open);
		}
	}

	private static Map<Long, Map<Integer, Money>> paid(List<OpenItem> debits, List<Allocating.Credit> credits) {
		Map<Long, Map<Integer, Money>> paid = new HashMap<>();
		Allocating.of(debits, credits)
			.forEach((seq, parts) -> paid.put(seq, parts.stream()
				.collect(Collectors.toMap((part) -> part.debit().invoiceNo(), Allocating.Part::amount))));
		return paid;
	}

	private static OpenItem bill(int no, int amount, int month) {
		return new OpenItem(no, usd(amount), JANUARY.plusMonths(month), "Bill " + no, no);
	}

	private static Allocating.Credit money(long seq, int amount) {
		return money(seq, amount, Map.of());
	}

	private static Allocating.Credit money(long seq, int amount, Map<Integer, Money> meant) {
		return new Allocating.Credit(seq, usd(amount), meant);
	}

	private static Money usd(int amount) {
		return Money.of(CurrencyUnit.USD, amount);
	}

}

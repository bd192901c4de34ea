package app.accord.invoicing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

import app.accord.billing.BillCycle;
import app.accord.billing.BillMedium;
import app.accord.billing.LineKind;
import app.accord.billing.LockedAccount;
import app.accord.billing.NewInvoice;
import app.accord.catalog.CustomerTerms;
import app.accord.catalog.PriceSheet;
import app.accord.catalog.PriceSheets;
import app.accord.catalog.ProductUnit;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.Tier;
import app.accord.subscription.BillingTiming;
import app.accord.subscription.ContractDiscount;
import app.accord.subscription.ContractHistory;
import app.accord.subscription.ContractPhase;
import app.accord.subscription.PhaseKind;
import app.accord.time.BusinessCalendar;
import app.accord.time.Calendars;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How bills are computed, without a database. */
class RatingTest {

	private static final AccountNumber ACCOUNT = AccountNumber.of(10428, 1);

	private static final BusinessCalendar CALENDAR = Calendars
		.of(Clock.fixed(Instant.parse("2025-04-01T12:00:00Z"), ZoneOffset.UTC), "UTC");

	private final PriceSheets book = new PriceSheets().service("MOBILE", "Mobile L", "STANDARD")
		.service("TV", "TV Plus", "STANDARD");

	private TaxTable taxes = new TaxTable(List.of());

	@Test
	void chargesWholeMonthInAdvance() {
		Billed account = new Billed(1, day("2025-04-01"));
		account.contract(BillingTiming.ADVANCE, "MOBILE", "45.00", day("2025-01-05"));
		Draft bill = account.bill("2025-04-01");
		assertThat(lines(bill)).containsExactly("2025-04-01..2025-04-30 45.00: 1 month × $45.00");
		assertThat(bill.nextBillOn()).isEqualTo(day("2025-05-01"));
		assertThat(bill.dueOn()).isEqualTo(day("2025-04-15"));
	}

	@Test
	void chargesMonthInArrearsWhenItIsOver() {
		Billed account = new Billed(1, day("2025-04-01"));
		account.contract(BillingTiming.ARREARS, "MOBILE", "45.00", day("2025-04-14"));
		assertThat(account.bill("2025-04-01").empty()).isTrue();
		assertThat(lines(account.bill("2025-05-01")))
			.containsExactly("2025-04-14..2025-04-30 25.50: 17 of 30 days × $45.00");
	}

	@Test
	void chargesDaysBeforeFirstBillAsWell() {
		Billed account = new Billed(1, day("2025-03-20"));
		account.contract(BillingTiming.ADVANCE, "MOBILE", "31.00", day("2025-03-22"));
		assertThat(lines(account.bill("2025-04-01"))).containsExactly(
				"2025-03-22..2025-03-31 10.00: 10 of 31 days × $31.00",
				"2025-04-01..2025-04-30 31.00: 1 month × $31.00");
	}

	/** Kill Bill's example: 20.00 paid for 11 April to 10 May, 30.00 from 26 April on. */
	@Test
	void givesBackRestOfOldPriceAndChargesNewOne() {
		Billed account = new Billed(11, day("2025-04-11"));
		Contract contract = account.contract(BillingTiming.ADVANCE, "MOBILE", "20.00", day("2025-04-11"));
		account.bill("2025-04-11");
		contract.phase(PhaseKind.CHANGE, day("2025-04-26"), "30.00", true);
		assertThat(lines(account.bill("2025-05-11"))).containsExactly(
				"2025-04-26..2025-05-10 -10.00: 15 of 30 days × $20.00, given back",
				"2025-04-26..2025-05-10 15.00: 15 of 30 days × $30.00",
				"2025-05-11..2025-06-10 30.00: 1 month × $30.00");
	}

	@Test
	void chargesOnlyDaysUntilEndThatIsKnown() {
		Billed account = new Billed(1, day("2025-04-01"));
		Contract contract = account.contract(BillingTiming.ADVANCE, "MOBILE", "45.00", day("2025-01-01"));
		contract.phase(PhaseKind.END, day("2025-04-18"), "45.00", false);
		assertThat(lines(account.bill("2025-04-01")))
			.containsExactly("2025-04-01..2025-04-17 25.50: 17 of 30 days × $45.00");
	}

	@Test
	void givesBackWhatWasBilledBeyondEndAndKeepsRestAsCredit() {
		this.taxes = new TaxTable(List.of(rate("US", "STANDARD", "10", "2020-01-01")));
		Billed account = new Billed(1, day("2025-04-01"));
		Contract contract = account.contract(BillingTiming.ADVANCE, "MOBILE", "45.00", day("2025-01-01"));
		account.bill("2025-04-01");
		contract.phase(PhaseKind.END, day("2025-04-18"), "45.00", false);
		Draft bill = account.bill("2025-04-20");
		assertThat(bill.last()).isTrue();
		assertThat(bill.nextBillOn()).isNull();
		assertThat(bill.opens()).isEmpty();
		assertThat(bill.total()).isEqualTo(usd("0.00"));
		assertThat(bill.lines()).extracting(NewInvoice.Line::kind)
			.containsExactly(LineKind.RECURRING, LineKind.CREDIT_KEPT);
		assertThat(bill.lines().getFirst().net()).isEqualTo(usd("-19.50"));
		assertThat(bill.lines().getLast().tax()).isEqualTo(usd("1.95"));
	}

	@Test
	void takesBackTaxAtRateThatWasCharged() {
		this.taxes = new TaxTable(List.of(rate("US", "STANDARD", "10", "2020-01-01", "2025-05-01"),
				rate("US", "STANDARD", "20", "2025-05-01")));
		Billed account = new Billed(1, day("2025-04-01"));
		Contract contract = account.contract(BillingTiming.ADVANCE, "MOBILE", "30.00", day("2025-01-01"));
		account.bill("2025-04-01");
		contract.phase(PhaseKind.PAUSE, day("2025-04-21"), "30.00", false);
		contract.phase(PhaseKind.RESUME, day("2025-05-01"), "30.00", true);
		Draft bill = account.bill("2025-05-01");
		assertThat(bill.lines()).extracting(NewInvoice.Line::net).containsExactly(usd("-10.00"), usd("30.00"));
		assertThat(bill.lines()).extracting(NewInvoice.Line::tax).containsExactly(usd("-1.00"), usd("6.00"));
	}

	@Test
	void takesAgreedDiscountOffWhatPromotionLeaves() {
		this.book.promotion("WINTER", "TV", null, usd("4.00"), Instant.parse("2020-01-01T00:00:00Z"),
				Instant.parse("2030-01-01T00:00:00Z"));
		Billed account = new Billed(1, day("2025-04-01"));
		Contract contract = account.contract(BillingTiming.ADVANCE, "TV", "20.00", day("2025-01-01"));
		contract.byBook = true;
		contract.phases.add(new ContractPhase(2, PhaseKind.CHANGE, day("2025-04-01"), "TV", usd("40.00"), true, true, 2,
				ContractDiscount.ofPercent(new BigDecimal("12.50"), day("2025-04-15"))));
		assertThat(account.bill("2025-04-01").lines())
			.extracting((line) -> line.description() + ": " + line.net().getAmount() + ", " + line.source().reference())
			.containsExactly("TV Plus: 40.00, null", "TV Plus: $8.00 off a month: -8.00, WINTER",
					"Your discount of 12.5% on TV Plus: -2.00, agreed 12.5");
	}

	@Test
	void givesBackDaysOfDiscountThatEndsEarlierThanBilled() {
		Billed account = new Billed(1, day("2025-04-01"));
		account.language = "de";
		Contract contract = account.contract(BillingTiming.ADVANCE, "MOBILE", "30.00", day("2025-01-01"));
		contract.phases.add(new ContractPhase(2, PhaseKind.CHANGE, day("2025-04-01"), "MOBILE", usd("30.00"), true,
				false, 1, ContractDiscount.ofAmount(usd("6.00"), null)));
		account.bill("2025-04-01");
		contract.phases.add(new ContractPhase(3, PhaseKind.CHANGE, day("2025-04-21"), "MOBILE", usd("30.00"), true,
				false, 1, null));
		assertThat(account.bill("2025-05-01").lines())
			.extracting((line) -> line.description() + ": " + line.net().getAmount())
			.containsExactly("Gutschrift: Ihr Rabatt auf Mobile L: 2.00", "Mobile L: 30.00");
	}

	@Test
	void takesPromotionOffDaysItHoldsAsLineOfItsOwn() {
		this.book.promotion("WINTER", "TV", null, usd("4.00"), Instant.parse("2025-04-16T00:00:00Z"),
				Instant.parse("2025-05-01T00:00:00Z"));
		Billed account = new Billed(1, day("2025-04-01"));
		account.contract(BillingTiming.ADVANCE, "TV", "20.00", day("2025-01-01")).byBook = true;
		Draft bill = account.bill("2025-04-01");
		assertThat(lines(bill)).containsExactly("2025-04-01..2025-04-30 20.00: 1 month × $20.00",
				"2025-04-16..2025-04-30 -2.00: 15 of 30 days × $4.00");
		assertThat(bill.lines().getLast().kind()).isEqualTo(LineKind.DISCOUNT);
	}

	@Test
	void givesBackDiscountWithDaysItWasGivenFor() {
		this.book.promotion("HALF", "TV", new BigDecimal("50"), null, Instant.parse("2025-01-01T00:00:00Z"),
				Instant.parse("2025-04-20T00:00:00Z"));
		Billed account = new Billed(1, day("2025-04-01"));
		Contract contract = account.contract(BillingTiming.ADVANCE, "TV", "30.00", day("2025-01-01"));
		contract.byBook = true;
		account.bill("2025-04-01");
		contract.phase(PhaseKind.PAUSE, day("2025-04-11"), "30.00", false);
		contract.phase(PhaseKind.RESUME, day("2025-04-21"), "30.00", true);
		assertThat(lines(account.bill("2025-05-01"))).containsExactly(
				"2025-04-11..2025-04-20 -10.00: 10 of 30 days × $30.00, given back",
				"2025-04-11..2025-04-19 4.50: 9 of 30 days × $15.00, given back",
				"2025-05-01..2025-05-31 30.00: 1 month × $30.00");
	}

	@Test
	void addsUpUsageOnOneLineRoundedOnce() {
		this.book.used("CALLS", "Calls", ProductUnit.MINUTE, usd("8.50"), 100);
		Billed account = new Billed(1, day("2025-04-01"));
		account.usage.add(new UsageItem(1, "CALLS", new BigDecimal("197.4"), Instant.parse("2025-04-03T10:00:00Z")));
		account.usage.add(new UsageItem(2, "CALLS", new BigDecimal("0.04"), Instant.parse("2025-04-04T10:00:00Z")));
		account.usage.add(new UsageItem(3, "CALLS", new BigDecimal("9"), Instant.parse("2025-05-04T10:00:00Z")));
		account.bill("2025-04-01");
		Draft bill = account.bill("2025-05-01");
		assertThat(bill.lines()).extracting(NewInvoice.Line::net).containsExactly(usd("16.78"));
		assertThat(bill.lines().getFirst().source().working()).isEqualTo("197.44 minutes × $8.50 per 100 (0.085)");
		assertThat(bill.usage()).containsExactly(1L, 2L);
	}

	@Test
	void saysWhenUsageHasNoPrice() {
		Billed account = new Billed(1, day("2025-04-01"));
		account.usage.add(new UsageItem(1, "FAX", BigDecimal.ONE, Instant.parse("2025-03-03T10:00:00Z")));
		assertThatThrownBy(() -> account.bill("2025-04-01")).isInstanceOf(CannotBeRated.class)
			.hasMessage("FAX was used on 2025-03-03, when it had no price in USD. Set one.");
	}

	@Test
	void beginsPeriodsOnLastDayOfShortMonths() {
		Billed account = new Billed(31, day("2025-01-31"));
		account.contract(BillingTiming.ADVANCE, "MOBILE", "45.00", day("2025-01-01"));
		assertThat(lines(account.bill("2025-01-31"))).containsExactly("2025-01-31..2025-02-27 45.00: 1 month × $45.00");
		assertThat(lines(account.bill("2025-02-28"))).containsExactly("2025-02-28..2025-03-30 45.00: 1 month × $45.00");
		assertThat(lines(account.bill("2025-03-31"))).containsExactly("2025-03-31..2025-04-29 45.00: 1 month × $45.00");
	}

	@Test
	void chargesPartOfPeriodWhenCycleMoves() {
		Billed account = new Billed(1, day("2025-04-01"));
		account.contract(BillingTiming.ADVANCE, "MOBILE", "30.00", day("2025-01-01"));
		account.bill("2025-04-01");
		account.cycle = account.cycle.onDay(15);
		assertThat(lines(account.bill("2025-05-01")))
			.containsExactly("2025-05-01..2025-05-14 14.00: 14 of 30 days × $30.00");
		assertThat(lines(account.bill("2025-05-15"))).containsExactly("2025-05-15..2025-06-14 30.00: 1 month × $30.00");
	}

	@Test
	void billsAllPeriodsThatWereMissed() {
		Billed account = new Billed(1, day("2025-01-01"));
		account.contract(BillingTiming.ADVANCE, "MOBILE", "30.00", day("2025-01-01"));
		Draft bill = account.bill("2025-03-10");
		assertThat(bill.total()).isEqualTo(usd("90.00"));
		assertThat(bill.opens()).hasSize(3);
		assertThat(bill.nextBillOn()).isEqualTo(day("2025-04-01"));
		assertThat(bill.billedThrough()).isEqualTo(day("2025-02-28"));
	}

	@Test
	void writesInCustomersLanguage() {
		Billed account = new Billed(1, day("2025-04-01"));
		account.language = "de";
		account.contract(BillingTiming.ADVANCE, "MOBILE", "45.00", day("2025-04-14"));
		assertThat(account.bill("2025-04-01").lines().getFirst().source().working().replace('\u00a0', ' '))
			.isEqualTo("17 von 30 Tagen × 45,00 $");
	}

	@ParameterizedTest
	@CsvSource({ "JPY, 4500, 2550", "USD, 45.01, 25.51", "KWD, 4.567, 2.588" })
	void roundsToDecimalsOfCurrency(String currency, String monthly, String part) {
		CurrencyUnit unit = CurrencyUnit.of(currency);
		assertThat(Proration.of(Money.of(unit, new BigDecimal(monthly)), 17, 30))
			.isEqualTo(Money.of(unit, new BigDecimal(part)));
	}

	/**
	 * Whatever happens to contracts, and whenever it becomes known: all bills together
	 * come to what should have been charged, and a period that is as it was is not
	 * touched.
	 */
	@Test
	void billsTogetherComeToWhatShouldHaveBeenCharged() {
		long seed = Long.getLong("accord.seed", System.nanoTime());
		System.out.println("RatingTest: -Daccord.seed=" + seed);
		Random random = new Random(seed);
		List<String> currencies = List.of("USD", "JPY", "KWD");
		for (int run = 0; run < 600; run++) {
			checkOneLife(new Random(random.nextLong()), currencies.get(run % 3));
		}
	}

	private void checkOneLife(Random random, String currency) {
		CurrencyUnit unit = CurrencyUnit.of(currency);
		LocalDate first = day("2024-01-01").plusDays(random.nextInt(400));
		Billed account = new Billed(1 + random.nextInt(31), first);
		account.currency = currency;
		BillingTiming timing = random.nextBoolean() ? BillingTiming.ADVANCE : BillingTiming.ARREARS;
		Contract contract = account.contract(timing, "MOBILE", null, first.minusDays(40).plusDays(random.nextInt(80)));
		contract.begin(amount(random, unit));
		for (int month = 0; month < 10; month++) {
			LocalDate billDate = account.cycle.nextBillOn();
			account.bill(billDate.toString());
			assertThat(account.bills.getLast().total().isNegative()).isFalse();
			for (int change = random.nextInt(4); change > 0; change--) {
				LocalDate known = contract.phases.getFirst().from();
				LocalDate from = billDate.minusDays(random.nextInt(70)).plusDays(random.nextInt(50));
				from = from.isBefore(known) ? known : from;
				boolean charged = random.nextInt(3) > 0;
				int pieces = 1 + random.nextInt(3);
				contract.phases.add(new ContractPhase(contract.phases.size() + 1, PhaseKind.CHANGE, from,
						random.nextBoolean() ? "MOBILE" : "TV", amount(random, unit).multipliedBy(pieces), charged,
						false, pieces, discount(random, unit, from)));
			}
			if (random.nextInt(5) == 0) {
				account.cycle = account.cycle.onDay(1 + random.nextInt(31));
			}
		}
		account.bill(account.cycle.nextBillOn().toString());
		Money charges = Money.zero(unit);
		Money discounts = Money.zero(unit);
		for (Period period : account.periods) {
			if (timing == BillingTiming.ADVANCE || period.to().isBefore(account.bills.getLast().billDate())) {
				charges = charges.plus(should(contract, period, first, unit, RatingTest::charge));
				discounts = discounts.minus(should(contract, period, first, unit, RatingTest::discount));
			}
		}
		assertThat(account.billed(LineKind.RECURRING, unit)).as(contract.phases + "\n" + account.periods)
			.isEqualTo(charges);
		assertThat(account.billed(LineKind.DISCOUNT, unit)).as(contract.phases + "\n" + account.periods)
			.isEqualTo(discounts);
		for (int i = 1; i < account.periods.size(); i++) {
			assertThat(account.periods.get(i).from()).isEqualTo(account.periods.get(i - 1).to().plusDays(1));
		}
	}

	/** The same rule written down a second time, day by day. */
	private static Money should(Contract contract, Period period, LocalDate ratedFrom, CurrencyUnit unit,
			BiFunction<ContractPhase, LocalDate, Rate> rate) {
		Money sum = Money.zero(unit);
		int run = 0;
		for (LocalDate day = period.from(); !day.isAfter(period.to()); day = day.plusDays(1)) {
			Rate now = rate(contract, day, ratedFrom, rate);
			Rate next = day.equals(period.to()) ? null : rate(contract, day.plusDays(1), ratedFrom, rate);
			if (now != null) {
				run++;
				if (!now.equals(next)) {
					BigDecimal part = BigDecimal.valueOf(run)
						.divide(BigDecimal.valueOf(period.basisDays()), 9, RoundingMode.HALF_UP);
					sum = sum.plus(Money.of(unit,
							now.monthly()
								.getAmount()
								.multiply(part)
								.setScale(unit.getDecimalPlaces(), RoundingMode.HALF_UP)));
					run = 0;
				}
			}
		}
		return sum;
	}

	private static Rate rate(Contract contract, LocalDate day, LocalDate ratedFrom,
			BiFunction<ContractPhase, LocalDate, Rate> rate) {
		ContractPhase holding = holding(contract, day, ratedFrom);
		return (holding != null) ? rate.apply(holding, day) : null;
	}

	private static Rate charge(ContractPhase phase, LocalDate day) {
		return new Rate(phase.productCode(), phase.monthly(), null, phase.quantity());
	}

	private static Rate discount(ContractPhase phase, LocalDate day) {
		ContractDiscount discount = phase.discount();
		if (discount == null || (discount.until() != null && day.isAfter(discount.until()))) {
			return null;
		}
		BigDecimal month = phase.monthly().getAmount();
		BigDecimal off = (discount.percent() != null)
				? month.multiply(discount.percent()).movePointLeft(2).setScale(month.scale(), RoundingMode.HALF_UP)
				: discount.amount().getAmount().min(month);
		return (off.signum() == 0) ? null
				: Rate.agreed(phase.productCode(), Money.of(phase.monthly().getCurrencyUnit(), off), discount);
	}

	private static ContractDiscount discount(Random random, CurrencyUnit unit, LocalDate from) {
		LocalDate until = random.nextBoolean() ? null : from.plusDays(random.nextInt(60));
		return switch (random.nextInt(4)) {
			case 0 -> ContractDiscount.ofPercent(new BigDecimal("12.5"), until);
			case 1 -> ContractDiscount.ofAmount(Money.ofMinor(unit, 1 + random.nextInt(2_000)), until);
			default -> null;
		};
	}

	private static ContractPhase holding(Contract contract, LocalDate day, LocalDate ratedFrom) {
		ContractPhase holding = null;
		for (ContractPhase phase : contract.phases) {
			if (!phase.from().isAfter(day)) {
				holding = phase;
			}
		}
		return (holding == null || !holding.charged() || day.isBefore(ratedFrom)) ? null : holding;
	}

	private static Money amount(Random random, CurrencyUnit unit) {
		return Money.ofMinor(unit, random.nextInt(12_000));
	}

	private static List<String> lines(Draft draft) {
		return draft.lines()
			.stream()
			.map((line) -> line.source().from() + ".." + line.source().to() + " " + line.net().getAmount() + ": "
					+ line.source().working())
			.toList();
	}

	static TaxRate rate(String place, String taxClass, String percent, String from) {
		return rate(place, taxClass, percent, from, null);
	}

	static TaxRate rate(String place, String taxClass, String percent, String from, String until) {
		return new TaxRate(1, place, taxClass, "Sales tax", new BigDecimal(percent), day(from),
				(until != null) ? day(until) : null, "Ada", Instant.EPOCH, null);
	}

	private static LocalDate day(String day) {
		return LocalDate.parse(day);
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

	/** An account that keeps what its bills said, as the database does. */
	private final class Billed {

		private final List<Contract> contracts = new ArrayList<>();

		private final List<Period> periods = new ArrayList<>();

		private final List<BilledLine> lines = new ArrayList<>();

		private final List<UsageItem> usage = new ArrayList<>();

		private final List<Draft> bills = new ArrayList<>();

		private String language = "en";

		private String currency = "USD";

		private BillCycle cycle;

		Billed(int day, LocalDate ratedFrom) {
			BillCycle cycle = new BillCycle(day, 14, BillMedium.EMAIL, "US-NY", ratedFrom, null, null, null);
			this.cycle = cycle.nextOn(BillCycle.after(ratedFrom.minusDays(1), day));
		}

		Contract contract(BillingTiming timing, String product, String monthly, LocalDate from) {
			Contract contract = new Contract(this.contracts.size() + 1, timing, product, from);
			if (monthly != null) {
				contract.begin(usd(monthly));
			}
			this.contracts.add(contract);
			return contract;
		}

		Draft bill(String on) {
			PriceSheet sheet = RatingTest.this.book.sheet(CALENDAR);
			Billable billable = new Billable(new LockedAccount(ACCOUNT, this.currency, 0, 0), this.language,
					new CustomerTerms(Tier.STANDARD, Instant.EPOCH, day("2014-01-01")), this.cycle,
					List.copyOf(this.periods), this.contracts.stream().map(Contract::history).toList(),
					List.copyOf(this.lines), List.copyOf(this.usage), List.of());
			Draft draft = new Rating(sheet, RatingTest.this.taxes, TaxRounding.PER_RATE, CALENDAR).bill(billable,
					day(on));
			this.periods.addAll(draft.opens());
			this.cycle = new BillCycle(this.cycle.day(), 14, BillMedium.EMAIL, "US-NY", this.cycle.ratedFrom(),
					draft.billedThrough(), draft.nextBillOn(), null);
			draft.lines()
				.stream()
				.filter((line) -> line.source().contractNo() != null)
				.forEach((line) -> this.lines
					.add(new BilledLine(line.source().contractNo(), line.source().from(), line.source().to(),
							new Rate(line.productCode(), line.source().monthly(), line.source().reference(),
									line.quantity()),
							line.source().takesBack(), line.net(), line.taxPercent(), line.source().taxClass())));
			this.usage.removeIf((item) -> draft.usage().contains(item.id()));
			this.bills.add(draft);
			return draft;
		}

		Money billed(LineKind kind, CurrencyUnit unit) {
			return this.bills.stream()
				.flatMap((bill) -> bill.lines().stream())
				.filter((line) -> line.kind() == kind)
				.map(NewInvoice.Line::net)
				.reduce(Money.zero(unit), Money::plus);
		}

	}

	private static final class Contract {

		private final int no;

		private final BillingTiming timing;

		private final String product;

		private final LocalDate from;

		private final List<ContractPhase> phases = new ArrayList<>();

		private boolean byBook;

		Contract(int no, BillingTiming timing, String product, LocalDate from) {
			this.no = no;
			this.timing = timing;
			this.product = product;
			this.from = from;
		}

		void begin(Money monthly) {
			this.phases.add(new ContractPhase(1, PhaseKind.START, this.from, this.product, monthly, true, false));
		}

		void phase(PhaseKind kind, LocalDate on, String monthly, boolean charged) {
			this.phases
				.add(new ContractPhase(this.phases.size() + 1, kind, on, this.product, usd(monthly), charged, false));
		}

		ContractHistory history() {
			return new ContractHistory(ContractNumber.of(10428, this.no), ACCOUNT, this.timing, null,
					this.phases.stream()
						.map((phase) -> new ContractPhase(phase.no(), phase.kind(), phase.from(), phase.productCode(),
								phase.monthly(), phase.charged(), this.byBook, phase.quantity(), phase.discount()))
						.toList());
		}

	}

}

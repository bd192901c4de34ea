package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import app.accord.billing.BillCycle;
import app.accord.billing.LineKind;
import app.accord.billing.LineSource;
import app.accord.billing.NewInvoice;
import app.accord.catalog.BillableProduct;
import app.accord.catalog.Deduction;
import app.accord.catalog.PriceSheet;
import app.accord.money.Amounts;
import app.accord.subscription.BillingTiming;
import app.accord.subscription.ContractHistory;
import app.accord.subscription.ContractPhase;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

/**
 * Computes bills, without reading or writing anything. The next bill is what should have
 * been charged less what was billed already, for each contract and period.
 */
final class Rating {

	private final PriceSheet prices;

	private final TaxTable taxes;

	private final TaxRounding rounding;

	private final BusinessCalendar calendar;

	Rating(PriceSheet prices, TaxTable taxes, TaxRounding rounding, BusinessCalendar calendar) {
		this.prices = prices;
		this.taxes = taxes;
		this.rounding = rounding;
		this.calendar = calendar;
	}

	/**
	 * An account's bill of that date.
	 * @throws CannotBeRated with a sentence
	 */
	Draft bill(Billable account, LocalDate billDate) {
		return new Bill(account, billDate).draft();
	}

	/** One bill in the making. */
	private final class Bill {

		private final Billable account;

		private final LocalDate billDate;

		private final boolean last;

		private final Wording words;

		private final List<Period> opens = new ArrayList<>();

		private final List<NewInvoice.Line> lines = new ArrayList<>();

		private LocalDate next;

		Bill(Billable account, LocalDate billDate) {
			this.account = account;
			this.billDate = billDate;
			this.last = account.closing(billDate);
			this.words = Wording.in(account.language());
			this.next = account.cycle().nextBillOn();
		}

		Draft draft() {
			openPeriods();
			List<Period> periods = new ArrayList<>(this.account.periods());
			periods.addAll(this.opens);
			for (ContractHistory contract : this.account.contracts()) {
				recurring(contract, periods);
			}
			List<Long> usage = usage();
			List<Long> oneOffs = oneOffs();
			List<NewInvoice.Line> taxed = Rating.this.rounding.tax(this.lines);
			Period over = periods.stream()
				.filter((period) -> period.to().isBefore(this.billDate))
				.reduce((a, b) -> b)
				.orElse(null);
			BillCycle cycle = this.account.cycle();
			return new Draft(this.account.number(), this.account.currency(), this.billDate,
					this.billDate.plusDays(cycle.termsDays()), edge(taxed, true), edge(taxed, false),
					notBelowZero(taxed), this.opens, this.account.phases(), usage, oneOffs, this.last,
					this.last ? null : this.next,
					(over != null) ? latest(over.to(), cycle.billedThrough()) : cycle.billedThrough());
		}

		/**
		 * The periods that begin by the bill's date, and before the first of them the
		 * days since the account was first charged. A final bill opens none that nothing
		 * is charged in.
		 */
		private void openPeriods() {
			BillCycle cycle = this.account.cycle();
			LocalDate from = cycle.ratedFrom();
			if (this.account.periods().isEmpty()) {
				while (from.isBefore(this.next)) {
					LocalDate until = earliest(BillCycle.after(from, cycle.day()), this.next);
					this.opens.add(new Period(from, until.minusDays(1), basis(until, cycle.day())));
					from = until;
				}
			}
			LocalDate end = this.last ? this.billDate.minusDays(1) : this.billDate;
			while (!this.next.isAfter(end)) {
				LocalDate until = BillCycle.after(this.next, cycle.day());
				this.opens.add(new Period(this.next, until.minusDays(1), BillCycle.daysBefore(until, cycle.day())));
				this.next = until;
			}
		}

		private static int basis(LocalDate until, int day) {
			boolean onCycle = BillCycle.after(until.minusDays(1), day).equals(until);
			return BillCycle.daysBefore(until, onCycle ? day : until.getDayOfMonth());
		}

		private void recurring(ContractHistory contract, List<Period> periods) {
			List<ContractPhase> phases = contract.effective();
			List<BilledLine> billed = this.account.billed()
				.stream()
				.filter((line) -> line.contractNo() == contract.number().no())
				.toList();
			boolean agreed = phases.stream().anyMatch((phase) -> phase.discount() != null)
					|| billed.stream().anyMatch((line) -> line.rate().layer() == Rate.Layer.AGREED);
			for (Period period : periods) {
				boolean due = contract.timing() == BillingTiming.ADVANCE || this.last
						|| period.to().isBefore(this.billDate);
				if (due && (!billed.isEmpty() || !phases.getFirst().from().isAfter(period.to()))) {
					DayCharges charges = new DayCharges(period, Rate.Layer.CHARGE, billed);
					DayCharges promotions = new DayCharges(period, Rate.Layer.PROMOTION, billed);
					DayCharges discounts = agreed ? new DayCharges(period, Rate.Layer.AGREED, billed) : null;
					fill(charges, promotions, discounts, phases);
					charges.difference().forEach((part) -> add(contract, part, LineKind.RECURRING));
					promotions.difference().forEach((part) -> add(contract, part, LineKind.DISCOUNT));
					if (agreed) {
						discounts.difference().forEach((part) -> add(contract, part, LineKind.DISCOUNT));
					}
				}
			}
		}

		private void fill(DayCharges charges, DayCharges promotions, DayCharges discounts, List<ContractPhase> phases) {
			Map<ContractPhase, Rate> rates = new java.util.IdentityHashMap<>();
			int at = -1;
			for (int day = 0; day < charges.days(); day++) {
				LocalDate date = charges.day(day);
				while (at + 1 < phases.size() && !phases.get(at + 1).from().isAfter(date)) {
					at++;
				}
				if (at < 0 || !phases.get(at).charged() || date.isBefore(this.account.cycle().ratedFrom())) {
					continue;
				}
				ContractPhase phase = phases.get(at);
				charges.should(day, rates.computeIfAbsent(phase,
						(of) -> new Rate(of.productCode(), of.monthly(), null, of.quantity())));
				// A promotion stays with the days that it was given for.
				promotions.should(day, charges.settled(day) ? promotions.billed(day) : promotion(phase, date));
				if (discounts != null && phase.discount() != null && phase.discount().holdsOn(date)) {
					discounts.should(day, agreed(phase, promotions.should(day)));
				}
			}
		}

		private Rate promotion(ContractPhase phase, LocalDate date) {
			if (!phase.byBook() || !Rating.this.prices.promoted(phase.productCode())) {
				return null;
			}
			Optional<Deduction> off = Rating.this.prices.deduction(phase.productCode(), phase.terms().each(),
					this.account.terms(), Rating.this.calendar.startOf(date));
			return off
				.map((found) -> new Rate(phase.productCode(), found.amount().multipliedBy(phase.quantity()),
						found.promotionCode(), 1))
				.orElse(null);
		}

		/** The agreed discount is taken off what a promotion leaves. */
		private Rate agreed(ContractPhase phase, Rate promotion) {
			Money left = (promotion != null) ? phase.monthly().minus(promotion.monthly()) : phase.monthly();
			Money off = phase.discount().off(left);
			return off.isZero() ? null : Rate.agreed(phase.productCode(), off, phase.discount());
		}

		private void add(ContractHistory contract, DayCharges.Part part, LineKind kind) {
			Rate rate = part.rate();
			BillableProduct product = Rating.this.prices.product(rate.productCode());
			String taxClass = (part.taxClass() != null) ? part.taxClass() : product.taxClass();
			BigDecimal percent = (part.taxPercent() != null) ? part.taxPercent() : percent(taxClass);
			String name = switch (rate.layer()) {
				case CHARGE -> product.name();
				case PROMOTION -> this.words.off(product.name(), rate.monthly());
				case AGREED -> this.words.agreed(product.name(), rate.percent());
			};
			line(kind, product.code(),
					this.words.name(name, (kind == LineKind.DISCOUNT) ? null : contract.place(), part.takesBack()),
					rate.quantity(), part.net(), percent, new LineSource(contract.number().no(), part.from(), part.to(),
							rate.monthly(), part.takesBack(), taxClass, rate.reference(), this.words.days(part)));
		}

		/**
		 * What was used before the bill's date, each product at each price on one line.
		 */
		private List<Long> usage() {
			Instant until = Rating.this.calendar.startOf(this.billDate);
			record At(String product, Money price, String promotion, Money off) {
			}
			Map<At, BigDecimal> sums = new LinkedHashMap<>();
			List<Long> billed = new ArrayList<>();
			List<UsageItem> inOrder = this.account.usage()
				.stream()
				.filter((item) -> this.last || item.at().isBefore(until))
				.sorted(Comparator.comparing(UsageItem::productCode).thenComparing(UsageItem::at))
				.toList();
			for (UsageItem item : inOrder) {
				Money price = Rating.this.prices.price(item.productCode(), this.account.currency(), item.at())
					.orElseThrow(() -> new CannotBeRated(
							"%s was used on %s, when it had no price in %s. Set one.".formatted(item.productCode(),
									Rating.this.calendar.dayOf(item.at()), this.account.currency())));
				Optional<Deduction> off = Rating.this.prices.deduction(item.productCode(), price, this.account.terms(),
						item.at());
				sums.merge(new At(item.productCode(), price, off.map(Deduction::promotionCode).orElse(null),
						off.map(Deduction::amount).orElse(null)), item.quantity(), BigDecimal::add);
				billed.add(item.id());
			}
			sums.forEach((at, quantity) -> {
				BillableProduct product = Rating.this.prices.product(at.product());
				BigDecimal percent = percent(product.taxClass());
				line(LineKind.USAGE, product.code(), product.name(), 1,
						Amounts.forQuantity(at.price(), quantity, product.pricedPer()), percent,
						LineSource.of(product.taxClass(), null, this.words.used(quantity, product, at.price())));
				if (at.off() != null) {
					line(LineKind.DISCOUNT, product.code(), at.promotion(), 1,
							Amounts.forQuantity(at.off(), quantity, product.pricedPer()).negated(), percent, LineSource
								.of(product.taxClass(), at.promotion(), this.words.used(quantity, product, at.off())));
				}
			});
			return billed;
		}

		private List<Long> oneOffs() {
			List<OneOff> due = this.account.oneOffs()
				.stream()
				.filter((charge) -> this.last || !charge.on().isAfter(this.billDate))
				.toList();
			due.forEach((charge) -> line(LineKind.ONE_OFF, charge.productCode(), charge.description(), 1,
					charge.amount(), percent(charge.taxClass()), new LineSource(null, charge.on(), charge.on(), null,
							false, charge.taxClass(), null, this.words.charged(charge.amount(), charge.on()))));
			return due.stream().map(OneOff::id).toList();
		}

		/** A bill isn't below zero: the rest is kept as credit on the account. */
		private List<NewInvoice.Line> notBelowZero(List<NewInvoice.Line> taxed) {
			Money net = sum(taxed.stream().map(NewInvoice.Line::net).toList());
			Money tax = sum(taxed.stream().map(NewInvoice.Line::tax).toList());
			if (!net.plus(tax).isNegative()) {
				return taxed;
			}
			List<NewInvoice.Line> lifted = new ArrayList<>(taxed);
			lifted.add(new NewInvoice.Line(LineKind.CREDIT_KEPT, null, this.words.creditKept(), 1, net.negated(),
					BigDecimal.ZERO, tax.negated(),
					LineSource.of(null, null, this.words.creditKeptWorking(net.plus(tax).negated()))));
			return lifted;
		}

		private Money sum(List<Money> amounts) {
			return amounts.stream().reduce(Amounts.ofMinor(this.account.currency(), 0), Money::plus);
		}

		private void line(LineKind kind, String product, String description, int quantity, Money net,
				BigDecimal percent, LineSource source) {
			if (!net.isZero()) {
				this.lines.add(new NewInvoice.Line(kind, product, description, quantity, net, percent,
						Money.zero(net.getCurrencyUnit()), source));
			}
		}

		private BigDecimal percent(String taxClass) {
			return Rating.this.taxes.percent(this.account.cycle().taxPlace(), taxClass, this.billDate);
		}

		private static LocalDate edge(List<NewInvoice.Line> lines, boolean first) {
			var days = lines.stream()
				.filter((line) -> line.kind() == LineKind.RECURRING)
				.map((line) -> first ? line.source().from() : line.source().to())
				.filter(Objects::nonNull);
			return (first ? days.min(Comparator.naturalOrder()) : days.max(Comparator.naturalOrder())).orElse(null);
		}

		private static LocalDate earliest(LocalDate one, LocalDate other) {
			return one.isBefore(other) ? one : other;
		}

		private static LocalDate latest(LocalDate one, LocalDate other) {
			return (other != null && other.isAfter(one)) ? other : one;
		}

	}

}

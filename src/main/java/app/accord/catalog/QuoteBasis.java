package app.accord.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import app.accord.customer.CustomerNumber;
import app.accord.customer.Tier;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

/**
 * All that an answer of the price book rests on, and the rule by which it is found: of
 * the promotions that apply, the one that takes most off counts; they do not add up. Of
 * two that take off the same, the one whose code comes first.
 */
final class QuoteBasis {

	private final String productCode;

	private final Long customerId;

	private final String currency;

	private final Instant at;

	private final String named;

	private final List<Price> prices = new ArrayList<>();

	private final List<PromotionView> promotions = new ArrayList<>();

	private String productName;

	private ProductUnit unit;

	private Instant retiredAt;

	private Tier tier;

	private Instant tierSince;

	private LocalDate customerSince;

	QuoteBasis(String productCode, Long customerId, String currency, Instant at, String named) {
		this.productCode = productCode;
		this.customerId = customerId;
		this.currency = currency;
		this.at = at;
		this.named = named;
	}

	void product(String name, ProductUnit pricedFor, Instant noLongerSoldAt) {
		this.productName = name;
		this.unit = pricedFor;
		this.retiredAt = noLongerSoldAt;
	}

	void price(Price price) {
		this.prices.add(price);
	}

	void promotion(PromotionView promotion) {
		this.promotions.add(promotion);
	}

	void customer(Tier present, Instant since, LocalDate firstDay) {
		this.tier = present;
		this.tierSince = since;
		this.customerSince = firstDay;
	}

	boolean hasProduct() {
		return this.productName != null;
	}

	boolean hasCustomer() {
		return this.tier != null;
	}

	Quote quote(BusinessCalendar calendar) {
		Optional<Price> price = this.prices.stream().filter((candidate) -> candidate.holdsAt(this.at)).findFirst();
		List<String> why = new ArrayList<>();
		List<NotApplied> notApplied = new ArrayList<>();
		List<Deduction> deductions = new ArrayList<>();
		Money list = price.map(Price::amount).orElse(null);
		Money finalPrice = list;
		if (price.isPresent()) {
			why.add("The list price is %s since %s.".formatted(Amounts.show(list),
					Words.instant(price.get().startsAt(), calendar)));
			Optional<Deduction> best = best(list, notApplied, calendar);
			if (best.isPresent()) {
				deductions.add(best.get());
				finalPrice = list.minus(best.get().amount());
				why.add(best.get().why());
			}
		}
		else {
			why.add("%s has no price in %s at %s.".formatted(this.productName, this.currency,
					Words.instant(this.at, calendar)));
			best(null, notApplied, calendar);
		}
		noNamed().ifPresent(notApplied::add);
		this.prices.stream()
			.filter((candidate) -> candidate.startsAt().isAfter(this.at))
			.min(Comparator.comparing(Price::startsAt))
			.ifPresent((next) -> why.add("From %s the list price is %s."
				.formatted(Words.instant(next.startsAt(), calendar), Amounts.show(next.amount()))));
		if (this.retiredAt != null && !this.retiredAt.isAfter(this.at)) {
			why.add("%s is no longer sold.".formatted(this.productName));
		}
		TreeSet<Instant> boundaries = boundaries(calendar);
		Instant since = boundaries.floor(this.at);
		return new Quote(this.productCode, this.productName, this.unit,
				(this.customerId != null) ? CustomerNumber.of(this.customerId) : null, this.currency, this.at, list,
				List.copyOf(deductions), finalPrice, List.copyOf(notApplied), (since != null) ? since : Instant.EPOCH,
				boundaries.higher(this.at), List.copyOf(why));
	}

	private Optional<Deduction> best(Money list, List<NotApplied> notApplied, BusinessCalendar calendar) {
		List<Deduction> candidates = new ArrayList<>();
		for (PromotionView promotion : this.promotions) {
			String obstacle = obstacle(promotion, calendar);
			if (obstacle == null && list != null && promotion.amountOff() != null
					&& !promotion.amountOff().getCurrencyUnit().equals(list.getCurrencyUnit())) {
				obstacle = "%s is an amount in %s.".formatted(promotion.name(),
						promotion.amountOff().getCurrencyUnit().getCode());
			}
			if (obstacle != null) {
				notApplied.add(new NotApplied(promotion.code(), promotion.name(), obstacle));
			}
			else if (list != null) {
				candidates.add(deduction(promotion, list));
			}
		}
		candidates.sort(Comparator.comparing(Deduction::amount).reversed().thenComparing(Deduction::promotionCode));
		candidates.stream()
			.skip(1)
			.forEach((other) -> notApplied.add(new NotApplied(other.promotionCode(), other.name(),
					"%s would take %s off; only the promotion that takes most off counts, which is %s."
						.formatted(other.name(), Amounts.show(other.amount()), candidates.getFirst().name()))));
		return candidates.stream().findFirst();
	}

	private Deduction deduction(PromotionView promotion, Money list) {
		Money amount = (promotion.percentOff() != null) ? Amounts.percent(list, promotion.percentOff())
				: promotion.amountOff();
		Money off = amount.isGreaterThan(list) ? list : amount;
		return new Deduction(promotion.code(), promotion.name(), off, promotion.needsCode(),
				"%s takes %s off: %s.".formatted(promotion.name(), Amounts.show(off), (promotion.percentOff() != null)
						? Words.off(promotion) + " of " + Amounts.show(list) : Words.off(promotion) + " off each"));
	}

	/** What is taken off a price that is known. */
	Optional<Deduction> deduction(Money price, BusinessCalendar calendar) {
		return best(price, new ArrayList<>(), calendar);
	}

	/** Why a promotion does not apply, in a sentence; null if it does. */
	String obstacle(PromotionView promotion, BusinessCalendar calendar) {
		String name = promotion.name();
		if (promotion.productCode() != null && !promotion.productCode().equals(this.productCode)) {
			return "%s is for another product, %s.".formatted(name, promotion.productCode());
		}
		if (promotion.startsAt().isAfter(this.at)) {
			return "%s starts on %s.".formatted(name, Words.instant(promotion.startsAt(), calendar));
		}
		if (!promotion.endsAt().isAfter(this.at)) {
			return "%s ended on %s.".formatted(name, Words.instant(promotion.endsAt(), calendar));
		}
		if (promotion.needsCode() && !promotion.code().equals(this.named)) {
			return "%s needs its code to be named.".formatted(name);
		}
		if (promotion.minimumTier() != null) {
			Tier then = tierAt();
			if (then == null || !then.atLeast(promotion.minimumTier())) {
				return "%s is for customers of tier %s only.".formatted(name, Words.tier(promotion.minimumTier()));
			}
		}
		if (promotion.minimumYears() != null && (this.customerSince == null
				|| this.customerSince.plusYears(promotion.minimumYears()).isAfter(calendar.dayOf(this.at)))) {
			return "%s is for customers who have been with us for %s.".formatted(name,
					Words.years(promotion.minimumYears()));
		}
		return null;
	}

	private Tier tierAt() {
		if (this.tier == null) {
			return null;
		}
		// What the tier was before is in the timeline, not in the customer's row.
		return this.tierSince.isAfter(this.at) ? Tier.STANDARD : this.tier;
	}

	private Optional<NotApplied> noNamed() {
		if (this.named.isEmpty() || this.promotions.stream().anyMatch((known) -> known.code().equals(this.named))) {
			return Optional.empty();
		}
		return Optional.of(new NotApplied(this.named, null,
				"There is no promotion “%s”. Please check the code.".formatted(this.named)));
	}

	private TreeSet<Instant> boundaries(BusinessCalendar calendar) {
		TreeSet<Instant> boundaries = new TreeSet<>();
		for (Price price : this.prices) {
			boundaries.add(price.startsAt());
			if (price.endsAt() != null) {
				boundaries.add(price.endsAt());
			}
		}
		for (PromotionView promotion : this.promotions) {
			if (promotion.productCode() == null || promotion.productCode().equals(this.productCode)) {
				boundaries.add(promotion.startsAt());
				boundaries.add(promotion.endsAt());
				if (promotion.minimumTier() != null && this.tierSince != null) {
					boundaries.add(this.tierSince);
				}
				if (promotion.minimumYears() != null && this.customerSince != null) {
					boundaries.add(calendar.startOf(this.customerSince.plusYears(promotion.minimumYears())));
				}
			}
		}
		return boundaries;
	}

	record Price(Money amount, Instant startsAt, Instant endsAt) {

		boolean holdsAt(Instant instant) {
			return !this.startsAt.isAfter(instant) && (this.endsAt == null || this.endsAt.isAfter(instant));
		}

	}

}

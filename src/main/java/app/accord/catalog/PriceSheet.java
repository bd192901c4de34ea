package app.accord.catalog;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

/**
 * The price book as it was read at one moment, for computing many bills by it: services
 * and what is charged by use, with the promotions that need no code. It gives the answers
 * that the price book gives.
 */
public final class PriceSheet {

	private final Map<String, BillableProduct> products;

	private final Map<String, List<QuoteBasis.Price>> prices;

	private final List<PromotionView> promotions;

	private final Map<String, List<PromotionView>> byProduct = new HashMap<>();

	private final BusinessCalendar calendar;

	PriceSheet(Map<String, BillableProduct> products, Map<String, List<QuoteBasis.Price>> prices,
			List<PromotionView> promotions, BusinessCalendar calendar) {
		this.products = products;
		this.prices = prices;
		this.promotions = promotions;
		this.calendar = calendar;
		products.keySet().forEach((code) -> this.byProduct.put(code, of(code)));
	}

	/** That product; one that nobody knows has its code as name and the usual tax. */
	public BillableProduct product(String code) {
		BillableProduct known = this.products.get(code);
		return (known != null) ? known : new BillableProduct(code, code, ProductUnit.MONTH, 1, "STANDARD");
	}

	/** The list price of what is charged by use; empty if it has none then. */
	public Optional<Money> price(String code, String currency, Instant at) {
		return this.prices.getOrDefault(code + " " + currency, List.of())
			.stream()
			.filter((price) -> price.holdsAt(at))
			.map(QuoteBasis.Price::amount)
			.findFirst();
	}

	/** Whether any promotion could ever be taken off that product. */
	public boolean promoted(String code) {
		return !promotionsOf(code).isEmpty();
	}

	/**
	 * What is taken off that price of a product for a customer: of the promotions that
	 * hold, the one that takes most off.
	 */
	public Optional<Deduction> deduction(String code, Money price, CustomerTerms customer, Instant at) {
		List<PromotionView> candidates = promotionsOf(code);
		if (candidates.isEmpty() || price.isZero()) {
			return Optional.empty();
		}
		QuoteBasis basis = new QuoteBasis(code, null, price.getCurrencyUnit().getCode(), at, "");
		basis.customer(customer.tier(), customer.tierSince(), customer.customerSince());
		candidates.forEach(basis::promotion);
		return basis.deduction(price, this.calendar);
	}

	private List<PromotionView> promotionsOf(String code) {
		List<PromotionView> known = this.byProduct.get(code);
		return (known != null) ? known : of(code);
	}

	private List<PromotionView> of(String code) {
		return this.promotions.stream()
			.filter((promotion) -> promotion.productCode() == null || promotion.productCode().equals(code))
			.toList();
	}

}

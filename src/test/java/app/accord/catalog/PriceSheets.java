package app.accord.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

/** Price sheets for tests that need no database. */
public final class PriceSheets {

	private final Map<String, BillableProduct> products = new HashMap<>();

	private final Map<String, List<QuoteBasis.Price>> prices = new HashMap<>();

	private final List<PromotionView> promotions = new ArrayList<>();

	/** A service by the month. */
	public PriceSheets service(String code, String name, String taxClass) {
		this.products.put(code, new BillableProduct(code, name, ProductUnit.MONTH, 1, taxClass));
		return this;
	}

	/** Something charged by use, at that price for so many units, since ever. */
	public PriceSheets used(String code, String name, ProductUnit unit, Money price, int per) {
		this.products.put(code, new BillableProduct(code, name, unit, per, "STANDARD"));
		this.prices.computeIfAbsent(code + " " + price.getCurrencyUnit().getCode(), (key) -> new ArrayList<>())
			.add(new QuoteBasis.Price(price, Instant.EPOCH, null));
		return this;
	}

	/** A promotion that needs no code; percent or amount. */
	public PriceSheets promotion(String code, String product, BigDecimal percent, Money amount, Instant from,
			Instant until) {
		this.promotions.add(new PromotionView(code, code, product, percent, amount, false, null, null, from, until));
		return this;
	}

	/** The sheet. */
	public PriceSheet sheet(BusinessCalendar calendar) {
		return new PriceSheet(this.products, this.prices, this.promotions, calendar);
	}

}

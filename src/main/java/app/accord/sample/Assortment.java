package app.accord.sample;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.catalog.NewPrice;
import app.accord.catalog.NewProduct;
import app.accord.catalog.NewPromotion;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.customer.Tier;

import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What the sample company sells, and for how much since when. */
final class Assortment {

	static final CurrencyUnit USD = CurrencyUnit.USD;

	/** Sales tax where the company is. */
	static final BigDecimal TAX = new BigDecimal("8.875");

	static final List<Item> ITEMS = List.of(service("MOBILE-S", "Mobile S", "Calls and texts, 3 GB", "22.00", "25.00"),
			service("MOBILE-M", "Mobile M", "Calls and texts, 15 GB", "32.00", "35.00"),
			service("MOBILE-L", "Mobile L", "Calls and texts, 60 GB", "42.00", "45.00"),
			service("MOBILE-XL", "Mobile XL", "Calls, texts and data without limit", null, "60.00"),
			service("FIBRE-100", "Fibre 100", "100 Mbit/s", "27.00", "29.00"),
			service("FIBRE-500", "Fibre 500", "500 Mbit/s", "36.00", "39.00"),
			service("FIBRE-1000", "Fibre 1000", "1,000 Mbit/s", "64.00", "59.00"),
			service("TV-BASIC", "TV Basic", "80 channels", null, "9.00"),
			service("TV-PLUS", "TV Plus", "160 channels and sports", "17.00", "19.00"),
			service("LANDLINE", "Landline", "A number at home, calls included", null, "12.00"),
			service("INTL-PACK", "International pack", "300 minutes to 40 countries", "7.00", "8.00"),
			goods("PHONE-ASTER-5", "Aster 5 phone", "128 GB, black", "429.00", "399.00"),
			goods("PHONE-ASTER-5-PRO", "Aster 5 Pro phone", "256 GB", null, "649.00"),
			goods("PHONE-KEY-2", "Key 2 phone", "Large keys, emergency button", "79.00", "69.00"),
			goods("ROUTER-6", "Home router 6", "Wi-Fi 6", "99.00", "89.00"),
			goods("ROUTER-MESH", "Mesh router set of 2", "For large homes", null, "159.00"),
			goods("SCREEN-PROTECTOR", "Screen protector", "Tempered glass", null, "12.00"),
			goods("CASE-ASTER-5", "Case for Aster 5", "Recycled, grey", null, "24.00"),
			goods("CHARGER-30W", "Charger 30 W", "USB-C", "22.00", "19.00"),
			goods("CABLE-USB-C", "USB-C cable 2 m", null, null, "11.00"),
			goods("EARBUDS-2", "Earbuds 2", "Wireless", "89.00", "79.00"),
			goods("POWERBANK-10", "Power bank 10,000 mAh", null, null, "35.00"),
			goods("CLEANING-KIT", "Screen cleaning kit", "Bottle, cloth and brush", null, "16.50"),
			goods("CLEANING-REFILL", "Screen cleaning refill", "Three bottles, some four weeks", "8.50", "9.50"),
			goods("FILTER-REFILL", "Router dust filters", "Pack of 4, some three months", null, "14.00"),
			goods("PREPAID-DATA-10", "Prepaid data card 10 GB", "Thirty days", null, "15.00"));

	private static final Map<String, Item> BY_CODE = ITEMS.stream()
		.collect(Collectors.toMap(Item::code, Function.identity()));

	private final LocalDate today;

	private final ZoneId zone;

	Assortment(LocalDate today, ZoneId zone) {
		this.today = today;
		this.zone = zone;
	}

	static Money usd(String amount) {
		return Money.of(USD, new BigDecimal(amount));
	}

	static Item item(String code) {
		return BY_CODE.get(code);
	}

	/** Since when today's prices hold. */
	LocalDate changedOn() {
		return this.today.minusDays(400).withDayOfMonth(1);
	}

	/** What somebody pays who has had it since that day. */
	Money price(String code, LocalDate since) {
		Item item = item(code);
		return (item.earlier() != null && since.isBefore(changedOn())) ? item.earlier() : item.price();
	}

	/** The products at today's prices. */
	List<PricedProduct> products() {
		return ITEMS.stream()
			.map((item) -> new PricedProduct(new NewProduct(item.code(), item.name(), item.kind(),
					(item.kind() == ProductKind.SERVICE) ? ProductUnit.MONTH : ProductUnit.EACH, item.description()),
					item.price(), start((item.earlier() != null) ? changedOn() : this.today.minusYears(6))))
			.toList();
	}

	/** What the products cost before. */
	List<NewPrice> pastPrices() {
		return ITEMS.stream()
			.filter((item) -> item.earlier() != null)
			.map((item) -> new NewPrice(item.code(), item.earlier(), start(this.today.minusYears(6)),
					start(changedOn()), "Price list of " + this.today.minusYears(6).getYear()))
			.toList();
	}

	/** What changes soon. */
	List<NewPrice> comingPrices() {
		return List.of(
				new NewPrice("TV-PLUS", usd("21.00"),
						this.today.plusDays(1).atTime(14, 0).atZone(this.zone).toInstant(), null,
						"Sports rights became dearer"),
				new NewPrice("FIBRE-100", usd("31.00"), start(nextMonth()), null, "New price list"));
	}

	List<NewPromotion> promotions() {
		return List.of(
				new NewPromotion("AUTUMN24", "Mailer AUTUMN24", "FIBRE-1000", null, usd("10.00"), true, null, null,
						start(this.today.minusDays(40)), mailerEnd()),
				new NewPromotion("SUMMER24", "Summer router offer", "ROUTER-6", new BigDecimal("20"), null, true, null,
						null, start(this.today.minusDays(150)), start(this.today.minusDays(60))),
				new NewPromotion("GOLD-SOUND", "Earbuds for Gold and Platinum", "EARBUDS-2", new BigDecimal("15"), null,
						false, Tier.GOLD, null, start(this.today.minusDays(90)), start(this.today.plusDays(120))),
				new NewPromotion("TEN-YEARS", "Thank you for ten years", "CASE-ASTER-5", new BigDecimal("25"), null,
						false, null, 10, start(this.today.minusDays(200)), start(this.today.plusDays(200))),
				new NewPromotion("WINTER-TV", "Winter evenings with TV Plus", "TV-PLUS", null, usd("4.00"), false, null,
						null, start(nextMonth()), start(nextMonth().plusMonths(2))));
	}

	/** What the bills are taxed by. */
	List<Tax> taxes() {
		LocalDate since = this.today.minusYears(6).withDayOfYear(1);
		return List.of(new Tax("US", "STANDARD", "Sales tax", TAX, since),
				new Tax("US", "ZERO", "Sales tax", BigDecimal.ZERO, since),
				new Tax("DE", "STANDARD", "Umsatzsteuer", new BigDecimal("19"), since),
				new Tax("DE", "REDUCED", "Umsatzsteuer", new BigDecimal("7"), since));
	}

	/** When the autumn mailer ends: with a month, at least a week from today. */
	Instant mailerEnd() {
		return start(mailerLastDay().plusDays(1));
	}

	/** The last day on which the autumn mailer holds. */
	LocalDate mailerLastDay() {
		return this.today.plusDays(7).withDayOfMonth(1).plusMonths(1).minusDays(1);
	}

	private LocalDate nextMonth() {
		return this.today.withDayOfMonth(1).plusMonths(1);
	}

	private Instant start(LocalDate day) {
		return day.atStartOfDay(this.zone).toInstant();
	}

	private static Item service(String code, String name, String description, String earlier, String price) {
		return new Item(code, name, ProductKind.SERVICE, description, (earlier != null) ? usd(earlier) : null,
				usd(price));
	}

	private static Item goods(String code, String name, String description, String earlier, String price) {
		return new Item(code, name, ProductKind.GOODS, description, (earlier != null) ? usd(earlier) : null,
				usd(price));
	}

	/** A rate of tax since that day. */
	record Tax(String place, String taxClass, String name, BigDecimal percent, LocalDate from) {
	}

	/** A product and what it costs; earlier is null where it always cost the same. */
	record Item(String code, String name, ProductKind kind, String description, Money earlier, Money price) {
	}

}

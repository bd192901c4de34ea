package app.accord.catalog;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.Page;
import app.accord.customer.Tier;
import app.accord.customer.Typed;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one price book. Nothing of it is kept in memory: each answer is read in one
 * statement.
 */
@Service
public class PriceBook {

	static final RowMapper<PromotionView> PROMOTION = (row, number) -> new PromotionView(
			row.getString("promotion_code"), row.getString("name"), row.getString("product_code"),
			row.getBigDecimal("percent_off"),
			(row.getString("currency") != null)
					? Amounts.ofMinor(row.getString("currency"), row.getLong("amount_off_minor")) : null,
			row.getBoolean("needs_code"),
			(row.getString("minimum_tier") != null) ? Tier.valueOf(row.getString("minimum_tier")) : null,
			row.getObject("minimum_years", Integer.class), row.getTimestamp("starts_at").toInstant(),
			row.getTimestamp("ends_at").toInstant());

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	private final Products products;

	PriceBook(JdbcClient jdbc, BusinessCalendar calendar, Products products) {
		this.jdbc = jdbc;
		this.calendar = calendar;
		this.products = products;
	}

	/**
	 * What a product costs, and why.
	 * @param productCode in any case
	 * @param customerId for whom; null: for anybody, which is a customer of the standard
	 * tier from today on
	 * @param currency ISO 4217 code
	 * @param at when, UTC
	 * @param promotionCode a code that was named, in any case; may be null
	 * @throws Refusal if there is no such product or customer
	 */
	@Transactional(readOnly = true)
	public Quote quote(String productCode, Long customerId, String currency, Instant at, String promotionCode) {
		String code = Products.code(productCode);
		String named = Products.code(promotionCode);
		CurrencyUnit unit = currency(currency);
		QuoteBasis basis = new QuoteBasis(code, customerId, unit.getCode(), at, named);
		// One statement, so that all of it is of one moment.
		this.jdbc.sql("""
				select 'PRODUCT' as row_kind, product_code as code, name, unit as text, null::bigint as minor,
					null::numeric as percent, null::text as currency, product_code, false as needs_code,
					null::text as minimum_tier, null::integer as minimum_years, created_at as starts_at,
					retired_at as ends_at, null::date as day
				from product where product_code = :product
				union all
				select 'PRICE', null, null, null, amount_minor, null, currency, product_code, false, null, null,
					starts_at, ends_at, null
				from price where product_code = :product and currency = :currency
					and ends_at is distinct from starts_at
				union all
				select 'PROMOTION', promotion_code, name, null, amount_off_minor, percent_off, currency, product_code,
					needs_code, minimum_tier, minimum_years, starts_at, ends_at, null
				from promotion
				where product_code = :product or product_code is null or promotion_code = :named
				union all
				select 'CUSTOMER', null, null, tier, null, null, null, null, false, null, null, tier_since, null,
					customer_since
				from shown_customer where customer_id = :customer
				""")
			.param("product", code)
			.param("currency", unit.getCode())
			.param("named", named)
			.param("customer", (customerId != null) ? customerId : -1L)
			.query((row) -> {
				Timestamp ends = row.getTimestamp("ends_at");
				Instant startsAt = row.getTimestamp("starts_at").toInstant();
				Instant endsAt = (ends != null) ? ends.toInstant() : null;
				switch (row.getString("row_kind")) {
					case "PRODUCT" ->
						basis.product(row.getString("name"), ProductUnit.valueOf(row.getString("text")), endsAt);
					case "PRICE" ->
						basis.price(new QuoteBasis.Price(Money.ofMinor(unit, row.getLong("minor")), startsAt, endsAt));
					case "PROMOTION" -> basis.promotion(
							new PromotionView(row.getString("code"), row.getString("name"),
									row.getString("product_code"), row.getBigDecimal("percent"),
									(row.getString("currency") != null)
											? Amounts.ofMinor(row.getString("currency"), row.getLong("minor")) : null,
									row.getBoolean("needs_code"),
									(row.getString("minimum_tier") != null)
											? Tier.valueOf(row.getString("minimum_tier")) : null,
									row.getObject("minimum_years", Integer.class), startsAt, endsAt));
					default -> basis.customer(Tier.valueOf(row.getString("text")), startsAt,
							row.getObject("day", LocalDate.class));
				}
			});
		if (!basis.hasProduct()) {
			throw Products.none(productCode);
		}
		if (customerId != null && !basis.hasCustomer()) {
			throw new Refusal("customer", "There is no such customer.");
		}
		return basis.quote(this.calendar);
	}

	/**
	 * Sets a price. The one that holds when it starts ends at that instant.
	 * @throws Refusal by the field: product, amount, startsAt, endsAt
	 */
	@Transactional
	public void setPrice(Actor actor, NewPrice price) {
		String code = Products.code(price.productCode());
		ProductView product = this.products.find(code).orElseThrow(() -> Products.none(price.productCode()));
		if (price.amount() == null) {
			throw new Refusal("amount", "Please give the price.");
		}
		if (price.amount().isNegative()) {
			throw new Refusal("amount", "A price can't be less than nothing.");
		}
		Instant now = this.calendar.now();
		Instant starts = (price.startsAt() != null) ? whole("startsAt", price.startsAt()) : Seconds.after(now);
		Instant ends = (price.endsAt() != null) ? whole("endsAt", price.endsAt()) : null;
		if (!starts.isAfter(now)) {
			throw new Refusal("startsAt",
					"A price can't start in the past: it is %s now. Leave the start empty for now."
						.formatted(Words.instant(now, this.calendar)));
		}
		if (ends != null && !ends.isAfter(starts)) {
			throw new Refusal("endsAt", "The price would end before it starts. Please check the two.");
		}
		String currency = price.amount().getCurrencyUnit().getCode();
		// One at a time for each product.
		this.jdbc.sql("select product_code from product where product_code = ? for update")
			.param(code)
			.query(String.class)
			.single();
		this.jdbc.sql("""
				update price set ends_at = :starts
				where product_code = :product and currency = :currency and starts_at <= :starts
					and (ends_at is null or ends_at > :starts)
				""")
			.param("starts", Timestamp.from(starts))
			.param("product", code)
			.param("currency", currency)
			.update();
		try {
			this.jdbc.sql("""
					insert into price (product_code, currency, amount_minor, starts_at, ends_at, set_by, set_at, reason)
					values (?, ?, ?, ?, ?, ?, ?, ?)
					""")
				.param(code)
				.param(currency)
				.param(Amounts.minor(price.amount()))
				.param(Timestamp.from(starts))
				.param((ends != null) ? Timestamp.from(ends) : null)
				.param(actor.name())
				.param(Timestamp.from(now))
				.param(Typed.clean(price.reason()))
				.update();
		}
		catch (DataIntegrityViolationException ex) {
			throw new Refusal("endsAt",
					"%s has another price in %s that starts before this one would end. Let this one end earlier."
						.formatted(product.name(), currency));
		}
	}

	/**
	 * Adds a promotion.
	 * @throws Refusal by the field: code, name, product, percentOff, minimumYears,
	 * startsAt, endsAt
	 */
	@Transactional
	public void addPromotion(Actor actor, NewPromotion promotion) {
		Instant now = this.calendar.now();
		Instant starts = (promotion.startsAt() != null) ? whole("startsAt", promotion.startsAt()) : Seconds.after(now);
		if (!starts.isAfter(now)) {
			throw new Refusal("startsAt", "A promotion can't start in the past. Leave the start empty for now.");
		}
		insert(actor, promotion, starts, now);
	}

	/**
	 * Adds promotions that may have started or ended already: for imports and samples.
	 */
	@Transactional
	public void importPromotion(Actor actor, NewPromotion promotion) {
		insert(actor, promotion, Seconds.floor(promotion.startsAt()), this.calendar.now());
	}

	/**
	 * Adds a price that may lie in the past: for imports and samples. Overlap is refused.
	 */
	@Transactional
	public void importPrice(Actor actor, NewPrice price) {
		try {
			this.jdbc.sql("""
					insert into price (product_code, currency, amount_minor, starts_at, ends_at, set_by, set_at, reason)
					values (?, ?, ?, ?, ?, ?, ?, ?)
					""")
				.param(Products.code(price.productCode()))
				.param(price.amount().getCurrencyUnit().getCode())
				.param(Amounts.minor(price.amount()))
				.param(Timestamp.from(Seconds.floor(price.startsAt())))
				.param((price.endsAt() != null) ? Timestamp.from(Seconds.floor(price.endsAt())) : null)
				.param(actor.name())
				.param(Timestamp.from(this.calendar.now()))
				.param(Typed.clean(price.reason()))
				.update();
		}
		catch (DataIntegrityViolationException ex) {
			throw new Refusal("startsAt",
					"%s is unknown or has another price in that time.".formatted(Products.code(price.productCode())));
		}
	}

	/**
	 * Ends a promotion early.
	 * @param at when, UTC; null: with the next second
	 */
	@Transactional
	public void endPromotion(Actor actor, String code, Instant at) {
		Instant now = this.calendar.now();
		Instant ends = (at != null) ? whole("endsAt", at) : Seconds.after(now);
		if (!ends.isAfter(now)) {
			throw new Refusal("endsAt", "A promotion can't have ended in the past.");
		}
		int ended = this.jdbc.sql("""
				update promotion set ends_at = :ends
				where promotion_code = :code and ends_at > :ends and starts_at < :ends
				""").param("ends", Timestamp.from(ends)).param("code", Products.code(code)).update();
		if (ended == 0) {
			throw new Refusal("code", "There is no promotion “%s” that runs until later than that.".formatted(code));
		}
	}

	/**
	 * Looks up the code of a mailer: which offer it is, where it holds, and why not if
	 * not.
	 * @param code as typed
	 * @param customerId for whom, or null
	 * @param at when, UTC
	 */
	@Transactional(readOnly = true)
	public PromotionAnswer lookUp(String code, Long customerId, Instant at) {
		String wanted = Products.code(code);
		PromotionView promotion = this.jdbc.sql("select * from promotion where promotion_code = ?")
			.param(wanted)
			.query(PROMOTION)
			.optional()
			.orElse(null);
		if (promotion == null) {
			return new PromotionAnswer(wanted, null, false,
					List.of("There is no offer “%s”. Please check the code on the mailer.".formatted(wanted)));
		}
		QuoteBasis basis = new QuoteBasis(promotion.productCode(), customerId, null, at, wanted);
		if (customerId != null) {
			this.jdbc.sql("select tier, tier_since, customer_since from shown_customer where customer_id = ?")
				.param(customerId)
				.query((row) -> {
					basis.customer(Tier.valueOf(row.getString(1)), row.getTimestamp(2).toInstant(),
							row.getObject(3, LocalDate.class));
				});
		}
		String product = (promotion.productCode() != null) ? this.products.find(promotion.productCode())
			.map((found) -> found.name() + " (" + found.code() + ")")
			.orElse(promotion.productCode()) : "any product";
		List<String> sentences = new ArrayList<>();
		sentences.add("%s: %s off %s.".formatted(promotion.name(), Words.off(promotion), product));
		sentences.add("It holds in shops, on the web and by telephone, from %s until %s.".formatted(
				Words.instant(promotion.startsAt(), this.calendar), Words.instant(promotion.endsAt(), this.calendar)));
		if (promotion.minimumTier() != null || promotion.minimumYears() != null) {
			sentences.add("It is " + Words.conditions(promotion) + ".");
		}
		String obstacle = basis.obstacle(promotion, this.calendar);
		sentences.add((obstacle != null) ? obstacle : "It holds now.");
		return new PromotionAnswer(wanted, promotion, obstacle == null, sentences);
	}

	/**
	 * A page of the promotions: those that end last first, so that what is over stands at
	 * the end.
	 * @param query fragment of code, name or product; may be null
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	@Transactional(readOnly = true)
	public Page<PromotionView> promotions(String query, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		String like = "%"
				+ ((Typed.clean(query) != null) ? Typed.literal(Typed.clean(query).toLowerCase(Locale.ROOT)) : "")
				+ "%";
		String wanted = """
				from promotion where lower(promotion_code) like :like or lower(name) like :like
				or lower(coalesce(product_code, '')) like :like
				""";
		List<PromotionView> items = this.jdbc
			.sql("select * " + wanted + " order by ends_at desc, promotion_code limit :size offset :offset")
			.param("like", like)
			.param("size", limit)
			.param("offset", (long) page * limit)
			.query(PROMOTION)
			.list();
		long total = this.jdbc.sql("select count(*) " + wanted).param("like", like).query(Long.class).single();
		return new Page<>(items, page, limit, total);
	}

	/**
	 * A page of the price book: products with the list price now, the next one and the
	 * promotions.
	 * @param query code or fragments of code or name; may be null
	 * @param currency ISO 4217 code
	 * @param at when, UTC
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	@Transactional(readOnly = true)
	public Page<PricedProductRow> page(String query, String currency, Instant at, int page, int size) {
		Page<ProductView> found = this.products.search(query, page, size);
		String unit = currency(currency).getCode();
		String[] codes = found.items().stream().map(ProductView::code).toArray(String[]::new);
		Map<String, List<QuoteBasis.Price>> prices = new HashMap<>();
		this.jdbc.sql("""
				select product_code, amount_minor, starts_at, ends_at from price
				where product_code = any (?) and currency = ? and (ends_at is null or ends_at > ?)
					and ends_at is distinct from starts_at
				order by starts_at
				""").param(codes).param(unit).param(Timestamp.from(at)).query((row) -> {
			Timestamp ends = row.getTimestamp(4);
			prices.computeIfAbsent(row.getString(1), (code) -> new ArrayList<>())
				.add(new QuoteBasis.Price(Amounts.ofMinor(unit, row.getLong(2)), row.getTimestamp(3).toInstant(),
						(ends != null) ? ends.toInstant() : null));
		});
		List<PromotionView> promotions = this.jdbc.sql("""
				select * from promotion where (product_code = any (?) or product_code is null) and ends_at > ?
				order by starts_at, promotion_code
				""").param(codes).param(Timestamp.from(at)).query(PROMOTION).list();
		return new Page<>(found.items().stream().map((product) -> {
			List<QuoteBasis.Price> own = prices.getOrDefault(product.code(), List.of());
			QuoteBasis.Price now = own.stream()
				.filter((price) -> !price.startsAt().isAfter(at))
				.findFirst()
				.orElse(null);
			QuoteBasis.Price next = own.stream()
				.filter((price) -> price.startsAt().isAfter(at))
				.findFirst()
				.orElse(null);
			return new PricedProductRow(product, (now != null) ? now.amount() : null,
					(now != null) ? now.startsAt() : null, (now != null) ? now.endsAt() : null,
					(next != null) ? next.amount() : null, (next != null) ? next.startsAt() : null,
					promotions.stream()
						.filter((promotion) -> promotion.productCode() == null
								|| promotion.productCode().equals(product.code()))
						.toList());
		}).toList(), found.page(), found.size(), found.total());
	}

	/**
	 * What bills are computed by: services, what is charged by use and its prices, and
	 * the promotions that need no code.
	 */
	@Transactional(readOnly = true)
	public PriceSheet sheet() {
		Map<String, BillableProduct> billable = new HashMap<>();
		Map<String, List<QuoteBasis.Price>> prices = new HashMap<>();
		this.jdbc
			.sql("""
					select p.product_code, p.name, p.unit, p.priced_per, p.tax_class, r.currency, r.amount_minor, r.starts_at,
						r.ends_at
					from product p
					left join price r on r.product_code = p.product_code and p.unit not in ('MONTH', 'EACH')
						and r.ends_at is distinct from r.starts_at
					where p.kind = 'SERVICE'
					order by p.product_code, r.currency, r.starts_at
					""")
			.query((row) -> {
				String code = row.getString(1);
				billable.computeIfAbsent(code, (key) -> billable(row));
				if (row.getString(6) != null) {
					Timestamp ends = row.getTimestamp(9);
					prices.computeIfAbsent(code + " " + row.getString(6), (key) -> new ArrayList<>())
						.add(new QuoteBasis.Price(Amounts.ofMinor(row.getString(6), row.getLong(7)),
								row.getTimestamp(8).toInstant(), (ends != null) ? ends.toInstant() : null));
				}
			});
		List<PromotionView> promotions = this.jdbc.sql("select * from promotion where not needs_code")
			.query(PROMOTION)
			.list();
		return new PriceSheet(billable, prices, promotions, this.calendar);
	}

	private static BillableProduct billable(ResultSet row) {
		try {
			return new BillableProduct(row.getString(1), row.getString(2), ProductUnit.valueOf(row.getString(3)),
					row.getInt(4), row.getString(5));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** All prices of a product, newest first, those that never came to hold left out. */
	@Transactional(readOnly = true)
	public List<PriceRow> prices(String productCode) {
		return this.jdbc.sql("""
				select * from price where product_code = ? and ends_at is distinct from starts_at
				order by starts_at desc, currency
				""").param(Products.code(productCode)).query((row, number) -> {
			Timestamp ends = row.getTimestamp("ends_at");
			return new PriceRow(Amounts.ofMinor(row.getString("currency"), row.getLong("amount_minor")),
					row.getTimestamp("starts_at").toInstant(), (ends != null) ? ends.toInstant() : null,
					row.getString("set_by"), row.getTimestamp("set_at").toInstant(), row.getString("reason"));
		}).list();
	}

	private void insert(Actor actor, NewPromotion promotion, Instant starts, Instant now) {
		String code = Products.code(promotion.code());
		if (!code.matches("[A-Z0-9][A-Z0-9._-]{0,39}")) {
			throw new Refusal("code", "A promotion's code has letters, digits, dots and dashes, at most 40 of them.");
		}
		String name = Typed.clean(promotion.name());
		if (name == null) {
			throw new Refusal("name", "Please give the promotion a name.");
		}
		if ((promotion.percentOff() == null) == (promotion.amountOff() == null)) {
			throw new Refusal("percentOff", "Please give either a percentage or an amount.");
		}
		if (promotion.percentOff() != null && (promotion.percentOff().signum() <= 0
				|| promotion.percentOff().compareTo(BigDecimal.valueOf(100)) > 0
				|| promotion.percentOff().stripTrailingZeros().scale() > 2)) {
			throw new Refusal("percentOff", "A percentage is above 0 and at most 100, with at most two decimals.");
		}
		if (promotion.amountOff() != null && !promotion.amountOff().isPositive()) {
			throw new Refusal("amountOff", "Please give an amount above zero.");
		}
		if (promotion.minimumYears() != null && promotion.minimumYears() <= 0) {
			throw new Refusal("minimumYears", "Please give a number of years above zero, or none.");
		}
		if (promotion.endsAt() == null || !Seconds.floor(promotion.endsAt()).isAfter(starts)) {
			throw new Refusal("endsAt", "A promotion ends after it starts. Please give its end.");
		}
		String product = Products.code(promotion.productCode());
		if (!product.isEmpty() && this.products.find(product).isEmpty()) {
			throw Products.none(promotion.productCode());
		}
		try {
			this.jdbc.sql("""
					insert into promotion (promotion_code, name, product_code, percent_off, amount_off_minor, currency,
						needs_code, minimum_tier, minimum_years, starts_at, ends_at, set_by, set_at)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
					""")
				.param(code)
				.param(name)
				.param(product.isEmpty() ? null : product)
				.param(promotion.percentOff())
				.param((promotion.amountOff() != null) ? Amounts.minor(promotion.amountOff()) : null)
				.param((promotion.amountOff() != null) ? promotion.amountOff().getCurrencyUnit().getCode() : null)
				.param(promotion.needsCode())
				.param((promotion.minimumTier() != null) ? promotion.minimumTier().name() : null)
				.param(promotion.minimumYears())
				.param(Timestamp.from(starts))
				.param(Timestamp.from(Seconds.floor(promotion.endsAt())))
				.param(actor.name())
				.param(Timestamp.from(now))
				.update();
		}
		catch (DuplicateKeyException ex) {
			throw new Refusal("code", "There is a promotion %s already.".formatted(code));
		}
	}

	private static Instant whole(String field, Instant instant) {
		if (!instant.equals(Seconds.floor(instant))) {
			throw new Refusal(field, "Prices and promotions start and end on a whole second.");
		}
		return instant;
	}

	private static CurrencyUnit currency(String code) {
		try {
			return CurrencyUnit.of((code != null) ? code.strip().toUpperCase(Locale.ROOT) : "");
		}
		catch (IllegalCurrencyException ex) {
			throw new Refusal("currency", "A currency is a code of three letters such as USD.");
		}
	}

}

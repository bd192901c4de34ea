package app.accord.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.persistence.EntityManager;

import app.accord.actor.Actor;
import app.accord.customer.Page;
import app.accord.customer.Typed;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is sold. */
@Service
public class Products {

	static final RowMapper<ProductView> ROW = (row, number) -> new ProductView(row.getString("product_code"),
			row.getString("name"), ProductKind.valueOf(row.getString("kind")),
			ProductUnit.valueOf(row.getString("unit")), row.getString("description"),
			row.getTimestamp("retired_at") != null);

	private final ProductRecords records;

	private final EntityManager entities;

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	Products(ProductRecords records, EntityManager entities, JdbcClient jdbc, BusinessCalendar calendar) {
		this.records = records;
		this.entities = entities;
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/**
	 * The product of that code.
	 * @param code in any case; may be null
	 */
	@Transactional(readOnly = true)
	public Optional<ProductView> find(String code) {
		return this.records.findByCode(code(code)).map(Product::view);
	}

	/**
	 * What bills need to know of the product of that code.
	 * @param code in any case; may be null
	 */
	@Transactional(readOnly = true)
	public Optional<BillableProduct> billable(String code) {
		return this.jdbc
			.sql("select product_code, name, unit, priced_per, tax_class from product where product_code = ?")
			.param(code(code))
			.query((row, n) -> new BillableProduct(row.getString(1), row.getString(2),
					ProductUnit.valueOf(row.getString(3)), row.getInt(4), row.getString(5)))
			.optional();
	}

	/**
	 * Products by code or by fragments of code or name; the exact code first, those no
	 * longer sold last. An empty query lists all by name.
	 * @param query as typed; may be null
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	@Transactional(readOnly = true)
	public Page<ProductView> search(String query, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		int from = Math.clamp(page, 0, 1_000_000);
		List<Object> terms = new ArrayList<>();
		String where = where(query, terms);
		long total = this.jdbc.sql("select count(*) from product where " + where)
			.params(terms)
			.query(Long.class)
			.single();
		List<Object> params = new ArrayList<>(terms);
		params.addAll(List.of(code(query), limit, (long) from * limit));
		List<ProductView> items = this.jdbc.sql("select * from product where " + where + """
				 order by product_code <> ?, retired_at is not null, lower(name), product_code limit ? offset ?
				""").params(params).query(ROW).list();
		return new Page<>(items, from, limit, total);
	}

	/** The names of products by code; codes that are none are left out. */
	@Transactional(readOnly = true)
	public Map<String, String> names(Collection<String> codes) {
		Map<String, String> names = new HashMap<>();
		this.jdbc.sql("select product_code, name from product where product_code = any (?)")
			.param(codes.stream().distinct().toArray(String[]::new))
			.query((row) -> {
				names.put(row.getString(1), row.getString(2));
			});
		return names;
	}

	/** Which of those products are not sold any more. */
	@Transactional(readOnly = true)
	public Set<String> retired(Collection<String> codes) {
		return new HashSet<>(this.jdbc
			.sql("select product_code from product where product_code = any (?) and retired_at is not null")
			.param(codes.stream().distinct().toArray(String[]::new))
			.query(String.class)
			.list());
	}

	/**
	 * Adds a product. It can be sold when it has a price.
	 * @throws Refusal by the field: code, name, kind, unit
	 */
	@Transactional
	public void add(Actor actor, NewProduct product) {
		NewProduct checked = checked(product);
		if (this.records.findByCode(checked.code()).isPresent()) {
			throw new Refusal("code", "There is a product %s already.".formatted(checked.code()));
		}
		this.entities.persist(new Product(checked.code(), checked.name(), checked.kind(), checked.unit(),
				checked.description(), this.calendar.now()));
	}

	/**
	 * Says how a product is billed.
	 * @param taxClass by which it is taxed, such as STANDARD
	 * @param pricedPer how many units its price is for: 100 where a minute costs 8.5
	 * cents and the price is $8.50
	 * @throws Refusal by the field: product, taxClass, pricedPer
	 */
	@Transactional
	public void bill(Actor actor, String code, String taxClass, int pricedPer) {
		if (taxClass == null || !taxClass.matches("[A-Z][A-Z_]{0,29}")) {
			throw new Refusal("taxClass", "A class is a word such as STANDARD or REDUCED.");
		}
		if (pricedPer < 1 || pricedPer > 1_000_000) {
			throw new Refusal("pricedPer", "A price is for 1 to 1,000,000 units.");
		}
		int rows = this.jdbc.sql("update product set tax_class = ?, priced_per = ? where product_code = ?")
			.params(taxClass, pricedPer, code(code))
			.update();
		if (rows == 0) {
			throw none(code);
		}
	}

	/** Takes a product off the shelf. Contracts and purchases of it stay as they are. */
	@Transactional
	public void retire(Actor actor, String code) {
		this.records.findByCode(code(code)).orElseThrow(() -> none(code)).retire(this.calendar.now());
	}

	static Refusal none(String code) {
		String typed = (code != null) ? code.strip() : "";
		return new Refusal("product",
				typed.isEmpty() ? "Please name a product." : "There is no product “%s”. Please check its code."
					.formatted((typed.length() > 60) ? typed.substring(0, 60) + "…" : typed));
	}

	static String code(String typed) {
		String clean = Typed.clean(typed);
		return (clean != null) ? clean.toUpperCase(Locale.ROOT) : "";
	}

	static String where(String query, List<Object> terms) {
		String clean = Typed.clean(query);
		if (clean == null) {
			return "true";
		}
		StringBuilder where = new StringBuilder("(true");
		Arrays.stream(clean.toLowerCase(Locale.ROOT).split("\\s+")).limit(6).forEach((term) -> {
			where.append(" and (lower(name) like ? or lower(product_code) like ?)");
			terms.add("%" + Typed.literal(term) + "%");
			terms.add("%" + Typed.literal(term) + "%");
		});
		return where.append(")").toString();
	}

	static NewProduct checked(NewProduct product) {
		String code = code(product.code());
		if (!code.matches("[A-Z0-9][A-Z0-9._-]{0,39}")) {
			throw new Refusal("code", "A product's code has letters, digits, dots and dashes, at most 40 of them.");
		}
		String name = Typed.clean(product.name());
		if (name == null || name.length() > 200) {
			throw new Refusal("name", "Please give the product a name of at most 200 characters.");
		}
		if (product.kind() == null) {
			throw new Refusal("kind", "Please choose service or goods.");
		}
		if (product.unit() == null) {
			throw new Refusal("unit", "Please say whether the price is for a month or for one.");
		}
		return new NewProduct(code, name, product.kind(), product.unit(), Typed.clean(product.description()));
	}

}

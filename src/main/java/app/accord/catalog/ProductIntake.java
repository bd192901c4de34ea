package app.accord.catalog;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Adds products with their first price, many at a time. */
@Component
public class ProductIntake {

	private static final int BATCH = 1000;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	ProductIntake(JdbcTemplate jdbc, JdbcClient client, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.client = client;
		this.calendar = calendar;
	}

	/**
	 * Adds those whose code is new, each with its price; the others stay untouched.
	 * @return how many were new
	 */
	@Transactional
	public int addAll(Actor actor, Collection<PricedProduct> products) {
		Instant now = this.calendar.now();
		Map<String, PricedProduct> wanted = new LinkedHashMap<>();
		for (PricedProduct priced : products) {
			NewProduct checked = Products.checked(priced.product());
			wanted.putIfAbsent(checked.code(), new PricedProduct(checked, priced.price(), priced.from()));
		}
		Set<String> known = new HashSet<>(
				this.client.sql("select product_code from product where product_code = any (?)")
					.param(wanted.keySet().toArray(String[]::new))
					.query(String.class)
					.list());
		List<PricedProduct> fresh = wanted.values()
			.stream()
			.filter((priced) -> !known.contains(priced.product().code()))
			.toList();
		this.jdbc.batchUpdate("""
				insert into product (product_code, name, kind, unit, description, created_at) values (?, ?, ?, ?, ?, ?)
				""", fresh, BATCH, (statement, priced) -> {
			NewProduct product = priced.product();
			statement.setString(1, product.code());
			statement.setString(2, product.name());
			statement.setString(3, product.kind().name());
			statement.setString(4, product.unit().name());
			statement.setString(5, product.description());
			statement.setTimestamp(6, Timestamp.from(now));
		});
		this.jdbc.batchUpdate("""
				insert into price (product_code, currency, amount_minor, starts_at, set_by, set_at, reason)
				values (?, ?, ?, ?, ?, ?, 'First price')
				""", fresh, BATCH, (statement, priced) -> {
			statement.setString(1, priced.product().code());
			statement.setString(2, priced.price().getCurrencyUnit().getCode());
			statement.setLong(3, Amounts.minor(priced.price()));
			statement.setTimestamp(4, Timestamp.from(Seconds.floor(priced.from())));
			statement.setString(5, actor.name());
			statement.setTimestamp(6, Timestamp.from(now));
		});
		return fresh.size();
	}

	/**
	 * Which products are named by something: sold, billed, contracted, promoted.
	 * @return their codes
	 */
	@Transactional(readOnly = true)
	public Set<String> used(Collection<String> codes) {
		Set<String> used = new HashSet<>();
		List<String> tables = this.client.sql("""
				select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
				where a.attname = 'product_code' and not a.attisdropped and c.relnamespace = 'public'::regnamespace
				and c.relname not in ('product', 'price', 'import_product')
				""").query(String.class).list();
		for (String table : tables) {
			used.addAll(this.client
				.sql("/* across customers: load */ select distinct product_code from " + table
						+ " where product_code = any (?)")
				.param(codes.toArray(String[]::new))
				.query(String.class)
				.list());
		}
		return used;
	}

	/**
	 * Takes products out that were added by mistake, with their prices, in the caller's
	 * transaction, which has made sure that nothing names them.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void takeOut(Collection<String> codes) {
		String[] all = codes.toArray(String[]::new);
		this.client.sql("delete from price where product_code = any (?)").param(all).update();
		this.client.sql("delete from product where product_code = any (?)").param(all).update();
	}

	/**
	 * What products cost at an instant, in one currency.
	 * @return by code, in minor units; those without a price are left out
	 */
	@Transactional(readOnly = true)
	public Map<String, Long> pricesAt(Collection<String> codes, String currency, Instant at) {
		Map<String, Long> prices = new LinkedHashMap<>();
		this.client.sql("""
				select product_code, amount_minor from price
				where product_code = any (?) and currency = ? and starts_at <= ? and (ends_at is null or ends_at > ?)
				""")
			.param(codes.toArray(String[]::new))
			.param(currency)
			.param(Timestamp.from(at))
			.param(Timestamp.from(at))
			.query((row) -> {
				prices.put(row.getString(1), row.getLong(2));
			});
		return prices;
	}

	/** Ends what a product costs in a currency, with the next second. */
	@Transactional
	public void endPrice(String code, String currency) {
		this.client
			.sql("""
					update price set ends_at = ? where product_code = ? and currency = ? and ends_at is null and starts_at < ?
					""")
			.param(Timestamp.from(Seconds.after(this.calendar.now())))
			.param(code)
			.param(currency)
			.param(Timestamp.from(Seconds.after(this.calendar.now())))
			.update();
	}

}

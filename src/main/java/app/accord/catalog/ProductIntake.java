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

}

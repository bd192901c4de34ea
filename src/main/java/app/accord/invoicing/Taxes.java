package app.accord.invoicing;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

import app.accord.actor.Actor;
import app.accord.customer.Typed;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rates of tax by place and class of products, dated; none is ever overwritten. */
@Component
public class Taxes {

	private static final RowMapper<TaxRate> ROW = (row, n) -> new TaxRate(row.getLong("tax_rate_id"),
			row.getString("place"), row.getString("tax_class"), row.getString("name"),
			row.getBigDecimal("percent").stripTrailingZeros(), row.getObject("starts_on", LocalDate.class),
			row.getObject("ends_on", LocalDate.class), row.getString("set_by"), row.getTimestamp("set_at").toInstant(),
			row.getString("reason"));

	private final JdbcClient client;

	private final BusinessCalendar calendar;

	Taxes(JdbcClient client, BusinessCalendar calendar) {
		this.client = client;
		this.calendar = calendar;
	}

	/**
	 * All rates, by place and class, the newest first, those that never held left out.
	 */
	@Transactional(readOnly = true)
	public List<TaxRate> all() {
		return this.client.sql("""
				select * from tax_rate where ends_on is distinct from starts_on
				order by place, tax_class, starts_on desc
				""").query(ROW).list();
	}

	/** The classes that products or rates have. */
	@Transactional(readOnly = true)
	public List<String> classes() {
		TreeSet<String> classes = new TreeSet<>(
				this.client.sql("select tax_class from tax_rate union select tax_class from product")
					.query(String.class)
					.list());
		classes.addAll(List.of("STANDARD", "REDUCED", "ZERO"));
		return List.copyOf(classes);
	}

	/**
	 * Sets a rate from a day on. The one that holds then ends the day before.
	 * @param startsOn today or later
	 * @throws Refusal by the field: place, taxClass, name, percent, startsOn
	 */
	@Transactional
	public void set(Actor actor, String place, String taxClass, String name, BigDecimal percent, LocalDate startsOn,
			String reason) {
		if (startsOn == null || startsOn.isBefore(this.calendar.today())) {
			throw new Refusal("startsOn",
					"A rate starts today or later: bills that were made are not taxed again. Choose a day.");
		}
		insert(actor, place, taxClass, name, percent, startsOn, reason);
	}

	/** Sets a rate that may hold since long: for imports and samples. */
	@Transactional
	public void importRate(Actor actor, String place, String taxClass, String name, BigDecimal percent,
			LocalDate startsOn) {
		insert(actor, place, taxClass, name, percent, startsOn, null);
	}

	TaxTable table() {
		return new TaxTable(this.client.sql("select * from tax_rate").query(ROW).list());
	}

	private void insert(Actor actor, String place, String taxClass, String name, BigDecimal percent, LocalDate startsOn,
			String reason) {
		String where = upper(place);
		String what = upper(taxClass);
		if (!where.matches("[A-Z0-9]+(-[A-Z0-9]+)*") || where.length() > 30) {
			throw new Refusal("place", "A place is a code of letters and digits, such as US, US-NY or US-NY-NYC.");
		}
		if (!what.matches("[A-Z][A-Z_]{0,29}")) {
			throw new Refusal("taxClass", "A class is a word such as STANDARD or REDUCED.");
		}
		if (Typed.clean(name) == null || Typed.clean(name).length() > 60) {
			throw new Refusal("name", "Say what the bill calls it, such as Sales tax.");
		}
		if (percent == null || percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) >= 0
				|| percent.stripTrailingZeros().scale() > 3) {
			throw new Refusal("percent", "A rate is 0 to below 100 percent with at most three decimals.");
		}
		this.client.sql("""
				update tax_rate set ends_on = greatest(:starts, starts_on)
				where place = :place and tax_class = :class and starts_on <= :starts
					and (ends_on is null or ends_on > :starts)
				""").param("starts", startsOn).param("place", where).param("class", what).update();
		try {
			this.client.sql("""
					insert into tax_rate (place, tax_class, name, percent, starts_on, ends_on, set_by, set_at, reason)
					values (:place, :class, :name, :percent, :starts,
						(select min(starts_on) from tax_rate where place = :place and tax_class = :class
							and starts_on > :starts and ends_on is distinct from starts_on), :by, :at, :reason)
					""")
				.param("place", where)
				.param("class", what)
				.param("name", Typed.clean(name))
				.param("percent", percent)
				.param("starts", startsOn)
				.param("by", actor.name())
				.param("at", Timestamp.from(this.calendar.now()))
				.param("reason", Typed.clean(reason))
				.update();
		}
		catch (DataIntegrityViolationException ex) {
			throw new Refusal("startsOn", "Somebody set another rate for %s, %s at the same moment. Look again."
				.formatted(where, what.toLowerCase(Locale.ROOT)));
		}
	}

	private static String upper(String typed) {
		String clean = Typed.clean(typed);
		return (clean != null) ? clean.toUpperCase(Locale.ROOT) : "";
	}

}

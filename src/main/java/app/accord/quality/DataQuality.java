package app.accord.quality;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.customer.PublicNumber;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts and lists customers whose records have faults. Records that are joined are one
 * customer; who was taken back or erased doesn't count.
 */
@Component
public class DataQuality {

	private static final int YEARS_OF_SILENCE = 2;

	private static final int DAYS = 180;

	/** Customers as they are shown, one for all records that are joined. */
	private static final String PRESENT = """
			/* across customers: reports */ from (
			  select c.customer_id, c.kind, c.created_at, coalesce(n.name, c.name) as name,
			    case when n.customer_id is null then c.family_name else n.family_name end as family_name
			  from customer c
			  left join linked_customer l on l.customer_id = c.customer_id
			  left join customer n on n.customer_id = l.name_of
			  where l.under_id is null
			  and not exists (select from customer_withdrawn w where w.customer_id = c.customer_id)
			  and not exists (select from customer_erased e where e.customer_id = c.customer_id)) c
			""";

	private final JdbcClient client;

	private final Customers customers;

	private final BusinessCalendar calendar;

	DataQuality(JdbcClient client, Customers customers, BusinessCalendar calendar) {
		this.client = client;
		this.customers = customers;
		this.calendar = calendar;
	}

	/**
	 * Counts all faults and keeps the counts of today: a job. Again on the same day, they
	 * are replaced.
	 */
	public void count() {
		int all = this.client.sql("select count(*) " + PRESENT).query(Integer.class).single();
		for (Measure measure : Measure.values()) {
			this.client.sql("""
					insert into data_quality_day (day, measure, customers, of_all) values (?, ?, ?, ?)
					on conflict (day, measure) do update set customers = excluded.customers, of_all = excluded.of_all
					""").params(this.calendar.today(), measure.name(), total(measure), all).update();
		}
	}

	/** How many customers' records have that fault now. */
	@Transactional(readOnly = true)
	public int total(Measure measure) {
		return total(measure, "");
	}

	/**
	 * The same of some.
	 * @param q a part of their name, or their number; empty: of all
	 */
	@Transactional(readOnly = true)
	public int total(Measure measure, String q) {
		return this.client.sql("select count(*) " + where(measure, q))
			.params(parameters(measure, q))
			.query(Integer.class)
			.single();
	}

	/**
	 * A page of the customers whose records have that fault now, longest customers first.
	 * @param q a part of their name, or their number; empty: all
	 * @param page from 0
	 */
	@Transactional(readOnly = true)
	public List<CustomerProfile> list(Measure measure, String q, int page, int size) {
		List<Object> parameters = parameters(measure, q);
		parameters.add(size);
		parameters.add((long) page * size);
		List<Long> ids = this.client
			.sql("select c.customer_id " + where(measure, q) + " order by c.customer_id limit ? offset ?")
			.params(parameters)
			.query(Long.class)
			.list();
		var profiles = this.customers.readAll(ids);
		return ids.stream().map(profiles::get).toList();
	}

	/**
	 * A fault as it was counted last.
	 *
	 * @param measure which
	 * @param customers how many records have it
	 * @param ofAll how many records there were
	 * @param before how many had it on the last counted day at least a week earlier;
	 * null: none was counted
	 * @param trend the counts of the last months
	 */
	public record Counted(Measure measure, int customers, int ofAll, Integer before, Trend trend) {

		/** In percent of all records, with one decimal. */
		public String percent() {
			return (this.ofAll == 0) ? "0.0"
					: String.format(java.util.Locale.ROOT, "%.1f", 100.0 * this.customers / this.ofAll);
		}

	}

	/** All faults as they were counted last; empty before the first time. */
	@Transactional(readOnly = true)
	public List<Counted> counted() {
		List<Counted> counted = new ArrayList<>();
		for (Measure measure : Measure.values()) {
			Trend trend = trend(measure);
			if (!trend.days().isEmpty()) {
				Trend.Day last = trend.last();
				counted.add(new Counted(measure, last.customers(), last.ofAll(),
						trend.days()
							.reversed()
							.stream()
							.filter((day) -> !day.day().isAfter(last.day().minusWeeks(1)))
							.map(Trend.Day::customers)
							.findFirst()
							.orElse(null),
						trend));
			}
		}
		return counted;
	}

	/** How often it was counted on the last {@value #DAYS} days on which it was. */
	@Transactional(readOnly = true)
	public Trend trend(Measure measure) {
		return new Trend(this.client.sql("""
				select day, customers, of_all from data_quality_day where measure = ? order by day desc limit ?
				""").params(measure.name(), DAYS).query(Trend.Day.class).list().reversed());
	}

	/** The day on which they were counted last, or null. */
	@Transactional(readOnly = true)
	public LocalDate lastCounted() {
		return this.client.sql("select max(day) from data_quality_day").query(LocalDate.class).optional().orElse(null);
	}

	private static String where(Measure measure, String q) {
		return PRESENT + " where " + measure.condition() + (q.isBlank() ? "" : """
				and (position(lower(?) in lower(c.name)) > 0 or c.customer_id =
				 coalesce((select leading_id from linked_customer where customer_id = ?), ?))""");
	}

	private List<Object> parameters(Measure measure, String q) {
		List<Object> parameters = new ArrayList<>();
		if (measure == Measure.STALE) {
			Object old = Timestamp.from(this.calendar.startOf(this.calendar.today().minusYears(YEARS_OF_SILENCE)));
			parameters.addAll(List.of(old, old));
		}
		if (!q.isBlank()) {
			long number = Numbers.read(q).map(PublicNumber::customerId).orElse(0L);
			parameters.addAll(List.of(q.strip(), number, number));
		}
		return parameters;
	}

}

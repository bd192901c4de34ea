package app.accord.duplicates;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Numbers;
import app.accord.customer.Page;
import app.accord.customer.Typed;
import app.accord.time.Instants;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The pairs of customers who may be one, for people to decide. */
@Component
public class SuspectedPairs {

	/** Pairs that are not joined and of which neither was taken back. */
	private static final String APART = """
			from suspected_duplicate s where not exists (
			  select from linked_customer one join linked_customer other on other.leading_id = one.leading_id
			  where one.customer_id = s.customer_id and other.customer_id = s.other_id)
			and not exists (select from customer_withdrawn w where w.customer_id in (s.customer_id, s.other_id))
			""";

	private static final int MOST_WORDS = 6;

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Customers customers;

	SuspectedPairs(JdbcClient client, JdbcTemplate jdbc, Customers customers) {
		this.client = client;
		this.jdbc = jdbc;
		this.customers = customers;
	}

	/** Which pairs. */
	public enum Shown {

		/** Those nobody has decided about. */
		OPEN("All to decide", "s.decided_by is null"),

		/** Of those, where hardly anything else is possible. */
		SURE("Very likely", "s.decided_by is null and s.sure"),

		/** Of those, the others. */
		MAYBE("Maybe", "s.decided_by is null and not s.sure"),

		/** Those of whom somebody said that they are not the same. */
		DECIDED("Not the same", "s.decided_by is not null");

		private final String label;

		private final String condition;

		Shown(String label, String condition) {
			this.label = label;
			this.condition = condition;
		}

		/** What people call it. */
		public String label() {
			return this.label;
		}

	}

	/** In which order. */
	public enum Order {

		/** The likeliest first: those that are nearly certain, and the others. */
		LIKELIEST("Likeliest first", "s.sure desc, s.weight desc"),

		/** Those found last first; of decided ones, those decided last. */
		NEWEST("Newest first", "s.since desc");

		private final String label;

		private final String sql;

		Order(String label, String sql) {
			this.label = label;
			this.sql = sql;
		}

		/** What people call it. */
		public String label() {
			return this.label;
		}

	}

	/**
	 * What is asked for.
	 *
	 * @param query a customer's number, or what one of the two is found by; null or
	 * empty: any
	 */
	public record Wanted(String query, Shown shown, Order order) {

		private String sorted() {
			return (this.shown == Shown.DECIDED && this.order == Order.NEWEST) ? "s.decided_at desc" : this.order.sql;
		}

	}

	/**
	 * Pairs.
	 * @param page from 0
	 * @param size pairs a page
	 */
	@Transactional(readOnly = true)
	public Page<SuspectedPair> list(Wanted wanted, int page, int size) {
		Map<String, Object> values = new HashMap<>();
		String where = APART + " and " + wanted.shown().condition + matching(wanted.query(), values);
		List<Row> rows = this.client.sql("""
				/* across customers: search */
				select s.customer_id, s.other_id, s.sure, s.reasons, s.since, s.decided_by, s.decided_at %s
				order by %s, s.customer_id, s.other_id limit :size offset :offset
				""".formatted(where, wanted.sorted()))
			.params(values)
			.param("size", size)
			.param("offset", (long) page * size)
			.query((row, number) -> new Row(row.getLong(1), row.getLong(2), row.getBoolean(3),
					List.of((String[]) row.getArray(4).getArray()), row.getTimestamp(5).toInstant(), row.getString(6),
					Instants.of(row.getTimestamp(7))))
			.list();
		long total = this.client.sql("/* across customers: search */ select count(*) " + where)
			.params(values)
			.query(Long.class)
			.single();
		Set<Long> ids = new LinkedHashSet<>();
		rows.forEach((row) -> ids.addAll(List.of(row.one(), row.other())));
		Map<Long, CustomerProfile> who = ids.isEmpty() ? Map.of() : this.customers.readAll(List.copyOf(ids));
		return new Page<>(rows.stream()
			.map((row) -> new SuspectedPair(who.get(row.one()), who.get(row.other()), row.sure(), row.reasons(),
					row.since(), row.decidedBy(), row.decidedAt()))
			.toList(), page, size, total);
	}

	private static String matching(String query, Map<String, Object> values) {
		String clean = Typed.clean(query);
		if (clean == null) {
			return "";
		}
		Optional<Long> number = Numbers.read(clean).map((each) -> each.customerId());
		if (number.isPresent()) {
			values.put("number", number.get());
			return " and (s.customer_id = :number or s.other_id = :number)";
		}
		List<String> conditions = new ArrayList<>();
		for (String word : Typed.fold(clean).split(" ")) {
			if (!word.isEmpty() && conditions.size() < MOST_WORDS) {
				values.put("word" + conditions.size(),
						"%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
				conditions.add("c.document like :word" + conditions.size());
			}
		}
		return " and exists (select from customer_search c where c.customer_id in (s.customer_id, s.other_id) and "
				+ String.join(" and ", conditions) + ")";
	}

	/** Keeps what was found; what somebody decided stays decided. */
	void keep(List<FoundPair> found, Timestamp at) {
		this.jdbc.batchUpdate("""
				insert into suspected_duplicate (customer_id, other_id, weight, sure, reasons, found_at, since)
				values (?, ?, ?, ?, ?, ?, ?)
				on conflict (customer_id, other_id) do update set weight = excluded.weight, sure = excluded.sure,
					reasons = excluded.reasons, found_at = excluded.found_at
				where suspected_duplicate.decided_by is null
				""", found, 1000, (statement, each) -> {
			statement.setLong(1, each.one());
			statement.setLong(2, each.other());
			statement.setInt(3, each.weight());
			statement.setBoolean(4, each.sure());
			statement.setArray(5, statement.getConnection().createArrayOf("text", each.reasons().toArray()));
			statement.setTimestamp(6, at);
			statement.setTimestamp(7, at);
		});
	}

	/** Forgets pairs that were not found again and that nobody decided about. */
	void forgetBefore(Timestamp at) {
		this.client.sql("""
				/* across customers: search */
				delete from suspected_duplicate where decided_by is null and found_at < ?
				""").param(at).update();
	}

	/** Keeps what was found of one customer, and forgets what wasn't found again. */
	void keepOf(long customerId, List<FoundPair> found, Timestamp at) {
		keep(found, at);
		this.client.sql("""
				/* across customers: search */
				delete from suspected_duplicate s
				where (s.customer_id = :id or s.other_id = :id) and s.decided_by is null
				and not (case when s.customer_id = :id then s.other_id else s.customer_id end = any (:others))
				""")
			.param("id", customerId)
			.param("others",
					found.stream()
						.map((pair) -> (pair.one() == customerId) ? pair.other() : pair.one())
						.toArray(Long[]::new))
			.update();
	}

	private record Row(long one, long other, boolean sure, List<String> reasons, Instant since, String decidedBy,
			Instant decidedAt) {
	}

}

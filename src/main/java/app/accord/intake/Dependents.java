package app.accord.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has come to hang on customers since an import made them: rows of any
 * customer-owned table, whichever module it is of, but for those that every customer has
 * from the beginning or that are worked out again by themselves.
 */
@Component
class Dependents {

	/** What says nothing about something later. */
	private static final Set<String> OF_THEMSELVES = Set.of("customer", "contact_point", "customer_series",
			"customer_search", "customer_seen", "customer_change", "interaction", "import_made", "import_change",
			"import_link", "import_record", "interaction_withdrawn", "order_withdrawn", "taken_over_bill",
			"customer_withdrawn", "customer_field_change", "suspected_duplicate", "duplicate_check",
			"customer_relationship_end");

	private static final Map<String, String> WORDS = Map.of("billing_account", "billing accounts", "orders",
			"purchases", "contract", "services", "invoice", "bills", "payment", "payments", "portal_credential",
			"a login for the portal", "consent", "answers about consent", "idempotency_key", "requests of programs",
			"customer_relationship", "what they are to others");

	private final JdbcClient client;

	Dependents(JdbcClient client) {
		this.client = client;
	}

	/**
	 * By customer, what hangs on them in words; those on whom nothing hangs are left out.
	 * @param importId whose own doings don't count
	 */
	Map<Long, String> of(Collection<Long> customerIds, long importId) {
		Map<Long, String> found = new HashMap<>();
		Long[] ids = customerIds.toArray(Long[]::new);
		for (String table : tables()) {
			this.client.sql("select distinct customer_id from " + table + " where customer_id = any (?)")
				.param(ids)
				.query(Long.class)
				.list()
				.forEach((id) -> found.merge(id, words(table), (one, other) -> one + ", " + other));
		}
		this.client.sql("""
				select distinct customer_id from interaction where customer_id = any (?) and actor_id <> ?
				""")
			.param(ids)
			.param("import:" + importId)
			.query(Long.class)
			.list()
			.forEach((id) -> found.merge(id, "entries in the history", (one, other) -> one + ", " + other));
		// Another import that knows the customer.
		this.client.sql("""
				select distinct customer_id from import_change where customer_id = any (?) and import_id <> ?
				and undone_at is null
				""")
			.param(ids)
			.param(importId)
			.query(Long.class)
			.list()
			.forEach((id) -> found.merge(id, "a later import", (one, other) -> one + ", " + other));
		return found;
	}

	/** How many of an import's customers each kind of thing hangs on. */
	Map<String, Integer> summary(long importId) {
		Map<String, Integer> found = new TreeMap<>();
		for (String table : tables()) {
			int count = this.client.sql("""
					/* across customers: load */ select count(*) from import_made m
					where m.import_id = ? and m.undone_at is null
					and exists (select from %s t where t.customer_id = m.customer_id)
					""".formatted(table)).param(importId).query(Integer.class).single();
			if (count > 0) {
				found.merge(words(table), count, Integer::sum);
			}
		}
		int told = this.client.sql("""
				/* across customers: load */ select count(*) from import_made m
				where m.import_id = ? and m.undone_at is null
				and exists (select from interaction t where t.customer_id = m.customer_id and t.actor_id <> ?)
				""").params(importId, "import:" + importId).query(Integer.class).single();
		if (told > 0) {
			found.put("entries in the history", told);
		}
		return found;
	}

	private List<String> tables() {
		return this.client.sql("""
				select c.conrelid::regclass::text from pg_constraint c
				join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
				where c.contype = 'p' and a.attname = 'customer_id' and c.connamespace = 'public'::regnamespace
				order by 1
				""").query(String.class).list().stream().filter((table) -> !OF_THEMSELVES.contains(table)).toList();
	}

	private static String words(String table) {
		return WORDS.getOrDefault(table, table.replace('_', ' '));
	}

}

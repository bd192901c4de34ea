package app.accord.intake;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

	/** By how a table's name begins, the longest first; others are called as they are. */
	private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("billing_account", "billing accounts"),
			Map.entry("order", "purchases"), Map.entry("sale_return", "purchases"), Map.entry("contract", "services"),
			Map.entry("usage_record", "services"), Map.entry("invoice", "bills"), Map.entry("bill", "bills"),
			Map.entry("one_off_charge", "bills"), Map.entry("ledger_entry", "entries in the ledger"),
			Map.entry("allocation", "payments"), Map.entry("payment", "payments"),
			Map.entry("payment_arrangement", "payment arrangements"), Map.entry("arrangement", "payment arrangements"),
			Map.entry("pay_link", "links to pay"), Map.entry("card", "card payments"),
			Map.entry("saved_card", "saved cards"), Map.entry("autopay", "automatic payment"),
			Map.entry("bank", "bank transfers"), Map.entry("credit_note", "credit notes"),
			Map.entry("dispute", "disputes"), Map.entry("care_case", "cases"), Map.entry("donation", "donations"),
			Map.entry("due_date_move", "new due dates"), Map.entry("late_fee", "late fees"),
			Map.entry("reminder", "reminders"), Map.entry("message", "messages"), Map.entry("approval", "approvals"),
			Map.entry("portal_credential", "a login for the portal"),
			Map.entry("password_link", "a login for the portal"), Map.entry("consent", "answers about consent"),
			Map.entry("idempotency_key", "requests of programs"),
			Map.entry("customer_relationship", "what they are to others"),
			Map.entry("customer_link", "records joined with them"),
			Map.entry("linked_customer", "records joined with them"), Map.entry("erasure_wish", "a wish to be erased"));

	/** Entries in the history that are neither of that import nor of one undone since. */
	private static final String TOLD = """
			interaction t where t.actor_id <> ? and not exists (
			  select from data_import d where d.state = 'UNDONE' and t.actor_id = 'import:' || d.import_id)
			""";

	private final JdbcClient client;

	Dependents(JdbcClient client) {
		this.client = client;
	}

	/**
	 * By customer, what hangs on them in words; those on whom nothing hangs are left out.
	 * @param importId whose own doings don't count
	 */
	Map<Long, String> of(Collection<Long> customerIds, long importId) {
		Map<Long, Set<String>> found = new HashMap<>();
		Long[] ids = customerIds.toArray(Long[]::new);
		for (String table : tables()) {
			this.client.sql("select distinct customer_id from " + table + " where customer_id = any (?)")
				.param(ids)
				.query(Long.class)
				.list()
				.forEach((id) -> add(found, id, words(table)));
		}
		this.client.sql("select distinct t.customer_id from " + TOLD + " and t.customer_id = any (?)")
			.param("import:" + importId)
			.param(ids)
			.query(Long.class)
			.list()
			.forEach((id) -> add(found, id, "entries in the history"));
		// Another import that knows the customer.
		this.client.sql("""
				select distinct customer_id from import_change where customer_id = any (?) and import_id <> ?
				and undone_at is null
				""")
			.param(ids)
			.param(importId)
			.query(Long.class)
			.list()
			.forEach((id) -> add(found, id, "a later import"));
		Map<Long, String> words = new HashMap<>();
		found.forEach((id, some) -> words.put(id, String.join(", ", some)));
		return words;
	}

	private static void add(Map<Long, Set<String>> found, Long id, String words) {
		found.computeIfAbsent(id, (any) -> new TreeSet<>()).add(words);
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
				found.merge(words(table), count, Math::max);
			}
		}
		int told = this.client.sql("""
				/* across customers: load */ select count(*) from import_made m
				where m.import_id = ? and m.undone_at is null
				and exists (select from %s and t.customer_id = m.customer_id)
				""".formatted(TOLD)).params(importId, "import:" + importId).query(Integer.class).single();
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
		return WORDS.keySet()
			.stream()
			.filter(table::startsWith)
			.max(Comparator.comparingInt(String::length))
			.map(WORDS::get)
			.orElse(table.replace('_', ' '));
	}

}

package app.accord.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks into what customers are found by. No more than some hundred are ever asked for,
 * in no order: who fits best is for the caller to say.
 */
@Component
class SearchIndex {

	/** About so many, where some are enough. */
	private static final String SOME = "2000";

	/** So many are looked at one by one. */
	private static final int FEW = 100;

	private final JdbcClient jdbc;

	private final TransactionTemplate aside;

	private final int limitMillis;

	SearchIndex(JdbcClient jdbc, PlatformTransactionManager transactions,
			@Value("${accord.search.time-limit-millis:1000}") int limitMillis) {
		this.jdbc = jdbc;
		this.aside = new TransactionTemplate(transactions);
		this.aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.aside.setReadOnly(true);
		this.limitMillis = limitMillis;
	}

	/**
	 * Has some looks done in a transaction of their own, each of which is stopped after a
	 * second.
	 * @param some whether, of those in whom one word is found, some are enough; not for
	 * several conditions, of which each would find others
	 * @throws org.springframework.dao.DataAccessException if the time was up
	 */
	void look(boolean some, Runnable looks) {
		this.aside.executeWithoutResult((status) -> {
			limit(some);
			looks.run();
		});
	}

	/**
	 * For the transaction: a limit, plans for these very words, and never the way through
	 * all customers, which PostgreSQL takes where it thinks that many will be found.
	 * @param some as in {@link #look}
	 */
	void limit(boolean some) {
		this.jdbc
			.sql("""
					select set_config('statement_timeout', ?, true), set_config('plan_cache_mode', 'force_custom_plan', true),
						set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
						set_config('gin_fuzzy_search_limit', ?, true)
					""")
			.param(String.valueOf(this.limitMillis))
			.param(some ? SOME : "0")
			.query((row) -> {
			});
	}

	/**
	 * Those whose words fit.
	 * @param query PostgreSQL's {@code tsquery}
	 */
	List<Row> byWords(String query, int most) {
		return where("words @@ cast(? as tsquery)", List.of(query), most);
	}

	/**
	 * Those whose words fit. To look for all words that begin in some way, the database
	 * goes through all of these, however few can fit for other reasons: those are looked
	 * for first.
	 * @param wider what fits wherever the query fits; null: nothing is known
	 */
	List<Row> byWords(String wider, String query, int most) {
		List<Row> few = (wider == null) ? null : this.jdbc.sql("""
				/* across customers: search */
				with wide as materialized (
					select customer_id, names, words from customer_search where words @@ cast(? as tsquery) limit ?)
				select customer_id, names from wide where words @@ cast(? as tsquery) or (select count(*) from wide) > ?
				""").params(wider, FEW + 1, query, FEW).query(Row.class).list();
		return (few == null || few.size() > FEW) ? byWords(query, most) : few;
	}

	/** Those of some customers whose words fit. */
	List<Row> byWords(String query, List<Long> among, int most) {
		return among.isEmpty() ? List.of() : where("words @@ cast(? as tsquery) and customer_id = any (?)",
				List.of(query, among.toArray(Long[]::new)), most);
	}

	/**
	 * Those whose words fit one of the queries, so many of each: the database need not
	 * gather all before it gives the first.
	 */
	List<Row> byAnyWords(List<String> queries, int most) {
		List<Object> values = new ArrayList<>();
		for (String query : queries) {
			values.add(query);
			values.add(most);
		}
		return this.jdbc
			.sql("/* across customers: search */ " + String.join(" union all ", Collections.nCopies(queries.size(),
					"(select customer_id, names from customer_search where words @@ cast(? as tsquery) limit ?)")))
			.params(values)
			.query(Row.class)
			.list();
	}

	/**
	 * Those in whom all patterns are found.
	 * @param patterns for {@code like}
	 */
	List<Row> byFragments(List<String> patterns, int most) {
		return where(String.join(" and ", Collections.nCopies(patterns.size(), "document like ?")), patterns, most);
	}

	/**
	 * Those who share a key of each mistyped word, and whose words fit.
	 * @param keys those of each word
	 * @param query PostgreSQL's {@code tsquery}; may be empty
	 */
	List<Row> byKeys(List<Integer[]> keys, String query, int most) {
		List<Object> values = new ArrayList<>(keys);
		List<String> conditions = new ArrayList<>(Collections.nCopies(keys.size(), "keys && ?"));
		if (!query.isEmpty()) {
			conditions.add("words @@ cast(? as tsquery)");
			values.add(query);
		}
		return where(String.join(" and ", conditions), values, most);
	}

	/**
	 * Materialized, so that the index of the conditions is used whatever is asked for.
	 */
	private List<Row> where(String conditions, List<?> values, int most) {
		return this.jdbc.sql("""
				/* across customers: search */
				with hit as materialized (
					select customer_id, names from customer_search where %s limit ?)
				select customer_id, names from hit
				""".formatted(conditions)).params(values).param(most).query(Row.class).list();
	}

	/**
	 * What is read of a customer to rank it.
	 *
	 * @param customerId the customer
	 * @param names the words of the name
	 */
	record Row(long customerId, String names) {
	}

}

package app.accord.customer;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.job.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what customers can be found by: in the transaction of each change, and by a job
 * where it was made by older rules.
 */
@Component
class SearchDocuments {

	/** The name of the job. */
	static final String JOB = "Renew what customers are found by";

	private static final Logger log = LoggerFactory.getLogger(SearchDocuments.class);

	private static final int BATCH = 1000;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final TransactionTemplate transaction;

	SearchDocuments(JdbcTemplate jdbc, JdbcClient client, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.client = client;
		this.transaction = transaction;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void addAll(List<SearchDocument> documents) {
		this.jdbc.batchUpdate("""
				insert into customer_search (document, names, words, keys, rules, customer_id)
				values (?, ?, array_to_tsvector(?), ?, ?, ?)
				""", documents, BATCH, SearchDocuments::fill);
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void replace(SearchDocument document) {
		this.jdbc.batchUpdate("""
				update customer_search set document = ?, names = ?, words = array_to_tsvector(?), keys = ?, rules = ?
				where customer_id = ?
				""", List.of(document), 1, SearchDocuments::fill);
	}

	/** Makes anew what older rules made, batch by batch; finding goes on meanwhile. */
	void renew() {
		long done = 0;
		for (List<Long> some = renewSome(0); !some.isEmpty(); some = renewSome(some.getLast())) {
			done += some.size();
			if (done % (50 * BATCH) == 0) {
				log.info("{} customers can be found by the newest rules now, going on.", done);
			}
		}
		if (done > 0) {
			log.info("{} customers can be found by the newest rules now, all are done.", done);
		}
	}

	/**
	 * In the order of the key: in that of the rules, each batch would sort all that are
	 * left.
	 */
	private List<Long> renewSome(long after) {
		return this.transaction.execute((status) -> {
			List<Long> some = this.client.sql("""
					/* across customers: search */
					select customer_id from customer_search where customer_id > ? and rules < ?
					order by customer_id limit ?
					""").param(after).param(SearchDocument.RULES).param(BATCH).query(Long.class).list();
			List<SearchDocument> documents = read(some);
			// What a change has written meanwhile is newer.
			this.jdbc.batchUpdate("""
					update customer_search set document = ?, names = ?, words = array_to_tsvector(?), keys = ?,
						rules = ?
					where customer_id = ? and rules < ?
					""", documents, BATCH, (statement, document) -> {
				fill(statement, document);
				statement.setInt(7, SearchDocument.RULES);
			});
			return some;
		});
	}

	private List<SearchDocument> read(List<Long> customerIds) {
		Long[] ids = customerIds.toArray(Long[]::new);
		Map<Long, List<SearchDocument.Point>> points = new HashMap<>();
		this.client.sql("""
				select customer_id, kind, typed, canonical from contact_point
				where customer_id = any (?) and ended_at is null order by customer_id, contact_point_id
				""").param(ids).query((row) -> {
			points.computeIfAbsent(row.getLong(1), (id) -> new ArrayList<>())
				.add(new SearchDocument.Point(ContactKind.valueOf(row.getString(2)), row.getString(3),
						row.getString(4)));
		});
		Map<Long, List<String>> externalIds = new HashMap<>();
		this.client.sql("""
				select customer_id, value from directory where customer_id = any (?) and kind = 'EXTERNAL'
				order by customer_id, value
				""").param(ids).query((row) -> {
			externalIds.computeIfAbsent(row.getLong(1), (id) -> new ArrayList<>()).add(row.getString(2));
		});
		return this.client.sql("""
				select customer_id, name, given_name, family_name from customer where customer_id = any (?)
				order by customer_id
				""")
			.param(ids)
			.query((row, no) -> SearchDocument.of(row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
					points.getOrDefault(row.getLong(1), List.of()),
					externalIds.getOrDefault(row.getLong(1), List.of())))
			.list();
	}

	private static void fill(PreparedStatement statement, SearchDocument document) throws SQLException {
		Array words = statement.getConnection().createArrayOf("text", document.words().toArray());
		Array keys = statement.getConnection().createArrayOf("integer", document.keys().toArray());
		statement.setString(1, document.document());
		statement.setString(2, document.names());
		statement.setArray(3, words);
		statement.setArray(4, keys);
		statement.setInt(5, SearchDocument.RULES);
		statement.setLong(6, document.customerId());
	}

	@Configuration
	static class Renewing {

		@Bean
		Job renewingSearchDocuments(SearchDocuments documents) {
			return Job.every(JOB, Duration.ofMinutes(10), documents::renew);
		}

	}

}

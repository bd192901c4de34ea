package app.accord.intake;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What each source said last of each customer. */
@Component
class ImportLinks {

	private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {
	};

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final JsonMapper json;

	ImportLinks(JdbcClient client, JdbcTemplate jdbc, JsonMapper json) {
		this.client = client;
		this.jdbc = jdbc;
		this.json = json;
	}

	/**
	 * @param prefix the source
	 * @param fields what it said
	 */
	record Link(long customerId, String prefix, String externalId, String fields, long importId) {
	}

	/** By customer and external id, what a source said last. */
	Map<Long, Map<String, Map<String, String>>> of(String prefix, Collection<Long> customerIds) {
		Map<Long, Map<String, Map<String, String>>> found = new HashMap<>();
		this.client.sql("""
				select customer_id, external_id, fields from import_link where customer_id = any (?) and source = ?
				""").param(customerIds.toArray(Long[]::new)).param(prefix).query((row) -> {
			found.computeIfAbsent(row.getLong(1), (id) -> new HashMap<>())
				.put(row.getString(2), this.json.readValue(row.getString(3), FIELDS));
		});
		return found;
	}

	String text(Map<String, String> fields) {
		return this.json.writeValueAsString(fields);
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void keep(List<Link> links) {
		this.jdbc.batchUpdate("""
				insert into import_link (customer_id, source, external_id, fields, import_id) values (?, ?, ?, ?, ?)
				on conflict (customer_id, source, external_id)
				do update set fields = excluded.fields, import_id = excluded.import_id
				""", links, 1000, (statement, link) -> {
			statement.setLong(1, link.customerId());
			statement.setString(2, link.prefix());
			statement.setString(3, link.externalId());
			statement.setString(4, link.fields());
			statement.setLong(5, link.importId());
		});
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void forget(long customerId, String externalId) {
		this.client.sql("delete from import_link where customer_id = ? and external_id = ?")
			.param(customerId)
			.param(externalId)
			.update();
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void forgetAll(Collection<Long> customerIds) {
		this.client.sql("delete from import_link where customer_id = any (?)")
			.param(customerIds.toArray(Long[]::new))
			.update();
	}

}

package app.accord.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The one way from a value that doesn't contain the customer (telephone, e-mail, login,
 * external id) to the customer.
 */
@Component
public class Directory {

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	Directory(JdbcClient client, JdbcTemplate jdbc) {
		this.client = client;
		this.jdbc = jdbc;
	}

	/**
	 * The customers that a value names, in id order.
	 * @param value canonical: E.164, lower-case address, external id as it is
	 */
	public List<Long> find(DirectoryKind kind, String value) {
		return this.client.sql("select customer_id from directory where kind = ? and value = ? order by customer_id")
			.param(kind.name())
			.param(value)
			.query(Long.class)
			.list();
	}

	/**
	 * The customers that many values name; values that name nobody are left out.
	 * @param values canonical
	 */
	public Map<String, List<Long>> findAll(DirectoryKind kind, Collection<String> values) {
		Map<String, List<Long>> found = new HashMap<>();
		this.client.sql("""
				select value, customer_id from directory where kind = ? and value = any (?) order by customer_id
				""").param(kind.name()).param(values.toArray(String[]::new)).query((row) -> {
			found.computeIfAbsent(row.getString(1), (value) -> new ArrayList<>()).add(row.getLong(2));
		});
		return found;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void add(DirectoryKind kind, String value, long customerId) {
		addAll(List.of(new Entry(kind, value, customerId)));
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void addAll(Collection<Entry> entries) {
		this.jdbc.batchUpdate("""
				insert into directory (kind, value, customer_id) values (?, ?, ?)
				on conflict (kind, value, customer_id) do nothing
				""", entries, 1000, (statement, entry) -> {
			statement.setString(1, entry.kind().name());
			statement.setString(2, entry.value());
			statement.setLong(3, entry.customerId());
		});
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void remove(DirectoryKind kind, String value, long customerId) {
		this.client.sql("delete from directory where kind = ? and value = ? and customer_id = ?")
			.param(kind.name())
			.param(value)
			.param(customerId)
			.update();
	}

	List<String> externalIds(long customerId) {
		return this.client.sql("select value from directory where customer_id = ? and kind = 'EXTERNAL' order by value")
			.param(customerId)
			.query(String.class)
			.list();
	}

	record Entry(DirectoryKind kind, String value, long customerId) {
	}

}

package app.accord.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import app.accord.customer.CustomerNumber;
import app.accord.testing.StatementGuard;
import app.accord.testing.TestDatabase;

/** The rows that the database has of a customer. */
final class CustomerRows {

	/** What tells of the joining itself, and what is told and forgotten. */
	private static final Set<String> OF_THE_JOINING = Set.of("customer_link", "customer_link_end", "customer_choice",
			"linked_customer", "interaction", "customer_change", "idempotency_key");

	private CustomerRows() {
	}

	/** All of them by table, but those that tell of the joining itself. */
	static Map<String, String> of(TestDatabase database, CustomerNumber... numbers) throws SQLException {
		Long[] ids = Arrays.stream(numbers).map(CustomerNumber::customerId).toArray(Long[]::new);
		Map<String, String> rows = new TreeMap<>();
		try (Connection connection = database.connect()) {
			for (String table : StatementGuard.customerOwnedTables(database)) {
				if (OF_THE_JOINING.contains(table)) {
					continue;
				}
				try (PreparedStatement statement = connection
					.prepareStatement("select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from " + table
							+ " t where customer_id = any (?)")) {
					statement.setArray(1, connection.createArrayOf("bigint", ids));
					try (ResultSet found = statement.executeQuery()) {
						found.next();
						rows.put(table, found.getString(1));
					}
				}
			}
		}
		return rows;
	}

}

package app.accord.privacy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import app.accord.testing.TestDatabase;

/** Looks for words in every column of every table. */
final class WholeDatabase {

	private WholeDatabase() {
	}

	/** The tables of ours and of the sandbox. */
	static List<String> tables(TestDatabase database) throws SQLException {
		return query(database, """
				select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c
				join pg_namespace n on n.oid = c.relnamespace
				where n.nspname in ('public', 'sandbox') and c.relkind in ('r', 'p') order by 1
				""");
	}

	/**
	 * Where one of these words stands: {@code public.interaction: (10428,…)}.
	 * @param except tables that are not looked at
	 */
	static List<String> finds(TestDatabase database, Collection<String> words, Collection<String> except)
			throws SQLException {
		List<String> found = new ArrayList<>();
		try (Connection connection = database.connect()) {
			for (String table : tables(database)) {
				if (except.contains(table)) {
					continue;
				}
				StringBuilder text = new StringBuilder("t::text");
				for (String column : query(database, "select quote_ident(attname) from pg_attribute where attrelid = '"
						+ table + "'::regclass and attnum > 0 and not attisdropped and atttypid = 'bytea'::regtype")) {
					text.append(" || ' ' || coalesce(encode(t.").append(column).append(", 'escape'), '')");
				}
				try (PreparedStatement statement = connection
					.prepareStatement("select left(" + text + ", 300) from " + table
							+ " t where exists (select from unnest(?::text[]) word where position(lower(word) in lower("
							+ text + ")) > 0) limit 5")) {
					statement.setArray(1, connection.createArrayOf("text", words.toArray()));
					try (ResultSet rows = statement.executeQuery()) {
						while (rows.next()) {
							found.add(table + ": " + rows.getString(1));
						}
					}
				}
			}
		}
		return found;
	}

	static List<String> query(TestDatabase database, String sql) throws SQLException {
		List<String> lines = new ArrayList<>();
		try (Connection connection = database.connect();
				Statement statement = connection.createStatement();
				ResultSet found = statement.executeQuery(sql)) {
			while (found.next()) {
				lines.add(found.getString(1));
			}
		}
		return lines;
	}

	static void execute(TestDatabase database, String sql) throws SQLException {
		try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}

package app.accord.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/**
 * Reads every statement that the program sends. One on a customer-owned table must say
 * whose rows it means: a select, update or delete compares {@code customer_id}, an insert
 * fills it. What is meant to go across customers says so in the statement, with a reason
 * of {@link #REASONS}: {@code /* across customers: search *}{@code /}.
 */
public class StatementGuard implements QueryExecutionListener {

	/** Why a statement may go across customers. */
	static final Set<String> REASONS = Set.of("search", "dispatch", "load", "reports", "sample");

	private static final Pattern EXCEPTION = Pattern.compile("/\\* across customers: (\\w+) \\*/");

	private static final Pattern TABLE = Pattern.compile(
			"\\b(?:from|join|into|update|using|truncate(?:\\s+table)?)\\s+(?:only\\s+)?(?:public\\.)?\"?(\\w+)\"?");

	private static final Pattern COMPARED = Pattern.compile("\\bcustomer_id\\b\"?\\s*(?:=|in\\b|between\\b|<|>)"
			+ "|(?:=|<|>)\\s*(?:\\w+\\.)?\"?customer_id\\b|\\([^()]*\\bcustomer_id\\b[^()]*\\)\\s*(?:=|in\\b)"
			+ "|\\busing\\s*\\([^)]*\\bcustomer_id\\b");

	private final Set<String> owned;

	private final Set<String> passed = ConcurrentHashMap.newKeySet();

	private final Queue<String> offences = new ConcurrentLinkedQueue<>();

	StatementGuard(TestDatabase database) {
		this(customerOwnedTables(database));
	}

	StatementGuard(Set<String> owned) {
		this.owned = owned;
	}

	/**
	 * @param database a migrated database
	 * @return the tables whose primary key begins with {@code customer_id}
	 */
	public static Set<String> customerOwnedTables(TestDatabase database) {
		Set<String> tables = new TreeSet<>();
		try (Connection connection = database.connect();
				Statement statement = connection.createStatement();
				ResultSet found = statement.executeQuery("""
						select c.conrelid::regclass::text from pg_constraint c
						join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
						where c.contype = 'p' and a.attname = 'customer_id'
						and c.connamespace = 'public'::regnamespace""")) {
			while (found.next()) {
				tables.add(found.getString(1));
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return tables;
	}

	/**
	 * Says what is wrong with a statement.
	 * @param sql the statement
	 * @return one sentence, or null
	 */
	String offence(String sql) {
		Matcher exception = EXCEPTION.matcher(sql);
		if (exception.find()) {
			return REASONS.contains(exception.group(1)) ? null
					: "“" + exception.group(1) + "” is no reason to go across customers: " + sql;
		}
		String plain = sql.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("'[^']*'", "''").toLowerCase(Locale.ROOT);
		Set<String> named = new TreeSet<>();
		boolean reads = false;
		Matcher table = TABLE.matcher(plain);
		while (table.find()) {
			if (this.owned.contains(table.group(1))) {
				named.add(table.group(1));
				reads |= !table.group().startsWith("into");
			}
		}
		if (named.isEmpty()) {
			return null;
		}
		boolean insertsOnly = plain.strip().startsWith("insert") && !reads;
		boolean says = insertsOnly ? plain.contains("customer_id") : COMPARED.matcher(plain).find();
		return says ? null : "A statement on " + named + " does not say whose rows it means: " + sql;
	}

	/**
	 * @return what offended since the last call
	 */
	List<String> offences() {
		List<String> all = new ArrayList<>();
		for (String offence; (offence = this.offences.poll()) != null;) {
			all.add(offence);
		}
		return all;
	}

	@Override
	public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
		for (QueryInfo query : queries) {
			String sql = query.getQuery();
			if (this.passed.contains(sql)) {
				continue;
			}
			String offence = offence(sql);
			if (offence != null) {
				this.offences.add(offence);
				throw new AssertionError(offence);
			}
			if (this.passed.size() < 10_000) {
				this.passed.add(sql);
			}
		}
	}

	@Override
	public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
		// Read before it is sent.
	}

}

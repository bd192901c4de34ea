package app.accord.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which tables hold what of a person. Kept in the database, because erasing is done there
 * by a function that trusts nothing else.
 */
@Component
class Register {

	private final JdbcClient jdbc;

	Register(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** The tables that a person is given, in the order of the sections. */
	@Transactional(readOnly = true)
	List<Table> given() {
		Map<String, Map<String, Column>> columns = new HashMap<>();
		this.jdbc.sql("select table_name, column_name, given, because from personal_column").query((row) -> {
			columns.computeIfAbsent(row.getString(1), (table) -> new HashMap<>())
				.put(row.getString(2), new Column(Giving.valueOf(row.getString(3)), row.getString(4)));
		});
		List<Table> tables = new ArrayList<>(this.jdbc.sql("""
				select table_name, section, heading, shown from personal_table where section is not null
				order by table_name
				""").query((row, no) -> {
			Map<String, Column> own = new HashMap<>(columns.getOrDefault("*", Map.of()));
			own.putAll(columns.getOrDefault(row.getString(1), Map.of()));
			return new Table(row.getString(1), Section.valueOf(row.getString(2)), row.getString(3),
					shown(row.getString(4)), own);
		}).list());
		tables.sort(java.util.Comparator.comparing(Table::section));
		return tables;
	}

	private static Map<String, String> shown(String list) {
		Map<String, String> columns = new LinkedHashMap<>();
		Arrays.stream(list.split(", ")).filter((each) -> !each.isBlank()).forEach((each) -> {
			String[] parts = each.split("=", 2);
			columns.put(parts[0].strip(), parts[1].strip());
		});
		return columns;
	}

	/** How a column is given. */
	enum Giving {

		/** As it stands. */
		AS_IT_IS,

		/** Not at all. */
		LEFT_OUT,

		/** Without the names of employees and programs. */
		NOT_OUR_NAMES

	}

	/**
	 * A column.
	 *
	 * @param giving how it is given
	 * @param because why it is left out, or null
	 */
	record Column(Giving giving, String because) {
	}

	/**
	 * A table.
	 *
	 * @param name in the database
	 * @param section where it is read
	 * @param heading what its rows are, in words
	 * @param shown headings of the columns of the readable page, by column
	 * @param columns those of which something is said
	 */
	record Table(String name, Section section, String heading, Map<String, String> shown, Map<String, Column> columns) {

		Giving giving(String column) {
			Column known = this.columns.get(column);
			return (known != null) ? known.giving() : Giving.AS_IT_IS;
		}

	}

}

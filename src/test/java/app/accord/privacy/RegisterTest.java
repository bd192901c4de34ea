package app.accord.privacy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import app.accord.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every table of a customer's, and each of its columns that can hold words, stands in the
 * register: what the person is given of it, and what erasing does with it. A new table
 * says so in the migration that makes it.
 */
class RegisterTest {

	private static final String OFFENCES = """
			with owned as (
			  select c.oid, c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
			  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
			  and a.attname = 'customer_id' and not a.attisdropped)
			select 'table ' || relname || ' is not in personal_table' from owned
			where relname not in (select table_name from personal_table)
			union all
			select 'table ' || o.relname || ', column ' || a.attname || ' is not in personal_column'
			from owned o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
			join personal_table t on t.table_name = o.relname
			where not t.rows_go
			and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'json'::regtype, 'jsonb'::regtype,
			  'bytea'::regtype, 'text[]'::regtype, 'tsvector'::regtype, 'inet'::regtype)
			and not exists (select from personal_column c where c.column_name = a.attname
			  and c.table_name in (o.relname, '*'))
			union all
			select 'personal_table names ' || table_name || ', which is no table of a customer''s' from personal_table
			where table_name not in (select relname from owned)
			union all
			select 'personal_column names ' || table_name || '.' || column_name || ', which is not there' from personal_column p
			where table_name <> '*' and not exists (select from owned o join pg_attribute a on a.attrelid = o.oid
			  where o.relname = p.table_name and a.attname = p.column_name)
			union all
			select 'table ' || t.table_name || ' shows ' || split_part(item, '=', 1) || ', which is not there or left out'
			from personal_table t, regexp_split_to_table(t.shown, ', ') as item
			where item <> '' and (not exists (select from owned o join pg_attribute a on a.attrelid = o.oid
			    where o.relname = t.table_name and a.attname = split_part(item, '=', 1))
			  or exists (select from personal_column c where c.table_name = t.table_name and c.given = 'LEFT_OUT'
			    and c.column_name = split_part(item, '=', 1)))
			""";

	private TestDatabase database;

	@BeforeEach
	void create() {
		this.database = TestDatabase.create();
	}

	@AfterEach
	void drop() {
		this.database.drop();
	}

	@Test
	void namesEveryTableAndColumnOfACustomers() throws SQLException {
		assertThat(query(OFFENCES)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"create table pet (customer_id bigint primary key) | table pet is not in personal_table",
			"alter table payment add column payer_said text | column payer_said is not in personal_column",
			"delete from personal_table where table_name = 'message' | table message is not in",
			"delete from personal_column where table_name = 'message' and column_name = 'subject' | column subject",
			"alter table payment_attempt rename column card_token to token | payment_attempt.card_token, which is not there" })
	void findsPlantedOffence(String plant, String complaint) throws SQLException {
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			statement.execute(plant);
		}
		assertThat(query(OFFENCES)).anyMatch((offence) -> offence.contains(complaint));
	}

	/** The program may read the register and call the function, no more. */
	@Test
	void isNotChangedByTheProgram() throws SQLException {
		assertThat(
				query("""
						select t || ' ' || p from unnest(array['personal_table', 'personal_column', 'personal_elsewhere', 'fingerprint_key']) t,
						  unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p where has_table_privilege('accord_app', t, p)
						union all
						select 'anybody may erase' where has_function_privilege('public',
						  'erase_person(bigint[], text[], text[], bigint[], timestamptz)', 'EXECUTE')
						"""))
			.isEmpty();
	}

	@Test
	void findsWordsHoweverTheyAreWritten() throws SQLException {
		assertThat(
				query("""
						select regexp_replace('Call MARISOL  okafor (Okafor-Smith) on (415) 555-0134 or 14155550134, Bill 4155550, '
						  || 'mari.o@x.example; Okaforov stays, so does +1 415 555 01345',
						  personal_pattern(array['Marisol Okafor', 'Okafor', 'mari.o@x.example', 'Bill', 'Bo'], array['+14155550134']),
						  '[erased]', 'gi')
						"""))
			.containsExactly("Call [erased] ([erased]-Smith) on [erased] or [erased], Bill 4155550, "
					+ "[erased]; Okaforov stays, so does +1 415 555 01345");
	}

	private List<String> query(String sql) throws SQLException {
		List<String> lines = new ArrayList<>();
		try (Connection connection = this.database.connect();
				Statement statement = connection.createStatement();
				ResultSet found = statement.executeQuery(sql)) {
			while (found.next()) {
				lines.add(found.getString(1));
			}
		}
		return lines;
	}

}

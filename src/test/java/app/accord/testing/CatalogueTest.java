package app.accord.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the migrated catalogue must keep: a customer's rows carry the customer in every
 * key, nothing hangs on triggers, and money is only ever added to.
 */
class CatalogueTest {

	/** Every table that is only ever added to, by the file that makes it. */
	private static final List<String> APPEND_ONLY = List.of(
			// V1
			"ledger_entry", "invoice", "invoice_line", "payment", "interaction", "idempotency_key", "order_line",
			// V2
			"company_entry",
			// V4
			"contract_phase", "billing_period",
			// V5
			"credit_note", "credit_note_line", "due_date_move", "late_fee", "late_fee_item", "arrangement_instalment",
			// V6
			"card_capture", "reconciliation", "reconciliation_finding",
			// V7
			"authority_limit",
			// V8
			"autopay_mandate", "allocation", "pay_link_key",
			// V9
			"bank_allocation", "bank_payer",
			// V10
			"non_profit_change", "donation_choice", "donation_share", "donation_payout", "donation_payout_line",
			"donation_payout_done", "donation_payout_item", "donation_paid_out",
			// V11
			"reminder_switch",
			// V12
			"sale_return",
			// V16
			"customer_link", "customer_link_end", "customer_choice", "customer_field_change",
			// V17
			"customer_withdrawn",
			// V18
			"customer_relationship", "customer_relationship_end",
			// V19
			"customer_erased", "suppressed_contact",
			// V20
			"taken_over_bill", "interaction_withdrawn", "order_withdrawn", "consent",
			// V26
			"care_case_entry", "care_rules");

	/** Each line says an offence; a good catalogue answers with none. */
	private static final String OFFENCES = """
			with owned as (
			  select c.conrelid as oid from pg_constraint c
			  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
			  where c.contype = 'p' and a.attname = 'customer_id' and c.connamespace = 'public'::regnamespace),
			named as (
			  select c.*, (select attname from pg_attribute where attrelid = c.conrelid and attnum = c.conkey[1]) as first_column
			  from pg_constraint c where c.connamespace = 'public'::regnamespace and conrelid <> 0)
			select 'table ' || c.conrelid::regclass || ': ' || c.conname || ' does not begin with customer_id'
			  from named c where c.conrelid in (select oid from owned) and c.contype in ('u', 'f', 'x')
			  and c.first_column <> 'customer_id'
			union all
			select 'table ' || c.conrelid::regclass || ': ' || c.conname || ' ties it to a table of another kind'
			  from named c where c.contype = 'f'
			  and (c.conrelid in (select oid from owned)) <> (c.confrelid in (select oid from owned))
			union all
			select 'table ' || c.conrelid::regclass || ': ' || c.conname || ' does not point at customer_id'
			  from named c where c.contype = 'f' and c.conrelid in (select oid from owned)
			  and (select attname from pg_attribute where attrelid = c.confrelid and attnum = c.confkey[1]) <> 'customer_id'
			union all
			select 'table ' || i.indrelid::regclass || ': unique index ' || i.indexrelid::regclass || ' lacks customer_id'
			  from pg_index i where i.indisunique and i.indrelid in (select oid from owned)
			  and (select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]) is distinct from 'customer_id'
			union all
			select 'table ' || t.tgrelid::regclass || ': trigger ' || t.tgname
			  from pg_trigger t where not t.tgisinternal
			union all
			select 'table ' || a.attrelid::regclass || ': customer_id is in it, but its primary key does not begin with it'
			  from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
			  where c.relnamespace = 'public'::regnamespace and a.attname = 'customer_id' and not a.attisdropped
			  and a.attrelid not in (select oid from owned) and c.relname <> 'directory'
			union all
			select 'table ' || a.attrelid::regclass || ': ' || a.attname || ' keeps a balance outside the ledger'
			  from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
			  where c.relnamespace = 'public'::regnamespace and a.attname like '%balance%'
			  and c.relname not in ('billing_account', 'ledger_entry')
			union all
			select 'table ' || a.attrelid::regclass || ': ' || a.attname || ' is a floating-point number'
			  from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
			  where c.relnamespace = 'public'::regnamespace and a.atttypid in ('float4'::regtype, 'float8'::regtype, 'money'::regtype)
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
	void everyKeyOfACustomersRowsCarriesTheCustomer() throws SQLException {
		assertThat(StatementGuard.customerOwnedTables(this.database)).contains("customer", "payment", "ledger_entry");
		assertThat(offences()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "alter table payment add constraint p unique (reference) | does not begin with customer_id",
					"create unique index p on payment (lower(reference)) | lacks customer_id",
					"alter table contract add foreign key (product_code) references product | another kind",
					"create table promise (promise_id bigint primary key, customer_id bigint) | does not begin with it",
					"alter table customer add balance_minor bigint | keeps a balance",
					"alter table price add factor double precision | floating-point" })
	void findsPlantedOffence(String plant, String complaint) throws SQLException {
		execute(plant);
		assertThat(offences()).anyMatch((offence) -> offence.contains(complaint));
	}

	@Test
	void findsPlantedTrigger() throws SQLException {
		execute("create function f() returns trigger language plpgsql as 'begin return new; end'");
		execute("create trigger t before insert on payment for each row execute function f()");
		assertThat(offences()).anyMatch((offence) -> offence.contains("trigger t"));
	}

	@Test
	void appendOnlyTablesRefuseChange() throws SQLException {
		try (Connection connection = this.database.connectAsProgram();
				Statement statement = connection.createStatement()) {
			for (String table : APPEND_ONLY) {
				String column = query("select attname from pg_attribute where attrelid = '" + table
						+ "'::regclass and attnum > 0 and attidentity = '' order by attnum")
					.getFirst();
				for (String change : List.of("update " + table + " set " + column + " = " + column,
						"delete from " + table, "truncate " + table)) {
					assertThatThrownBy(() -> statement.execute(change)).as(change)
						.hasMessageContaining("permission denied");
				}
				statement.executeQuery("select from " + table).close();
			}
		}
	}

	@Test
	void findsPlantedPrivilege() throws SQLException {
		execute("grant update (description) on ledger_entry to accord_app");
		assertThat(appendOnly()).doesNotContain("ledger_entry");
	}

	/** Also a new table is named above, or may be changed on purpose. */
	@Test
	void whatTheProgramMayOnlyAddToIsWhatIsNamed() throws SQLException {
		assertThat(appendOnly()).containsExactlyInAnyOrderElementsOf(APPEND_ONLY);
	}

	/** The tables that the program may add to but never change. */
	private List<String> appendOnly() throws SQLException {
		return query("""
				select c.relname from pg_class c
				where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
				and has_table_privilege('accord_app', c.oid, 'INSERT')
				and not has_any_column_privilege('accord_app', c.oid, 'UPDATE')
				and not has_table_privilege('accord_app', c.oid, 'DELETE, TRUNCATE')
				""");
	}

	private List<String> offences() throws SQLException {
		return query(OFFENCES);
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

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}

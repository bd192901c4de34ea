package app.accord.privacy;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.ArrangementNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.CaseNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.DisputeNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.OrderNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.interaction.Audience;
import app.accord.money.Amounts;
import app.accord.privacy.Register.Giving;
import app.accord.privacy.Register.Table;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Turns the rows of one customer into what the person is given: public numbers for keys,
 * amounts with their currency, nothing secret, nobody else's name.
 */
final class GivenRows {

	/** Stands for an employee or program whose name is not given. */
	static final String OURS = "somebody who works for us";

	/** Stands for what an employee wrote for other employees. */
	static final String INTERNAL = "An internal note. Ask us for it: somebody reads it over first, because others may be named in it.";

	private final Map<String, String> currencies = new HashMap<>();

	private final Set<String> own = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	private final Audience audience;

	/**
	 * @param records all records of the customer
	 */
	GivenRows(JdbcClient jdbc, Long[] records, Audience audience) {
		this.audience = audience;
		jdbc.sql(
				"""
						select 'account_no', customer_id, account_no, currency from billing_account where customer_id = any (:records)
						union all select 'invoice_no', i.customer_id, i.invoice_no, a.currency from invoice i
						join billing_account a on a.customer_id = i.customer_id and a.account_no = i.account_no
						where i.customer_id = any (:records)
						union all select 'arrangement_no', p.customer_id, p.arrangement_no, a.currency from payment_arrangement p
						join billing_account a on a.customer_id = p.customer_id and a.account_no = p.account_no
						where p.customer_id = any (:records)
						union all select 'order_no', customer_id, order_no, currency from orders where customer_id = any (:records)
						union all select 'contract_no', customer_id, contract_no, currency from contract
						where customer_id = any (:records)
						""")
			.param("records", records)
			.query((row) -> {
				this.currencies.put(row.getString(1) + row.getLong(2) + "-" + row.getInt(3), row.getString(4));
			});
		jdbc.sql("""
				select name from customer where customer_id = any (:records)
				union select username from portal_credential where customer_id = any (:records)
				union select unnest(array[old_value, new_value]) from customer_field_change
				where customer_id = any (:records) and field = 'NAME'
				""").param("records", records).query(String.class).list().forEach((name) -> {
			if (name != null) {
				this.own.add(name);
			}
		});
		Arrays.stream(records).map(CustomerNumber::of).map(CustomerNumber::toString).forEach(this.own::add);
	}

	/** The row by the names under which it is given, each in lower camel case. */
	Map<String, Object> row(Table table, ResultSet row) throws SQLException {
		Map<String, Object> given = new LinkedHashMap<>();
		Map<String, Object> columns = columns(row);
		boolean internal = Boolean.TRUE.equals(columns.get("internal"));
		for (Map.Entry<String, Object> column : columns.entrySet()) {
			String name = column.getKey();
			if (table.giving(name) == Giving.LEFT_OUT) {
				continue;
			}
			Object value = value(table, name, column.getValue(), columns, internal);
			if (internal && this.audience == Audience.CUSTOMER && Set.of("summary", "body", "reason").contains(name)) {
				value = (name.equals("summary")) ? INTERNAL : null;
			}
			given.put(key(name), value);
			if (name.endsWith("_minor") && !columns.containsKey("currency")) {
				given.putIfAbsent("currency", currency(columns));
			}
		}
		return given;
	}

	/** The name under which a column is given. */
	static String key(String column) {
		String bare = column.equals("customer_id") ? "record"
				: column.replaceFirst("(?<=account|invoice|order|sale|return|contract|payment|attempt|credit_note"
						+ "|dispute|arrangement)_no$|_minor$|(?<=under)_id$", "");
		StringBuilder key = new StringBuilder();
		for (String part : bare.split("_")) {
			key.append(key.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
		}
		return key.toString();
	}

	private Object value(Table table, String name, Object value, Map<String, Object> columns, boolean internal) {
		if (value == null) {
			return null;
		}
		if (name.endsWith("_minor")) {
			String currency = currency(columns);
			return (currency != null) ? Amounts.plain(Amounts.ofMinor(currency, ((Number) value).longValue())) : value;
		}
		if (table.giving(name) == Giving.NOT_OUR_NAMES && !this.own.contains(value.toString())) {
			// Whom the person has spoken with is no news to them.
			boolean told = table.name().equals("interaction") && !internal && name.equals("actor_name");
			return told ? value : OURS;
		}
		long record = (columns.get("customer_id") instanceof Number id) ? id.longValue() : 0;
		return (value instanceof Integer no && record > 0) ? number(name, record, no)
				: Set.of("customer_id", "under_id").contains(name)
						? CustomerNumber.of(((Number) value).longValue()).toString() : value;
	}

	private static Object number(String name, long record, int no) {
		if (no < 1) {
			return no;
		}
		return switch (name) {
			case "account_no" -> AccountNumber.of(record, no).toString();
			case "invoice_no" -> InvoiceNumber.of(record, no).toString();
			case "order_no", "sale_no", "return_no" -> OrderNumber.of(record, no).toString();
			case "contract_no" -> ContractNumber.of(record, no).toString();
			case "payment_no" -> ReceiptNumber.of(record, no).toString();
			case "attempt_no" -> AttemptNumber.of(record, no).toString();
			case "credit_note_no" -> CreditNoteNumber.of(record, no).toString();
			case "dispute_no" -> DisputeNumber.of(record, no).toString();
			case "case_no" -> CaseNumber.of(record, no).toString();
			case "arrangement_no" -> ArrangementNumber.of(record, no).toString();
			default -> no;
		};
	}

	private String currency(Map<String, Object> columns) {
		if (columns.get("currency") instanceof String own) {
			return own;
		}
		for (String by : List.of("account_no", "invoice_no", "order_no", "contract_no", "arrangement_no")) {
			String found = this.currencies.get(by + columns.get("customer_id") + "-" + columns.get(by));
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private static Map<String, Object> columns(ResultSet row) throws SQLException {
		Map<String, Object> columns = new LinkedHashMap<>();
		ResultSetMetaData about = row.getMetaData();
		for (int i = 1; i <= about.getColumnCount(); i++) {
			columns.put(about.getColumnName(i), plain(row.getObject(i)));
		}
		return columns;
	}

	private static Object plain(Object value) throws SQLException {
		return switch (value) {
			case null -> null;
			case Timestamp at -> at.toInstant();
			case Date day -> day.toLocalDate();
			case Array array -> Arrays.asList((Object[]) array.getArray());
			case Number number -> number;
			case Boolean yes -> yes;
			case UUID id -> id.toString();
			default -> value.toString();
		};
	}

	/** Whether it is a number, for the eye. */
	static boolean numeric(Object value) {
		return value instanceof BigDecimal || value instanceof Long;
	}

}

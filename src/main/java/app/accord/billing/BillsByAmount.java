package app.accord.billing;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;

import app.accord.customer.InvoiceNumber;
import app.accord.money.Amounts;
import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds bills of anybody by what they came to: often all that people remember. */
@Component
public class BillsByAmount {

	/** No bill is due later than this after it was issued. */
	private static final int LONGEST_TERM_DAYS = 120;

	private final JdbcClient jdbc;

	BillsByAmount(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * The bills of that total, newest first.
	 * @param minor the total in minor units
	 * @param currency three-letter ISO 4217 code; null: any
	 * @param from the first day on which they were issued or due
	 * @param to the last one
	 * @param most how many at most
	 */
	public List<BillOfAmount> find(long minor, String currency, LocalDate from, LocalDate to, int most) {
		return this.jdbc.sql("""
				/* across customers: search */
				with hit as materialized (
					select customer_id, invoice_no, account_no, issued_on, due_on, total_minor from invoice
					where total_minor = :minor and issued_on between :early and :to
					and (issued_on >= :from or due_on between :from and :to)
					order by issued_on desc limit :most)
				select h.*, a.currency from hit h join billing_account a using (customer_id, account_no)
				where a.currency = coalesce(:currency, a.currency) order by h.issued_on desc, h.customer_id desc
				""")
			.param("minor", minor)
			.param("currency", currency, java.sql.Types.CHAR)
			.param("early", Date.valueOf(from.minusDays(LONGEST_TERM_DAYS)))
			.param("from", Date.valueOf(from))
			.param("to", Date.valueOf(to))
			.param("most", most)
			.query((row, no) -> new BillOfAmount(
					new InvoiceNumber(row.getLong("customer_id"), row.getInt("invoice_no")),
					Amounts.ofMinor(row.getString("currency"), row.getLong("total_minor")),
					row.getObject("issued_on", LocalDate.class), row.getObject("due_on", LocalDate.class)))
			.list();
	}

	/**
	 * A bill that was found.
	 *
	 * @param number its number
	 * @param total what it came to
	 * @param issuedOn the day it was issued
	 * @param dueOn the day it was due when it was issued
	 */
	public record BillOfAmount(InvoiceNumber number, Money total, LocalDate issuedOn, LocalDate dueOn) {
	}

}

package app.accord.billing;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each bill is the sum of its lines and stands in the ledger with that amount; bills,
 * credit notes and receipts are numbered without gaps.
 */
@Component
class BillCheck implements BookCheck {

	private final JdbcClient jdbc;

	BillCheck(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public String name() {
		return "Bills: each the sum of its lines and in the ledger, numbers without gaps";
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> violations() {
		return this.jdbc
			.sql("""
					/* across customers: reports */
					with line as (
					  select customer_id, invoice_no, sum(net_minor) as net, sum(tax_minor) as tax
					  from invoice_line group by customer_id, invoice_no
					), posted as (
					  select customer_id, invoice_no, sum(amount_minor) as total
					  from ledger_entry where kind in ('INVOICE', 'TAX', 'DONATION') and debit = 'RECEIVABLE'
					    and invoice_no is not null
					  group by customer_id, invoice_no
					), numbered as (
					  select 'Bill' as what, customer_id, invoice_no as no from invoice
					  union all select 'Credit note', customer_id, credit_note_no from credit_note
					  union all select 'Receipt', customer_id, payment_no from payment
					)
					select format('Customer %s, bill %s: %s in lines, total %s', i.customer_id, i.invoice_no,
					  coalesce(l.net + l.tax, 0), i.total_minor)
					from invoice i left join line l using (customer_id, invoice_no)
					where coalesce(l.net + l.tax, 0) <> i.total_minor or coalesce(l.tax, 0) <> i.tax_minor
					union all
					select format('Customer %s, bill %s: total %s, in the ledger %s', i.customer_id, i.invoice_no,
					  i.total_minor, coalesce(p.total, 0))
					from invoice i left join posted p using (customer_id, invoice_no)
					where coalesce(p.total, 0) <> i.total_minor
					union all
					select format('Customer %s: %s numbers go up to %s, but there are %s', customer_id, lower(what), max(no),
					  count(*))
					from numbered group by customer_id, what having max(no) <> count(*) or min(no) <> 1
					limit 100
					""")
			.query(String.class)
			.list();
	}

}

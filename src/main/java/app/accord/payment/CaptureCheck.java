package app.accord.payment;

import java.util.List;

import app.accord.billing.BookCheck;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each capture that the gateway has told us of is one receipt of the same amount; each
 * attempt that succeeded has one capture that was wanted; what was refunded or disputed
 * stands in the ledger. Whether the gateway has more is found by comparing with its
 * books.
 */
@Component
class CaptureCheck implements BookCheck {

	private final JdbcClient jdbc;

	CaptureCheck(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public String name() {
		return "Card payments: every capture is one receipt";
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> violations() {
		return this.jdbc
			.sql("""
					/* across customers: reports */
					select format('Customer %s: capture %s of %s %s is receipt %s of %s', c.customer_id, c.gateway_reference,
					  c.amount_minor, c.currency, c.payment_no, coalesce(p.amount_minor::text, 'nothing'))
					from card_capture c left join payment p using (customer_id, payment_no)
					where (p.amount_minor, p.currency) is distinct from (c.amount_minor, c.currency)
					union all
					select format('Customer %s: payment %s was charged, but has %s captures', a.customer_id, a.attempt_no,
					  count(c.attempt_id))
					from payment_attempt a
					left join card_capture c on c.customer_id = a.customer_id and c.attempt_id = a.attempt_id and c.surplus is null
					where a.state = 'SUCCEEDED' and a.way <> 'TERMINAL'
					  and (a.gateway_reference is not null or c.attempt_id is not null)
					group by a.customer_id, a.attempt_no having count(c.attempt_id) <> 1
					union all
					select format('Customer %s: payment %s was not charged, but has a capture that was wanted', a.customer_id,
					  a.attempt_no)
					from payment_attempt a
					join card_capture c on c.customer_id = a.customer_id and c.attempt_id = a.attempt_id and c.surplus is null
					where a.state <> 'SUCCEEDED'
					union all
					select format('Customer %s: refund %s of %s is entry %s of %s', r.customer_id, r.refund_id, r.amount_minor,
					  r.entry_seq, coalesce(e.kind || ' ' || e.amount_minor, 'nothing'))
					from card_refund r
					left join ledger_entry e on e.customer_id = r.customer_id and e.account_no = r.account_no
					  and e.seq = r.entry_seq and e.kind = 'REFUND' and e.amount_minor = r.amount_minor
					where e.seq is null
					union all
					select format('Customer %s: of capture %s of %s, %s was paid back', c.customer_id, c.gateway_reference,
					  c.amount_minor, sum(r.amount_minor))
					from card_capture c
					join card_refund r on r.customer_id = c.customer_id and r.capture_reference = c.gateway_reference
					where r.state <> 'FAILED'
					group by c.customer_id, c.gateway_reference, c.amount_minor having sum(r.amount_minor) > c.amount_minor
					limit 100
					""")
			.query(String.class)
			.list();
	}

}

package app.accord.testing;

import java.util.List;

/**
 * Our books of card payments beside those of the payment sandbox, which are in the same
 * database, once all is settled.
 */
public final class GatewayBooks {

	private GatewayBooks() {
	}

	/**
	 * What does not agree.
	 * @return one sentence for each difference; empty if every cent captured there is a
	 * receipt here, once, and every attempt, refund and dispute has its end
	 */
	public static List<String> differences(TestDatabase database) {
		return database.strings(
				"""
						select format('Attempt %s of customer %s has no verdict: %s', attempt_id, customer_id, state)
						from payment_attempt where state not in ('SUCCEEDED', 'DECLINED')
						union all
						select format('Refund %s of customer %s is still %s', refund_id, customer_id, state)
						from card_refund where state in ('CREATED', 'SENT', 'UNKNOWN')
						union all
						select format('Capture %s of intent %s is not in our books', reference, intent_id)
						from sandbox.capture c
						where not exists (select from card_capture k where k.gateway_reference = c.reference
						  and k.attempt_id = c.intent_id and k.amount_minor = c.amount_minor)
						union all
						select format('Capture %s of customer %s is not in the gateway''s books', gateway_reference, customer_id)
						from card_capture k where not exists (select from sandbox.capture c where c.reference = k.gateway_reference)
						union all
						select format('Captured there: %s, received by card here: %s', there, here)
						from (select (select coalesce(sum(amount_minor), 0) from sandbox.capture) as there,
						  (select coalesce(sum(amount_minor), 0) from payment where method = 'CARD') as here) as sums
						where there <> here
						union all
						select format('Intent %s was captured %s times', intent_id, count(*))
						from sandbox.capture group by intent_id having count(*) > 1
						union all
						select format('Intent %s was captured, but its attempt is %s and nothing was given back', a.attempt_id, a.state)
						from payment_attempt a join sandbox.capture c on c.intent_id = a.attempt_id
						where a.state <> 'SUCCEEDED' and not exists (select from card_capture k
						  where k.gateway_reference = c.reference and k.surplus is not null)
						union all
						select format('Paid back there: %s, here: %s', there, here)
						from (select (select coalesce(sum(amount_minor), 0) from sandbox.refund) as there,
						  (select coalesce(sum(amount_minor), 0) from card_refund where state = 'SUCCEEDED') as here) as sums
						where there <> here
						union all
						select format('%s of %s was paid back there more than once: %s', asked_as, capture, count(*))
						from sandbox.refund where asked_as is not null group by asked_as, capture having count(*) > 1
						union all
						select format('Disputes there: %s, here: %s', there, here)
						from (select (select count(*) from sandbox.dispute) as there, (select count(*) from card_dispute) as here)
						  as counts
						where there <> here
						""");
	}

}

package app.accord.privacy;

import java.util.ArrayList;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.linked.LinkedSet;
import app.accord.money.Amounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has to be settled before a person can be erased. */
@Component
class Obstacles {

	private final JdbcClient jdbc;

	Obstacles(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Sentences that say what to do first; none: nothing stands in the way.
	 * @param approvalNo the request that is being carried out, which is none; or 0
	 */
	List<String> of(LinkedSet set, long approvalNo) {
		List<String> found = new ArrayList<>();
		this.jdbc.sql("""
				select customer_id, account_no, currency, balance_minor from billing_account
				where customer_id = any (?) and balance_minor <> 0 order by customer_id, account_no
				""").param(set.ids()).query((row) -> {
			long minor = row.getLong("balance_minor");
			String amount = Amounts.show(Amounts.ofMinor(row.getString("currency"), Math.abs(minor)));
			AccountNumber account = AccountNumber.of(row.getLong("customer_id"), row.getInt("account_no"));
			found.add((minor > 0)
					? "%s is owed on %s: take the payment, or credit or write it off.".formatted(amount, account)
					: "%s of credit stands on %s: pay it back.".formatted(amount, account));
		});
		this.jdbc.sql("""
				select customer_id, contract_no, product_code from contract where customer_id = any (?)
				and status not in ('TERMINATED', 'CANCELLED', 'ABORTED') order by customer_id, contract_no
				""").param(set.ids()).query((row) -> {
			found.add("Contract %s (%s) has not ended: end it.".formatted(
					ContractNumber.of(row.getLong("customer_id"), row.getInt("contract_no")),
					row.getString("product_code")));
		});
		count(found, set, "usage_record", "invoice_no is null", "use that no bill has yet", "bill it");
		count(found, set, "one_off_charge", "invoice_no is null", "charge that no bill has yet", "bill it");
		count(found, set, "orders",
				"status in ('ACKNOWLEDGED', 'PENDING', 'HELD', 'IN_PROGRESS', 'PARTIAL', 'ASSESSING_CANCELLATION', 'PENDING_CANCELLATION')",
				"open order", "complete or cancel it");
		count(found, set, "payment_attempt", "state in ('CREATED', 'SENT', 'REQUIRES_ACTION', 'UNKNOWN')",
				"card payment under way", "wait for its verdict");
		count(found, set, "card_refund", "state in ('CREATED', 'SENT', 'UNKNOWN')", "refund under way",
				"wait until it has arrived");
		count(found, set, "card_dispute", "state = 'OPEN'", "chargeback under way", "wait for the bank’s decision");
		count(found, set, "dispute", "state = 'OPEN'", "undecided dispute", "decide it");
		count(found, set, "payment_arrangement", "state in ('REQUESTED', 'KEPT')", "running payment arrangement",
				"end it");
		count(found, set, "care_case", "state in ('ACKNOWLEDGED', 'IN_PROGRESS', 'PENDING', 'HELD')", "open case",
				"solve it, cancel it or turn it down");
		count(found, set, "message", "state = 'SENDING'", "message that is just being sent", "try again in a minute");
		count(found, set, "approval", "state = 'PENDING' and approval_no <> " + approvalNo,
				"request that waits for approval", "have it decided");
		return found;
	}

	private void count(List<String> found, LinkedSet set, String table, String which, String what, String advice) {
		int number = this.jdbc.sql("select count(*) from " + table + " where customer_id = any (?) and (" + which + ")")
			.param(set.ids())
			.query(Integer.class)
			.single();
		if (number > 0) {
			String one = "aeiou".indexOf(what.charAt(0)) >= 0 ? "an " : "a ";
			found.add("There is " + ((number == 1) ? one : number + "× ") + what + ": " + advice + ".");
		}
	}

}

package app.accord.message;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;

/**
 * A message about to be written and sent.
 *
 * @param customerId the record that it belongs to
 * @param customer who reads it, as of now: its owner, or who pays for that one
 * @param owner whose account or affair it is about, as of now
 * @param messageId its id among the customer's messages
 * @param account the billing account it concerns, or null
 * @param kind what it is
 * @param medium how it goes this time
 * @param recipient the address or number it goes to; null for a letter without a postal
 * address
 * @param parameters as decided
 * @param decidedAt when it was decided, UTC
 * @param tries which try this is, from 1
 * @param mayHaveLeft whether an earlier try may have reached the customer
 */
public record OutgoingMessage(long customerId, CustomerProfile customer, CustomerProfile owner, long messageId,
		AccountNumber account, String kind, Medium medium, String recipient, Map<String, String> parameters,
		Instant decidedAt, int tries, boolean mayHaveLeft) {

	/** Whether somebody else reads it than the one it is about. */
	public boolean toAnother() {
		return !this.customer.number().equals(this.owner.number());
	}

	/** The name of the one it is about, for somebody else who reads it; else null. */
	public String paidFor() {
		return toAnother() ? this.owner.name() : null;
	}

	/** The same with what a page of it says about who reads it. */
	public Map<String, Object> readBy(Map<String, Object> model) {
		Map<String, Object> more = new HashMap<>(model);
		more.put("paidFor", paidFor());
		more.put("paidAccount", (this.account != null) ? this.account.toString() : "");
		more.put("portal", portal());
		return more;
	}

	/** Where its reader finds it on the portal: {@code /portal}. */
	public String portal() {
		return toAnother() ? "/portal/for/" + this.owner.number() + "/portal" : "/portal";
	}

	/** A parameter; null if there is none of that name. */
	public String parameter(String name) {
		return this.parameters.get(name);
	}

}

package app.accord.message;

import java.time.Instant;
import java.util.Map;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;

/**
 * A message about to be written and sent.
 *
 * @param customerId the record that it belongs to
 * @param customer whom it is for, as of now
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
public record OutgoingMessage(long customerId, CustomerProfile customer, long messageId, AccountNumber account,
		String kind, Medium medium, String recipient, Map<String, String> parameters, Instant decidedAt, int tries,
		boolean mayHaveLeft) {

	/** A parameter; null if there is none of that name. */
	public String parameter(String name) {
		return this.parameters.get(name);
	}

}

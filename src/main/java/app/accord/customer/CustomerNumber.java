package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A customer's number, such as C-10428-7.
 *
 * @param customerId the customer's id
 */
public record CustomerNumber(long customerId) implements PublicNumber {

	static final String PREFIX = "C";

	public CustomerNumber {
		Numbers.require(customerId, 1);
	}

	/**
	 * The number of a customer.
	 * @param customerId the customer's id
	 * @return the number
	 */
	public static CustomerNumber of(long customerId) {
		return new CustomerNumber(customerId);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @param typed the text
	 * @return the number
	 * @throws MalformedNumber with a sentence if the text is no customer number
	 */
	public static CustomerNumber parse(String typed) {
		return new CustomerNumber(Numbers.parse(typed, "a customer number", PREFIX, false).customerId());
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId);
	}

}

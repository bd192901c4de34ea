package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of a try to pay by card, such as P-10428-5-9.
 *
 * @param customerId the customer's id
 * @param no the try's place in the customer's series: 1, 2, 3 …
 */
public record AttemptNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "P";

	public AttemptNumber {
		Numbers.require(customerId, no);
	}

	/**
	 * The number of a customer's try to pay.
	 * @param customerId the customer's id
	 * @param no the try's place in the customer's series
	 * @return the number
	 */
	public static AttemptNumber of(long customerId, int no) {
		return new AttemptNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @param typed the text
	 * @return the number
	 * @throws MalformedNumber with a sentence if the text is no such number
	 */
	public static AttemptNumber parse(String typed) {
		Numbers.Parts parts = Numbers.parse(typed, "a payment number", PREFIX, true);
		return new AttemptNumber(parts.customerId(), parts.no());
	}

	/**
	 * The number of the customer.
	 * @return the customer's number
	 */
	public CustomerNumber customer() {
		return CustomerNumber.of(this.customerId);
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId, this.no);
	}

}

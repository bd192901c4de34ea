package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of an order, such as O-10428-3-1.
 *
 * @param customerId the customer's id
 * @param no its place in the customer's series: 1, 2, 3 …
 */
public record OrderNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "O";

	public OrderNumber {
		Numbers.require(customerId, no);
	}

	/** The number at that place of a customer's series. */
	public static OrderNumber of(long customerId, int no) {
		return new OrderNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @throws MalformedNumber with a sentence if the text is none of this kind
	 */
	public static OrderNumber parse(String typed) {
		return Numbers.parse(typed, "an order number", PREFIX, OrderNumber::new);
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId, this.no);
	}

}

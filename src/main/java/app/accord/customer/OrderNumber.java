package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of an order, such as O-10428-3-1.
 *
 * @param customerId the customer's id
 * @param no the order's place in the customer's series: 1, 2, 3 …
 */
public record OrderNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "O";

	public OrderNumber {
		Numbers.require(customerId, no);
	}

	/**
	 * The number of a customer's order.
	 * @param customerId the customer's id
	 * @param no the order's place in the customer's series
	 * @return the number
	 */
	public static OrderNumber of(long customerId, int no) {
		return new OrderNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @param typed the text
	 * @return the number
	 * @throws MalformedNumber with a sentence if the text is no order number
	 */
	public static OrderNumber parse(String typed) {
		Numbers.Parts parts = Numbers.parse(typed, "an order number", PREFIX, true);
		return new OrderNumber(parts.customerId(), parts.no());
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

package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of a receipt, such as R-10428-5-9.
 *
 * @param customerId the customer's id
 * @param no the receipt's place in the customer's series: 1, 2, 3 …
 */
public record ReceiptNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "R";

	public ReceiptNumber {
		Numbers.require(customerId, no);
	}

	/**
	 * The number of a customer's receipt.
	 * @param customerId the customer's id
	 * @param no the receipt's place in the customer's series
	 * @return the number
	 */
	public static ReceiptNumber of(long customerId, int no) {
		return new ReceiptNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @param typed the text
	 * @return the number
	 * @throws MalformedNumber with a sentence if the text is no receipt number
	 */
	public static ReceiptNumber parse(String typed) {
		Numbers.Parts parts = Numbers.parse(typed, "a receipt number", PREFIX, true);
		return new ReceiptNumber(parts.customerId(), parts.no());
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

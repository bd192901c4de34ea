package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of a receipt, such as R-10428-5-9.
 *
 * @param customerId the customer's id
 * @param no its place in the customer's series: 1, 2, 3 …
 */
public record ReceiptNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "R";

	public ReceiptNumber {
		Numbers.require(customerId, no);
	}

	/** The number at that place of a customer's series. */
	public static ReceiptNumber of(long customerId, int no) {
		return new ReceiptNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @throws MalformedNumber with a sentence if the text is none of this kind
	 */
	public static ReceiptNumber parse(String typed) {
		return Numbers.parse(typed, "a receipt number", PREFIX, ReceiptNumber::new);
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId, this.no);
	}

}

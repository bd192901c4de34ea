package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of an invoice, such as INV-10428-17-2.
 *
 * @param customerId the customer's id
 * @param no its place in the customer's series: 1, 2, 3 …
 */
public record InvoiceNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "INV";

	public InvoiceNumber {
		Numbers.require(customerId, no);
	}

	/** The number at that place of a customer's series. */
	public static InvoiceNumber of(long customerId, int no) {
		return new InvoiceNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @throws MalformedNumber with a sentence if the text is none of this kind
	 */
	public static InvoiceNumber parse(String typed) {
		return Numbers.parse(typed, "an invoice number", PREFIX, InvoiceNumber::new);
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId, this.no);
	}

}

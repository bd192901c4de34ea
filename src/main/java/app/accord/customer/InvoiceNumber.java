package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of an invoice, such as INV-10428-17-2.
 *
 * @param customerId the customer's id
 * @param no the invoice's place in the customer's series: 1, 2, 3 …
 */
public record InvoiceNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "INV";

	public InvoiceNumber {
		Numbers.require(customerId, no);
	}

	/**
	 * The number of a customer's invoice.
	 * @param customerId the customer's id
	 * @param no the invoice's place in the customer's series
	 * @return the number
	 */
	public static InvoiceNumber of(long customerId, int no) {
		return new InvoiceNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @param typed the text
	 * @return the number
	 * @throws MalformedNumber with a sentence if the text is no invoice number
	 */
	public static InvoiceNumber parse(String typed) {
		Numbers.Parts parts = Numbers.parse(typed, "an invoice number", PREFIX, true);
		return new InvoiceNumber(parts.customerId(), parts.no());
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

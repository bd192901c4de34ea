package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of a credit note, such as CN-10428-1-4.
 *
 * @param customerId the customer's id
 * @param no its place in the customer's series: 1, 2, 3 …
 */
public record CreditNoteNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "CN";

	public CreditNoteNumber {
		Numbers.require(customerId, no);
	}

	/** The number at that place of a customer's series. */
	public static CreditNoteNumber of(long customerId, int no) {
		return new CreditNoteNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @throws MalformedNumber with a sentence if the text is none of this kind
	 */
	public static CreditNoteNumber parse(String typed) {
		return Numbers.parse(typed, "a credit note number", PREFIX, CreditNoteNumber::new);
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId, this.no);
	}

}

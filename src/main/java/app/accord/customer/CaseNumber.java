package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of a case, such as CS-10428-1-4.
 *
 * @param customerId the customer's id
 * @param no its place in the customer's series: 1, 2, 3 …
 */
public record CaseNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "CS";

	public CaseNumber {
		Numbers.require(customerId, no);
	}

	/** The number at that place of a customer's series. */
	public static CaseNumber of(long customerId, int no) {
		return new CaseNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @throws MalformedNumber with a sentence if the text is none of this kind
	 */
	public static CaseNumber parse(String typed) {
		return Numbers.parse(typed, "a case number", PREFIX, CaseNumber::new);
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId, this.no);
	}

}

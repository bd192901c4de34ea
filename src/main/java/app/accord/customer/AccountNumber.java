package app.accord.customer;

import java.util.Comparator;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of an account, such as A-10428-1-4.
 *
 * @param customerId the customer's id
 * @param no its place in the customer's series: 1, 2, 3 …
 */
public record AccountNumber(long customerId, int no) implements PublicNumber {

	/** The order in which accounts are locked. */
	public static final Comparator<AccountNumber> IN_ORDER = Comparator.comparingLong(AccountNumber::customerId)
		.thenComparingInt(AccountNumber::no);

	static final String PREFIX = "A";

	public AccountNumber {
		Numbers.require(customerId, no);
	}

	/** The number at that place of a customer's series. */
	public static AccountNumber of(long customerId, int no) {
		return new AccountNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @throws MalformedNumber with a sentence if the text is none of this kind
	 */
	public static AccountNumber parse(String typed) {
		return Numbers.parse(typed, "an account number", PREFIX, AccountNumber::new);
	}

	@JsonValue
	@Override
	public String toString() {
		return Numbers.format(PREFIX, this.customerId, this.no);
	}

}

package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of an account, such as A-10428-1-4.
 *
 * @param customerId the customer's id
 * @param no the account's place in the customer's series: 1, 2, 3 …
 */
public record AccountNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "A";

	public AccountNumber {
		Numbers.require(customerId, no);
	}

	/**
	 * The number of a customer's account.
	 * @param customerId the customer's id
	 * @param no the account's place in the customer's series
	 * @return the number
	 */
	public static AccountNumber of(long customerId, int no) {
		return new AccountNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @param typed the text
	 * @return the number
	 * @throws MalformedNumber with a sentence if the text is no account number
	 */
	public static AccountNumber parse(String typed) {
		Numbers.Parts parts = Numbers.parse(typed, "an account number", PREFIX, true);
		return new AccountNumber(parts.customerId(), parts.no());
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

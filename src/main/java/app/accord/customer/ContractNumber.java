package app.accord.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The number of a contract, such as S-10428-1-4.
 *
 * @param customerId the customer's id
 * @param no the contract's place in the customer's series: 1, 2, 3 …
 */
public record ContractNumber(long customerId, int no) implements PublicNumber {

	static final String PREFIX = "S";

	public ContractNumber {
		Numbers.require(customerId, no);
	}

	/**
	 * The number of a customer's contract.
	 * @param customerId the customer's id
	 * @param no the contract's place in the customer's series
	 * @return the number
	 */
	public static ContractNumber of(long customerId, int no) {
		return new ContractNumber(customerId, no);
	}

	/**
	 * Reads a number as typed, in any case, with spaces or dashes.
	 * @param typed the text
	 * @return the number
	 * @throws MalformedNumber with a sentence if the text is no contract number
	 */
	public static ContractNumber parse(String typed) {
		Numbers.Parts parts = Numbers.parse(typed, "a contract number", PREFIX, true);
		return new ContractNumber(parts.customerId(), parts.no());
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

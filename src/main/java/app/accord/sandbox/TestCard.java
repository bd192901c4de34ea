package app.accord.sandbox;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** The cards that the sandbox knows, by the last four digits of their numbers. */
public enum TestCard {

	/** Is charged. */
	GOOD("4242", "Visa", null, "is charged"),

	/** Is charged. */
	GOOD_MASTERCARD("5454", "Mastercard", null, "is charged"),

	/** The bank asks the customer to confirm. */
	CHALLENGE("3155", "Visa", null, "the bank asks you to confirm"),

	/** The bank says no and not why. */
	DECLINED("0002", "Visa", "do_not_honor", "the bank declines"),

	/** Not enough money. */
	NO_FUNDS("9995", "Visa", "insufficient_funds", "not enough money"),

	/** Charged once by the customer, but not without: for auto-pay that fails. */
	LATER_NO_FUNDS("0341", "Visa", null, "is charged now; without you: not enough money"),

	/** Reported as lost. */
	LOST("9987", "Visa", "lost_card", "reported as lost"),

	/** Reported as stolen. */
	STOLEN("9979", "Visa", "stolen_card", "reported as stolen"),

	/** Out of date. */
	EXPIRED("0069", "Mastercard", "expired_card", "has expired"),

	/** Its security code is wrong. */
	WRONG_CODE("0127", "Visa", "incorrect_cvc", "wrong security code"),

	/** Is charged, but the sandbox does not answer questions about it for a while. */
	ANSWER_LOST("5126", "Visa", null, "is charged, but the bank’s answer is lost at first");

	private final String tail;

	private final String brand;

	private final String decline;

	private final String what;

	TestCard(String tail, String brand, String decline, String what) {
		this.tail = tail;
		this.brand = brand;
		this.decline = decline;
		this.what = what;
	}

	/** The last four digits. */
	public String tail() {
		return this.tail;
	}

	/** A token that charges it without its having been kept: for tests. */
	public String token() {
		return "tok_" + this.tail;
	}

	String brand() {
		return this.brand;
	}

	/** Why the bank declines it when the customer pays; null: it doesn't. */
	String declineOnPage() {
		return this.decline;
	}

	/** Why the bank declines it when it is charged without the customer; null: not. */
	String declineOffSession() {
		return switch (this) {
			case CHALLENGE -> "authentication_required";
			case LATER_NO_FUNDS -> "insufficient_funds";
			default -> this.decline;
		};
	}

	String what() {
		return this.what;
	}

	LocalDate expires(LocalDate today) {
		LocalDate month = (this == EXPIRED) ? today.minusMonths(2) : today.plusYears(3);
		return month.withDayOfMonth(month.lengthOfMonth());
	}

	static Optional<TestCard> ofTail(String tail) {
		return Arrays.stream(values()).filter((card) -> card.tail.equals(tail)).findFirst();
	}

}

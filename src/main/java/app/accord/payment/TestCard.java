package app.accord.payment;

import java.util.Arrays;

import app.accord.refusal.Refusal;

/** The cards that the sandbox gateway knows. */
public enum TestCard {

	/** Is charged. */
	GOOD("tok_4242", "Test card •••• 4242: is charged"),

	/** Is declined. */
	DECLINED("tok_0002", "Test card •••• 0002: is declined"),

	/** Is declined for want of money. */
	NO_FUNDS("tok_9995", "Test card •••• 9995: not enough money"),

	/** Is charged, but the gateway's answer is lost. */
	NO_ANSWER("tok_5126", "Test card •••• 5126: the bank’s answer is lost at first");

	private final String token;

	private final String label;

	TestCard(String token, String label) {
		this.token = token;
		this.label = label;
	}

	/** The gateway's token. */
	public String token() {
		return this.token;
	}

	/** What people choose by. */
	public String label() {
		return this.label;
	}

	/** The last four digits, which is all that may be shown of a card. */
	public String lastFour() {
		return this.token.substring(4);
	}

	/** The card of that token. */
	public static TestCard of(String token) {
		return Arrays.stream(values())
			.filter((card) -> card.token.equals(token))
			.findFirst()
			.orElseThrow(() -> new Refusal("card", "Choose a card to pay with."));
	}

}

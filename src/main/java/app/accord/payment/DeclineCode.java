package app.accord.payment;

/**
 * Why nothing was charged. The customer's words for each are the messages
 * {@code declined.<CODE>}.
 */
public enum DeclineCode {

	/** Not enough money on the card's account. */
	INSUFFICIENT_FUNDS(true),

	/** The bank says no and doesn't say why. */
	DO_NOT_HONOUR(true),

	/** The bank could not answer; later it may. */
	TRY_AGAIN_LATER(true),

	/** The card is past the date that is printed on it. */
	EXPIRED_CARD(false),

	/** The card was reported as lost. */
	LOST_CARD(false),

	/** The card was reported as stolen. */
	STOLEN_CARD(false),

	/** What was typed of the card is wrong. */
	WRONG_DATA(false),

	/** This card can't pay this. */
	NOT_SUPPORTED(false),

	/** The bank holds it for fraud. */
	SUSPECTED_FRAUD(false),

	/** The bank wants the customer to confirm, who was not there to do so. */
	CONFIRMATION_NEEDED(false),

	/** The customer did not confirm with the bank. */
	NOT_CONFIRMED(false),

	/** The customer left the payment page without paying. */
	LEFT_PAGE(false),

	/** No card was held to the terminal in time. */
	NO_CARD(false),

	/** The card terminal is switched off or has no connection. */
	TERMINAL_OFF(false),

	/** The card terminal is busy with another payment. */
	TERMINAL_BUSY(false),

	/** It was called off: by the customer, or because another payment took its place. */
	CALLED_OFF(false),

	/** Our request did not reach the bank. */
	NOT_REACHED(true),

	/** The gateway was too busy to take the request. */
	BUSY(true),

	/** This program stopped before it had sent it. */
	NOT_SENT(true),

	/** Any other reason. */
	OTHER(false);

	private final boolean soft;

	DeclineCode(boolean soft) {
		this.soft = soft;
	}

	/**
	 * Whether the same card may well be charged another day. Trying a card again after
	 * any other decline is pointless, and frowned upon by the banks.
	 */
	public boolean soft() {
		return this.soft;
	}

}

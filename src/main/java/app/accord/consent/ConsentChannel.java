package app.accord.consent;

/** By which way a customer may be addressed. */
public enum ConsentChannel {

	/** E-mail. */
	EMAIL("e-mail", "e-mail me"),

	/** Telephone call. */
	PHONE("telephone", "call me"),

	/** Text message. */
	SMS("text message", "send me text messages"),

	/** Letter. */
	POST("letter", "write me letters");

	private final String label;

	private final String reach;

	ConsentChannel(String label, String reach) {
		this.label = label;
		this.reach = reach;
	}

	/** What people read, after “by”. */
	public String label() {
		return this.label;
	}

	/** What the company may do, in the customer's words: {@code call me}. */
	String reach() {
		return this.reach;
	}

}

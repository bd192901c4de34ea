package app.accord.consent;

/** By which way a customer may be addressed. */
public enum ConsentChannel {

	/** E-mail. */
	EMAIL("e-mail"),

	/** Telephone call. */
	PHONE("telephone"),

	/** Text message. */
	SMS("text message"),

	/** Letter. */
	POST("letter");

	private final String label;

	ConsentChannel(String label) {
		this.label = label;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

}

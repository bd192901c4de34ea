package app.accord.message;

/** What handed a message over. */
public enum SentBy {

	/** A mail server. */
	SMTP("by the mail server"),

	/** A provider of text messages. */
	HTTP("by the text message provider"),

	/** Nobody: nothing is set up to send it, so it is only kept here. */
	KEPT("kept here, not sent: nothing is set up to send it"),

	/** A person, who printed and posted it. */
	PRINTED("printed and posted");

	private final String label;

	SentBy(String label) {
		this.label = label;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

}

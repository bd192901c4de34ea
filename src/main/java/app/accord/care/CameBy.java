package app.accord.care;

/** How a case came. */
public enum CameBy {

	/** Somebody called. */
	PHONE("telephone"),

	/** Somebody wrote it on the customer pages. */
	WEB("customer pages"),

	/** An e-mail. */
	EMAIL("e-mail"),

	/** A letter. */
	POST("letter"),

	/** Somebody came to a shop. */
	COUNTER("shop"),

	/** Another program. */
	API("another program");

	private final String label;

	CameBy(String label) {
		this.label = label;
	}

	/** What people read, after “by”. */
	public String label() {
		return this.label;
	}

}

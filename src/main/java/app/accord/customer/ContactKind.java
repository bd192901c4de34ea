package app.accord.customer;

/** A way to reach somebody. */
public enum ContactKind {

	/** A telephone number. */
	PHONE("telephone number"),

	/** An e-mail address. */
	EMAIL("e-mail address"),

	/** A postal address. */
	POSTAL("postal address");

	private final String noun;

	ContactKind(String noun) {
		this.noun = noun;
	}

	/** What people call it. */
	public String noun() {
		return this.noun;
	}

}

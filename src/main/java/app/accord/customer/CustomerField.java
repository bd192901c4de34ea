package app.accord.customer;

/** What of a customer's record changes, as the history of its fields names it. */
public enum CustomerField {

	/** The whole name. */
	NAME("Name"),

	/** The given name. */
	GIVEN_NAME("Given name"),

	/** The family name. */
	FAMILY_NAME("Family name"),

	/** In which language the customer is addressed. */
	LANGUAGE("Language"),

	/** The tier. */
	TIER("Tier"),

	/** A telephone number: added, corrected or removed. */
	PHONE("Telephone"),

	/** An e-mail address: added, corrected or removed. */
	EMAIL("E-mail"),

	/** A postal address: added, corrected or removed. */
	POSTAL("Address"),

	/** What a contact point is called. */
	LABEL("Label"),

	/** Which contact point of a kind is tried first. */
	PREFERRED("Tried first"),

	/** Whether a contact point reaches the customer. */
	REACHABLE("Reaches the customer");

	private final String label;

	CustomerField(String label) {
		this.label = label;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

	/** Whether it is a way to reach the customer. */
	public boolean contactPoint() {
		return this == PHONE || this == EMAIL || this == POSTAL;
	}

}

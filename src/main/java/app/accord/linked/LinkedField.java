package app.accord.linked;

/** What only one record of a set can say; of everything else all is shown. */
public enum LinkedField {

	/** The name with given and family name, and whether it is a person. */
	NAME("name_of"),

	/** In which language the customer is addressed. */
	LANGUAGE("language_of"),

	/** The tier. */
	TIER("tier_of"),

	/** Since when somebody is a customer. */
	CUSTOMER_SINCE("since_of"),

	/** Which telephone number is tried first. */
	PHONE("phone_of"),

	/** Which e-mail address is tried first. */
	EMAIL("email_of"),

	/** Which postal address is tried first. */
	POSTAL("postal_of");

	private final String column;

	LinkedField(String column) {
		this.column = column;
	}

	/** The column of {@code linked_customer} that says whose value is shown. */
	public String column() {
		return this.column;
	}

}

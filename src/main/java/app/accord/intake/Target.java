package app.accord.intake;

/** What a column of a file says about a customer. */
public enum Target {

	/** Nothing that is taken in. */
	IGNORED("– leave out –", false),

	/** The record's number in the other system. */
	EXTERNAL_ID("Id in the other system", false),

	/** The whole name. */
	NAME("Whole name", false),

	/** A person's given name. */
	GIVEN_NAME("Given name", false),

	/** A person's family name. */
	FAMILY_NAME("Family name", false),

	/** A company's name; a row with it and no person's name is a company. */
	ORGANIZATION("Company name", false),

	/** Person or company. */
	KIND("Person or company", false),

	/** An e-mail address. */
	EMAIL("E-mail", true),

	/** A telephone number. */
	PHONE("Telephone", true),

	/** A whole postal address. */
	ADDRESS("Address, whole", true),

	/** Street and number of the first address. */
	STREET("Street", true),

	/** Town of the first address. */
	CITY("Town", false),

	/** State or region of the first address. */
	REGION("State or region", false),

	/** Postcode of the first address. */
	POSTCODE("Postcode", false),

	/** Country of the first address. */
	COUNTRY("Country", false),

	/** Street and number of the second address. */
	OTHER_STREET("Second address: street", true),

	/** Town of the second address. */
	OTHER_CITY("Second address: town", false),

	/** State or region of the second address. */
	OTHER_REGION("Second address: state or region", false),

	/** Postcode of the second address. */
	OTHER_POSTCODE("Second address: postcode", false),

	/** Country of the second address. */
	OTHER_COUNTRY("Second address: country", false),

	/** Language code. */
	LANGUAGE("Language", false),

	/** Tier, for new customers. */
	TIER("Tier", false),

	/** First day as a customer, for new customers. */
	CUSTOMER_SINCE("Customer since", false);

	private final String label;

	private final boolean many;

	Target(String label, boolean many) {
		this.label = label;
		this.many = many;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** Whether more than one column may say it. */
	public boolean many() {
		return this.many;
	}

}

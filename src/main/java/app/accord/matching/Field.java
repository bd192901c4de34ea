package app.accord.matching;

/** What a value of a record means, whatever its column is called. */
public enum Field {

	/** First name, or all first names. */
	GIVEN_NAME("Given name"),

	/** Second given names. */
	MIDDLE_NAME("Middle name"),

	/** Family name. */
	SURNAME("Surname"),

	/** The whole name in one value; also an alias or the name in another script. */
	FULL_NAME("Name"),

	/** What a company or site is called. */
	ORGANISATION_NAME("Name of the organisation"),

	/** The organisation that this one belongs to. */
	PARENT_ORGANISATION("Belongs to"),

	/** Day of birth. */
	BIRTH_DATE("Date of birth"),

	/** Where somebody was born. */
	BIRTH_PLACE("Place of birth"),

	/** Sex or gender. */
	GENDER("Gender"),

	/** Profession or occupation. */
	OCCUPATION("Occupation"),

	/** A telephone number. */
	PHONE("Phone"),

	/** A fax number. */
	FAX("Fax"),

	/** An e-mail address. */
	EMAIL("E-mail"),

	/** A whole address, or its first line with number and street. */
	ADDRESS("Address"),

	/** The number of the house. */
	STREET_NUMBER("House number"),

	/** The street without the number. */
	STREET("Street"),

	/** What stands beside the street: building, flat, property. */
	PREMISES("Building or flat"),

	/** Town or suburb. */
	CITY("Town"),

	/** Postcode or zip. */
	POSTCODE("Postcode"),

	/** State, province, county. */
	STATE("State"),

	/** A number that belongs to one alone: national id, passport, tax id. */
	UNIQUE_ID("Identity number"),

	/** Says whether the record is a person or an organisation. */
	RECORD_KIND("Kind of record"),

	/** The number of the record in its file; says nothing of who it is. */
	RECORD_KEY("Number of the record"),

	/** Anything else; not compared. */
	OTHER("Not compared");

	private final String words;

	Field(String words) {
		this.words = words;
	}

	/** What people call it. */
	public String words() {
		return this.words;
	}

}

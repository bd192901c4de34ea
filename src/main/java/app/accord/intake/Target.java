package app.accord.intake;

import java.util.EnumSet;
import java.util.Set;

/** What a column of a file says. */
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

	/** That the other system has deleted the record, or that it is an employee. */
	NO_CUSTOMER("Left out: deleted there, or an employee", true),

	/** First day as a customer, for new customers. */
	CUSTOMER_SINCE("Customer since", false),

	/** Which customer the record is of. */
	CUSTOMER("Customer", false),

	/** The source whose ids name customers. */
	CUSTOMER_SOURCE("Source of the customer’s id", false),

	/** The record's number in the other system. */
	NUMBER("Number in the other system", false),

	/** Who is reached. */
	PERSON("Person who is reached", false),

	/** What a contact point is called. */
	LABEL("What it is called", false),

	/** A product's code. */
	CODE("Product code", false),

	/** A product's name. */
	TITLE("Name", false),

	/** Goods or service. */
	PRODUCT_KIND("Goods or service", false),

	/** Each or month. */
	UNIT("Unit", false),

	/** Price of one. */
	PRICE("Price of one", false),

	/** Three letters. */
	CURRENCY("Currency", false),

	/** The day from which a price holds. */
	FROM("Price holds from", false),

	/** When it was. */
	DAY("When", false),

	/** How many. */
	QUANTITY("Quantity", false),

	/** What is taken off a line. */
	DEDUCTION("Discount on the line", false),

	/** Shop, web or telephone. */
	SOLD_THROUGH("Shop, web or phone", false),

	/** Which shop or site. */
	PLACE("Place", false),

	/** How it was paid. */
	METHOD("How it was paid", false),

	/** The day of a bill. */
	ISSUED("Bill’s date", false),

	/** When a bill was to be paid. */
	DUE("Due on", false),

	/** First day of a period. */
	PERIOD_FROM("Period from", false),

	/** Last day of a period. */
	PERIOD_TO("Period to", false),

	/** An amount, tax included. */
	AMOUNT("Amount", false),

	/** The tax in an amount. */
	TAX("Tax in the amount", false),

	/** When a bill was paid as a whole. */
	PAID_ON("Paid on", false),

	/** What the payer wrote. */
	REFERENCE("Reference", false),

	/** The bill that money was meant for. */
	BILL("Bill it was meant for", false),

	/** By which channel. */
	CHANNEL("Channel", false),

	/** In or out. */
	DIRECTION("In or out", false),

	/** One line. */
	SUBJECT("Subject", false),

	/** What was said, or what it is. */
	TEXT("Text", false),

	/** Who dealt with it. */
	EMPLOYEE("Employee", false),

	/** Whether the customer may read it. */
	VISIBLE("Customer may read it", false),

	/** What consent is for. */
	PURPOSE("Purpose", false),

	/** Yes or no. */
	ANSWER("Yes or no", false),

	/** Where and how it was said. */
	ORIGIN("Where it was said", false);

	private static final Set<Target> DAYS = EnumSet.of(CUSTOMER_SINCE, FROM, DAY, ISSUED, DUE, PERIOD_FROM, PERIOD_TO,
			PAID_ON);

	private static final Set<Target> AMOUNTS = EnumSet.of(PRICE, DEDUCTION, AMOUNT, TAX);

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

	/** Whether it stands in files of customers. */
	boolean ofCustomers() {
		return ordinal() <= CUSTOMER_SINCE.ordinal();
	}

	/** Whether a day stands in it. */
	boolean day() {
		return DAYS.contains(this);
	}

	/** Whether an amount stands in it. */
	boolean amount() {
		return AMOUNTS.contains(this);
	}

}

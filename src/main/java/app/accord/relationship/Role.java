package app.accord.relationship;

import java.util.Arrays;
import java.util.List;

import app.accord.customer.CustomerKind;

import static app.accord.customer.CustomerKind.ORGANIZATION;
import static app.accord.customer.CustomerKind.PERSON;

/**
 * What another customer is to a customer. Each has its counterpart, by which the other
 * side reads it.
 */
public enum Role {

	/** Lives in the same household. */
	HOUSEHOLD_MEMBER("household member", PERSON, PERSON),

	/** Married or living together. */
	SPOUSE("spouse or partner", PERSON, PERSON),

	/** Was married or lived together. */
	FORMER_SPOUSE("former spouse or partner", PERSON, PERSON),

	/** Mother or father. */
	PARENT("parent", PERSON, PERSON),

	/** Daughter or son. */
	CHILD("child", PERSON, PERSON),

	/** Related otherwise. */
	RELATIVE("relative", PERSON, PERSON),

	/** Cares for the customer. */
	CARER("carer", PERSON, null),

	/** Is cared for by the customer. */
	CARED_FOR("person cared for", null, PERSON),

	/** Appointed for the customer by law or court. */
	GUARDIAN("guardian", PERSON, null),

	/** The customer is guardian. */
	WARD("ward", null, PERSON),

	/** Holds a power of attorney of the customer. */
	ATTORNEY("holder of a power of attorney", null, null),

	/** Gave the customer a power of attorney. */
	PRINCIPAL("giver of a power of attorney", null, null),

	/** Settles the affairs of the customer, who has died. */
	EXECUTOR("executor", PERSON, null),

	/** The customer settles the affairs of this one, who has died. */
	ESTATE("deceased, whose affairs are settled", null, PERSON),

	/** Was named by the customer as somebody to talk to. */
	AUTHORISED_PERSON("authorised person", null, null),

	/** Named the customer as somebody to talk to. */
	AUTHORISED_BY("authorised by them", null, null),

	/** Works there. */
	EMPLOYEE("employee", ORGANIZATION, PERSON),

	/** The customer works there. */
	EMPLOYER("employer", PERSON, ORGANIZATION),

	/** Whom to talk to about bills. */
	BILLING_CONTACT("billing contact", ORGANIZATION, PERSON),

	/** The customer is its billing contact. */
	BILLING_CONTACT_OF("organisation, as its billing contact", PERSON, ORGANIZATION),

	/** Whom to talk to about what doesn't work. */
	TECHNICAL_CONTACT("technical contact", ORGANIZATION, PERSON),

	/** The customer is its technical contact. */
	TECHNICAL_CONTACT_OF("organisation, as its technical contact", PERSON, ORGANIZATION),

	/** Who decides what is bought. */
	DECISION_MAKER("decision maker", ORGANIZATION, PERSON),

	/** The customer decides there what is bought. */
	DECISION_MAKER_OF("organisation, as its decision maker", PERSON, ORGANIZATION),

	/** Belongs to the customer. */
	SUBSIDIARY("subsidiary", ORGANIZATION, ORGANIZATION),

	/** The customer belongs to it. */
	PARENT_COMPANY("parent company", ORGANIZATION, ORGANIZATION),

	/** May speak for the customer, as far as the scopes say. */
	REPRESENTATIVE("may speak for them", null, null),

	/** The customer may speak for this one. */
	REPRESENTED("speaks through them", null, null),

	/** Is asked to pay the customer's account. */
	PAYER("payer", null, null),

	/** The customer is asked to pay this one's account. */
	PAID_FOR("paid for", null, null);

	private final String label;

	private final CustomerKind of;

	private final CustomerKind who;

	/**
	 * @param of whose: null: anybody's
	 * @param who the one in the role; null: anybody
	 */
	Role(String label, CustomerKind of, CustomerKind who) {
		this.label = label;
		this.of = of;
		this.who = who;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** What the customer is to the other. */
	public Role counterpart() {
		return switch (this) {
			case HOUSEHOLD_MEMBER, SPOUSE, FORMER_SPOUSE, RELATIVE -> this;
			case PARENT -> CHILD;
			case CHILD -> PARENT;
			case CARER -> CARED_FOR;
			case CARED_FOR -> CARER;
			case GUARDIAN -> WARD;
			case WARD -> GUARDIAN;
			case ATTORNEY -> PRINCIPAL;
			case PRINCIPAL -> ATTORNEY;
			case EXECUTOR -> ESTATE;
			case ESTATE -> EXECUTOR;
			case AUTHORISED_PERSON -> AUTHORISED_BY;
			case AUTHORISED_BY -> AUTHORISED_PERSON;
			case EMPLOYEE -> EMPLOYER;
			case EMPLOYER -> EMPLOYEE;
			case BILLING_CONTACT -> BILLING_CONTACT_OF;
			case BILLING_CONTACT_OF -> BILLING_CONTACT;
			case TECHNICAL_CONTACT -> TECHNICAL_CONTACT_OF;
			case TECHNICAL_CONTACT_OF -> TECHNICAL_CONTACT;
			case DECISION_MAKER -> DECISION_MAKER_OF;
			case DECISION_MAKER_OF -> DECISION_MAKER;
			case SUBSIDIARY -> PARENT_COMPANY;
			case PARENT_COMPANY -> SUBSIDIARY;
			case REPRESENTATIVE -> REPRESENTED;
			case REPRESENTED -> REPRESENTATIVE;
			case PAYER -> PAID_FOR;
			case PAID_FOR -> PAYER;
		};
	}

	/** Whether it says what they are to each other, and gives no right or duty. */
	public boolean relation() {
		return !authority() && !payment();
	}

	/** Whether one of them may speak for the other. */
	public boolean authority() {
		return this == REPRESENTATIVE || this == REPRESENTED;
	}

	/** Whether one of them is asked to pay for the other. */
	public boolean payment() {
		return this == PAYER || this == PAID_FOR;
	}

	/**
	 * Whether somebody of that kind can be it.
	 * @param whose kind of the customer
	 * @param other kind of the other
	 */
	public boolean fits(CustomerKind whose, CustomerKind other) {
		return (this.of == null || this.of == whose) && (this.who == null || this.who == other);
	}

	/** The relations that a customer of that kind can have. */
	public static List<Role> relationsOf(CustomerKind whose) {
		return Arrays.stream(values())
			.filter((role) -> role.relation() && (role.of == null || role.of == whose))
			.toList();
	}

}

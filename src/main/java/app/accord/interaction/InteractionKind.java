package app.accord.interaction;

/** What an entry of the timeline is about. */
public enum InteractionKind {

	/** A telephone call. */
	CALL(Group.CONTACT),

	/** A remark by an employee. */
	NOTE(Group.CONTACT),

	/** An e-mail, text message or letter. */
	MESSAGE(Group.CONTACT),

	/** A visit to a shop or by a technician. */
	VISIT(Group.CONTACT),

	/** A case: asked, answered, solved. */
	CASE(Group.CONTACT),

	/** A charge, bill, credit, refund or correction. */
	BILLING(Group.MONEY),

	/** Money received, or an attempt to pay. */
	PAYMENT(Group.MONEY),

	/** Something bought or returned. */
	PURCHASE(Group.CHANGE),

	/** A service started, changed or ended. */
	SERVICE(Group.CHANGE),

	/** The customer's own data changed. */
	DATA(Group.CHANGE);

	/** What the timeline can be filtered by. */
	public enum Group {

		/** Calls, notes, messages, visits, cases. */
		CONTACT,

		/** Bills, payments, credits. */
		MONEY,

		/** Purchases, services, data. */
		CHANGE

	}

	private final Group group;

	InteractionKind(Group group) {
		this.group = group;
	}

	/** The filter under which it is found. */
	public Group group() {
		return this.group;
	}

}

package app.accord.privacy;

/** What a person is given, in the order in which it is read. */
public enum Section {

	/** Names and the like. */
	WHO("Who you are"),

	/** Contact points. */
	REACH("How we reach you"),

	/** What was agreed to. */
	CONSENT("What you agreed to, and what you asked for"),

	/** Accounts, bills, entries, reminders. */
	MONEY("Accounts and bills"),

	/** Payments and the cards they were made with. */
	PAYMENTS("Payments"),

	/** Purchases and contracts. */
	ORDERS("Purchases and contracts"),

	/** The timeline. */
	HISTORY("What we talked about, and what changed"),

	/** Who changed or looked at the record. */
	CHANGES("Who changed your record, and who looked at it"),

	/** Messages. */
	MESSAGES("Messages that we sent"),

	/** Imports and the like. */
	ORIGIN("Where data came from");

	private final String title;

	Section(String title) {
		this.title = title;
	}

	/** What people read. */
	public String title() {
		return this.title;
	}

}

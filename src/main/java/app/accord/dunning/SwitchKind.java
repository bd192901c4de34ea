package app.accord.dunning;

/** What can be different for one customer. */
public enum SwitchKind {

	/** No reminders and nothing that follows. */
	NO_REMINDERS("No reminders"),

	/** Reminders, but no late fee. */
	NO_LATE_FEE("No late fee"),

	/** Reminders, but services go on. */
	NO_RESTRICTION("Services go on"),

	/** Another policy than the customer's kind and tier give. */
	POLICY("Another policy");

	private final String label;

	SwitchKind(String label) {
		this.label = label;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

}

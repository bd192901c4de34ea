package app.accord.care;

/** How urgent a case is; says its deadlines. */
public enum CasePriority {

	/** It can wait. */
	LOW("low"),

	/** As most. */
	NORMAL("normal"),

	/** Before others. */
	HIGH("high"),

	/** At once. */
	CRITICAL("critical");

	private final String label;

	CasePriority(String label) {
		this.label = label;
	}

	/** What employees read. */
	public String label() {
		return this.label;
	}

}

package app.accord.care;

/** What a case is. */
public enum CaseKind {

	/** The customer wants to know something. */
	QUESTION("question", "A question"),

	/** Something was not right, and the customer says so. */
	COMPLAINT("complaint", "A complaint"),

	/** Something doesn't work. */
	FAULT("fault", "Something doesn’t work"),

	/** The customer wants something done. */
	REQUEST("request", "Please do something for me");

	private final String label;

	private final String told;

	CaseKind(String label, String told) {
		this.label = label;
		this.told = told;
	}

	/** What employees read. */
	public String label() {
		return this.label;
	}

	/** What customers choose from. */
	public String told() {
		return this.told;
	}

	/** The label with a capital, for a heading. */
	public String title() {
		return Character.toUpperCase(this.label.charAt(0)) + this.label.substring(1);
	}

}

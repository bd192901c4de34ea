package app.accord.consent;

/** What a customer said. */
public enum ConsentAnswer {

	/** Yes. */
	GIVEN("given"),

	/** No. */
	REFUSED("refused"),

	/** Nothing: what was noted before was taken back. */
	UNKNOWN("not known");

	private final String label;

	ConsentAnswer(String label) {
		this.label = label;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

}

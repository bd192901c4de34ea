package app.accord.consent;

/** What a customer said. Only a yes lets anything be sent. */
public enum ConsentAnswer {

	/** Yes. */
	GIVEN("given", "Agreed to", 0),

	/** No. */
	REFUSED("refused", "Refused", 3),

	/** No longer: a yes was taken back. */
	WITHDRAWN("taken back", "Took back the agreement to", 2),

	/** Nothing, or nothing any more: what was noted was a mistake. */
	UNKNOWN("not known", "Nothing is known any more of", 1);

	private final String label;

	private final String told;

	private final int strictness;

	ConsentAnswer(String label, String told, int strictness) {
		this.label = label;
		this.told = told;
		this.strictness = strictness;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** What the customer did, before what it is about: {@code Agreed to}. */
	String told() {
		return this.told;
	}

	/** The greater, the stricter; of two answers that meet, the stricter holds. */
	int strictness() {
		return this.strictness;
	}

}

package app.accord.intake;

/** What becomes of a row. */
public enum Verdict {

	/** A customer whom nobody knew. */
	NEW("new"),

	/** Says nothing that is not known. */
	SAME("same"),

	/** May be a customer who is known; left to a person. */
	MAYBE("maybe"),

	/** Changes a customer who is known. */
	CHANGED("changed"),

	/** Can't be taken in. */
	REFUSED("refused");

	private final String label;

	Verdict(String label) {
		this.label = label;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

}

package app.accord.staff;

/**
 * Something about an employee that can't be done; the message is a sentence for people.
 */
public class Refused extends RuntimeException {

	private final String field;

	Refused(String field, String sentence) {
		super(sentence);
		this.field = field;
	}

	/** The form field it is about, or null. */
	public String field() {
		return this.field;
	}

}

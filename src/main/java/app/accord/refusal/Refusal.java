package app.accord.refusal;

/**
 * A request that is not carried out because of what it asks. The message is a sentence
 * that says what is wrong and what to do; channels show it as it is.
 */
public class Refusal extends RuntimeException {

	private final String field;

	/** Refuses the request as a whole. */
	public Refusal(String sentence) {
		this(null, sentence);
	}

	/**
	 * Refuses because of one field.
	 * @param field the name of the form's or record's component, or null
	 * @param sentence for the person
	 */
	public Refusal(String field, String sentence) {
		super(sentence);
		this.field = field;
	}

	/** The field by which the sentence belongs, or null. */
	public String field() {
		return this.field;
	}

}

package app.accord.refusal;

/**
 * What was asked for does not exist, or not for the one who asks. Pages answer 404, and
 * so does the API.
 */
public class NotFound extends Refusal {

	private static final long serialVersionUID = 1L;

	/** Refuses with a sentence that names what was looked for. */
	public NotFound(String sentence) {
		super(sentence);
	}

}

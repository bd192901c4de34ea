package app.accord.refusal;

/**
 * What people write to say why: it is there, and it is short.
 */
public final class Reasons {

	private static final int LONGEST = 500;

	private Reasons() {
	}

	/** Refuses a reason that is missing or too long. */
	public static void require(String reason) {
		require("reason", reason, "Say why: the reason is shown in the customer's history.");
	}

	/**
	 * The same of other words.
	 * @param field where they are written
	 * @param sentence what to do if they are missing
	 */
	public static void require(String field, String words, String sentence) {
		if (words == null || words.isBlank()) {
			throw new Refusal(field, sentence);
		}
		if (words.length() > LONGEST) {
			throw new Refusal(field, "Keep it under " + LONGEST + " characters.");
		}
	}

	/** A reason as it is kept, without the blanks around it. */
	public static String stripped(String reason) {
		return stripped("reason", reason, "Say why in a few words: it is read later.");
	}

	/** The same of other words. */
	public static String stripped(String field, String words, String sentence) {
		String kept = (words != null) ? words.strip() : null;
		require(field, kept, sentence);
		return kept;
	}

}

package app.accord.billing;

import app.accord.refusal.Refusal;

/** What all reasons have in common: there is one, and it is short. */
final class Reasons {

	private static final int LONGEST = 500;

	private Reasons() {
	}

	static void require(String reason) {
		require("reason", reason, "Say why: the reason is shown in the customer's history.");
	}

	static void require(String field, String words, String sentence) {
		if (words == null || words.isBlank()) {
			throw new Refusal(field, sentence);
		}
		if (words.length() > LONGEST) {
			throw new Refusal(field, "Keep it under " + LONGEST + " characters.");
		}
	}

}

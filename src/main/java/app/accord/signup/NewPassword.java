package app.accord.signup;

import java.util.Arrays;

import app.accord.refusal.Refusal;

/** What a customer's password must be like. */
final class NewPassword {

	private static final int SHORTEST = 8;

	private static final int LONGEST = 200;

	private NewPassword() {
	}

	/**
	 * Refuses a password that is too short, too long or known to everybody.
	 * @param names what the customer signs in by; may be null
	 */
	static void check(String typed, String... names) {
		if (typed == null || typed.length() < SHORTEST) {
			throw new Refusal("password", "Choose a password of at least " + SHORTEST + " characters.");
		}
		if (typed.length() > LONGEST) {
			throw new Refusal("password", "A password has at most " + LONGEST + " characters.");
		}
		if (Arrays.stream(names).anyMatch(typed::equalsIgnoreCase)) {
			throw new Refusal("password", "What you sign in by is no password. Choose something else.");
		}
	}

}

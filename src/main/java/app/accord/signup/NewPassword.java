package app.accord.signup;

import app.accord.refusal.Refusal;

/** What a customer's password must be like. */
final class NewPassword {

	private static final int SHORTEST = 8;

	private static final int LONGEST = 200;

	private NewPassword() {
	}

	static void check(String typed, String email) {
		if (typed == null || typed.length() < SHORTEST) {
			throw new Refusal("password", "Choose a password of at least " + SHORTEST + " characters.");
		}
		if (typed.length() > LONGEST) {
			throw new Refusal("password", "A password has at most " + LONGEST + " characters.");
		}
		if (typed.equalsIgnoreCase(email)) {
			throw new Refusal("password", "Your e-mail address is no password. Choose something else.");
		}
	}

}

package app.accord.signup;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts for links; only their SHA-256 is kept. */
final class Tokens {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final int BYTES = 24;

	private Tokens() {
	}

	static String make() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}

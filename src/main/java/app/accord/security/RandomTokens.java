package app.accord.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts for links; only their {@link Digests digest} is kept. */
public final class RandomTokens {

	private static final SecureRandom RANDOM = new SecureRandom();

	private RandomTokens() {
	}

	/** A text of so many random bytes, for use in an address. */
	public static String make(int bytes) {
		byte[] random = new byte[bytes];
		RANDOM.nextBytes(random);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
	}

}

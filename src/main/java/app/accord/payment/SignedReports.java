package app.accord.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.payment.Gateway.ForgedReport;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures of the form {@code t=<seconds>,v1=<hex>}: HMAC-SHA256 over the
 * seconds, a full stop and the body, with a secret that only the gateway and we know. One
 * that is older than five minutes, or from the future by as much, is refused.
 */
final class SignedReports {

	/** How far a report's time may be from ours. */
	static final Duration TOLERANCE = Duration.ofMinutes(5);

	private static final Pattern HEADER = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

	private final String secret;

	private final Clock clock;

	SignedReports(String secret, Clock clock) {
		this.secret = secret;
		this.clock = clock;
	}

	/**
	 * Requires a good signature.
	 * @throws ForgedReport otherwise
	 */
	void require(String body, String header) {
		Matcher parts = HEADER.matcher((header != null) ? header.replace(" ", "") : "");
		if (this.secret == null || this.secret.isBlank() || !parts.matches()) {
			throw new ForgedReport("There is no signature.");
		}
		byte[] wanted = hmac(parts.group(1) + "." + body);
		if (!MessageDigest.isEqual(wanted, HexFormat.of().parseHex(parts.group(2)))) {
			throw new ForgedReport("The signature is wrong.");
		}
		Duration off = Duration.between(Instant.ofEpochSecond(Long.parseLong(parts.group(1))), this.clock.instant());
		if (off.abs().compareTo(TOLERANCE) > 0) {
			throw new ForgedReport("The report is too old.");
		}
	}

	private byte[] hmac(String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(this.secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

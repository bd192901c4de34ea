package app.accord.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One record as a file has it: a row, or the rows of one purchase.
 *
 * @param customerId whose
 * @param number its number in the other system; null: it is known by its content
 * @param rows at least one
 * @param records what the rows say
 */
record RecordUnit<R>(long customerId, String number, List<NumberedRow> rows, List<R> records) {

	R first() {
		return this.records.getFirst();
	}

	/** By what it is known when it comes again. */
	String key() {
		return (this.number != null) ? this.number : "#" + fingerprint();
	}

	/** What it says, in short: the same for the same content. */
	String fingerprint() {
		String text = this.records.stream().map(Object::toString).collect(Collectors.joining("\n"));
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package app.accord.banking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A line of a statement as it was read.
 *
 * @param rowNo line of a CSV file, entry of a statement
 * @param identity what makes it one line, whichever file it comes in: SHA-256, hex
 * @param ourAccount our account at the bank, or null
 * @param statementId the statement's id, or null
 * @param entryReference the bank's reference, or null
 * @param bookedOn the booking day
 * @param valueOn the value day, or null
 * @param currency ISO 4217
 * @param amountMinor minor units; above zero money in, below zero money out
 * @param payerName the other side's name, or null
 * @param payerAccount the other side's IBAN or other number without blanks, or null
 * @param text what the payer wrote, or null
 * @param creditorReference a structured reference, or null
 * @param endToEndId the payer's id of the transfer, or null
 * @param returnedId the reference of what it returns, or null
 * @param returnCode ISO 20022 return reason, or null
 * @param returnText what the bank says of the return, or null
 */
record NewLine(int rowNo, String identity, String ourAccount, String statementId, String entryReference,
		LocalDate bookedOn, LocalDate valueOn, String currency, long amountMinor, String payerName, String payerAccount,
		String text, String creditorReference, String endToEndId, String returnedId, String returnCode,
		String returnText) {

	/** The identity made of these parts, in that order. */
	static String identityOf(Object... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (Object part : Arrays.asList(parts)) {
				digest.update(((part != null) ? part.toString() : "\u0001").getBytes(StandardCharsets.UTF_8));
				digest.update((byte) 0);
			}
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** An account number of a bank without blanks, upper case; null if there is none. */
	static String account(String typed) {
		String plain = (typed == null) ? "" : typed.replaceAll("[\\s\\u00a0-]", "").toUpperCase(Locale.ROOT);
		return plain.isEmpty() ? null : cut(plain, 64);
	}

	/** That text without blanks around it, at most so long; null if nothing is left. */
	static String cut(String text, int longest) {
		if (text == null) {
			return null;
		}
		String plain = text.replace("\u0000", "").strip();
		return plain.isEmpty() ? null : (plain.length() > longest) ? plain.substring(0, longest) : plain;
	}

}

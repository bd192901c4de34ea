package app.accord.customer;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/**
 * One of our numbers as a structured creditor reference (ISO 11649): RF, two check
 * digits, the number with X for its dashes. Banks refuse a transfer in which it is
 * mistyped.
 */
public final class CreditorReference {

	private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

	private CreditorReference() {
	}

	/** The reference of a number: {@code RF…INV10428X17X2}, without blanks. */
	public static String of(PublicNumber number) {
		String body = number.toString().replaceFirst("-", "").replace('-', 'X');
		int check = 98 - remainder(body + "RF00");
		return "RF%02d%s".formatted(check, body);
	}

	/** The same in groups of four, as people copy it. */
	public static String shown(PublicNumber number) {
		return of(number).replaceAll("(.{4})(?=.)", "$1 ");
	}

	/** The number of a reference as typed; empty if it is none of ours or mistyped. */
	public static Optional<PublicNumber> read(String typed) {
		String text = (typed == null) ? "" : typed.replaceAll("[^\\p{Alnum}]", "").toUpperCase(Locale.ROOT);
		if (!text.matches("RF\\d{2}[A-Z]{1,4}[0-9X]{3,19}")
				|| remainder(text.substring(4) + text.substring(0, 4)) != 1) {
			return Optional.empty();
		}
		String body = text.substring(4);
		int digits = 0;
		while (!Character.isDigit(body.charAt(digits))) {
			if (++digits == body.length()) {
				return Optional.empty();
			}
		}
		return Numbers.read(body.substring(0, digits) + "-" + body.substring(digits).replace('X', '-'));
	}

	private static int remainder(String text) {
		StringBuilder number = new StringBuilder();
		text.chars().forEach((c) -> number.append(Character.getNumericValue(c)));
		return new BigInteger(number.toString()).mod(NINETY_SEVEN).intValue();
	}

}

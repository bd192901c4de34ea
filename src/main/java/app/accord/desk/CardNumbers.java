package app.accord.desk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what looks like a payment card's number, which must never be stored here. */
final class CardNumbers {

	/** What people read who typed one. */
	static final String REFUSED = "That looks like a card number. Never type one here: it was not kept. "
			+ "Use the card terminal, and write its reference only.";

	private static final Pattern DIGITS = Pattern.compile("(?<![\\d+])\\d(?:[ .\\u00a0\\u2010-\\u2015-]?\\d){12,}");

	private CardNumbers() {
	}

	/** Whether 13 to 19 digits that pass Luhn's check stand in the text. */
	static boolean in(String text) {
		if (text == null) {
			return false;
		}
		Matcher run = DIGITS.matcher(text);
		while (run.find()) {
			String digits = run.group().replaceAll("\\D", "");
			if (digits.length() <= 19 && luhn(digits)) {
				return true;
			}
		}
		return false;
	}

	private static boolean luhn(String digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int part = (i % 2 == 1) ? digit * 2 : digit;
			sum += (part > 9) ? part - 9 : part;
		}
		return sum % 10 == 0;
	}

}

package app.accord.matching;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text as it is compared: small Latin letters and digits, one space between words.
 * Accents go; Cyrillic and Greek are written in Latin letters.
 */
final class Folding {

	private static final String CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ";

	private static final String[] CYRILLIC_LATIN = { "a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l",
			"m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
			"i", "i", "ye", "g" };

	private static final String GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω";

	private static final String[] GREEK_LATIN = { "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x",
			"o", "p", "r", "s", "s", "t", "y", "f", "ch", "ps", "o" };

	private static final String LATIN = "ßøæœłđðþı";

	private static final String[] LATIN_PLAIN = { "ss", "o", "ae", "oe", "l", "d", "d", "th", "i" };

	private Folding() {
	}

	/** Words of letters and digits; apostrophes join, everything else parts. */
	static String words(String typed) {
		return fold(typed, false);
	}

	/** The same without any space between. */
	static String joined(String typed) {
		return fold(typed, true);
	}

	private static String fold(String typed, boolean join) {
		String text = typed;
		if (!isPlain(text)) {
			text = Normalizer.normalize(text, Normalizer.Form.NFKD);
		}
		text = text.toLowerCase(Locale.ROOT);
		StringBuilder folded = new StringBuilder(text.length());
		boolean gap = false;
		for (int i = 0; i < text.length(); i++) {
			char letter = text.charAt(i);
			if (letter == '\'' || letter == '’' || letter == '`' || letter == '?' || isMark(letter)) {
				continue;
			}
			if (!Character.isLetterOrDigit(letter)) {
				gap = true;
				continue;
			}
			if (gap && !join && !folded.isEmpty()) {
				folded.append(' ');
			}
			gap = false;
			append(folded, letter);
		}
		return folded.toString();
	}

	private static void append(StringBuilder folded, char letter) {
		if (letter < 128) {
			folded.append(letter);
		}
		else if (!appendFrom(folded, letter, LATIN, LATIN_PLAIN)
				&& !appendFrom(folded, letter, CYRILLIC, CYRILLIC_LATIN)
				&& !appendFrom(folded, letter, GREEK, GREEK_LATIN)) {
			folded.append(letter);
		}
	}

	private static boolean appendFrom(StringBuilder folded, char letter, String letters, String[] plain) {
		int at = letters.indexOf(letter);
		if (at >= 0) {
			folded.append(plain[at]);
		}
		return at >= 0;
	}

	private static boolean isMark(char letter) {
		int type = Character.getType(letter);
		return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= 128) {
				return false;
			}
		}
		return true;
	}

	/** Whether a folded text is in a script that we can't write in Latin letters. */
	static boolean isForeign(String folded) {
		for (int i = 0; i < folded.length(); i++) {
			if (folded.charAt(i) >= 0x250) {
				return true;
			}
		}
		return false;
	}

	/** The digits alone. */
	static String digits(String typed) {
		StringBuilder digits = new StringBuilder();
		for (int i = 0; i < typed.length(); i++) {
			int digit = Character.digit(typed.charAt(i), 10);
			if (digit >= 0) {
				digits.append((char) ('0' + digit));
			}
		}
		return digits.toString();
	}

}

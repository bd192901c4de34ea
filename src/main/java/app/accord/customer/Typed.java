package app.accord.customer;

import java.text.Normalizer;

import app.accord.spelling.Folding;

/** Text as people type or paste it, made fit to keep and to compare. */
public final class Typed {

	private Typed() {
	}

	/**
	 * Takes out what no database keeps (control characters, halves of characters) and the
	 * space around it; line breaks stay.
	 * @param text may be null
	 * @return the text, or null if nothing is left
	 */
	public static String clean(String text) {
		if (text == null) {
			return null;
		}
		String clean = Normalizer.normalize(text, Normalizer.Form.NFC)
			.replace("\r\n", "\n")
			.replaceAll("[\\p{Cs}\\p{Co}\\p{Cn}]|(?![\\n\\t])\\p{Cc}", "")
			.strip();
		return clean.isEmpty() ? null : clean;
	}

	/**
	 * Folds text for comparing: lower case, without accents, single spaces.
	 * @param text may be null
	 */
	public static String fold(String text) {
		String clean = clean(text);
		if (clean == null) {
			return "";
		}
		return Folding.fold(clean);
	}

	/** Makes text literal in an SQL pattern of {@code like}. */
	public static String literal(String text) {
		return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
	}

}

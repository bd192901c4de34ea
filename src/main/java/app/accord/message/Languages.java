package app.accord.message;

import java.util.Locale;
import java.util.Set;

/** The languages that customers are written to. */
public final class Languages {

	private static final Set<String> SPOKEN = Set.of("en", "de");

	private Languages() {
	}

	/**
	 * The locale to write to a customer in.
	 * @param language the customer's: {@code en}, {@code de-AT}; may be null
	 * @return American English for a language that we don't write
	 */
	public static Locale of(String language) {
		Locale locale = (language != null) ? Locale.forLanguageTag(language) : Locale.US;
		if (!SPOKEN.contains(locale.getLanguage())) {
			return Locale.US;
		}
		if (!locale.getCountry().isEmpty()) {
			return locale;
		}
		return locale.getLanguage().equals("de") ? Locale.GERMANY : Locale.US;
	}

}

package app.accord.spelling;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Text as it is compared: small letters without accents, single spaces. */
public final class Folding {

	private Folding() {
	}

	/**
	 * Lower case, without accents, single spaces.
	 * @param text not null
	 */
	public static String fold(String text) {
		return Normalizer.normalize(text, Normalizer.Form.NFKD)
			.replaceAll("\\p{M}+", "")
			.toLowerCase(Locale.ROOT)
			.replace("ß", "ss")
			.replace("ø", "o")
			.replace("ł", "l")
			.replace("đ", "d")
			.replace("æ", "ae")
			.replace("œ", "oe")
			.replace("ı", "i")
			.replace("þ", "th")
			.replace("ð", "d")
			.replace('’', '\'')
			.replaceAll("[\\s\\p{Cf}]+", " ")
			.strip();
	}

	/**
	 * The ways in which it may be spelled, folded: without accents ({@code muller}), with
	 * umlauts written out ({@code mueller}), in Latin letters.
	 * @param text not null
	 * @return the plain one first
	 */
	public static Set<String> spellings(String text) {
		Set<String> spellings = new LinkedHashSet<>();
		String folded = fold(text);
		spellings.add(folded);
		String composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
		String writtenOut = composed.replace("ä", "ae")
			.replace("ö", "oe")
			.replace("ü", "ue")
			.replace("ø", "oe")
			.replace("å", "aa");
		if (!writtenOut.equals(composed)) {
			spellings.add(fold(writtenOut));
		}
		if (Scripts.foreign(folded)) {
			spellings.add(fold(Scripts.latin(folded)));
		}
		return spellings;
	}

}

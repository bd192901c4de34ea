package app.accord.banking;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is compared of names and of what payers write: folded words that mean something.
 */
final class Words {

	/** Legal forms, titles, and what banks and payers write around a name. */
	private static final Set<String> EMPTY = Set.of("mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "sir",
			"inc", "incorporated", "ltd", "limited", "llc", "llp", "plc", "corp", "corporation", "co", "company",
			"gmbh", "ag", "kg", "ohg", "ug", "ev", "mbh", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "oy",
			"as", "aps", "pty", "and", "und", "et", "y", "the", "bgc", "chq", "csh", "wre", "dd", "bacs", "fpi", "sepa",
			"ach", "payment", "payments", "pay", "paid", "money", "transfer", "donation", "bill", "bills", "invoice",
			"inv", "account", "acct", "customer", "ref", "reference", "no", "nr", "number", "for", "from", "to", "of",
			"zahlung", "rechnung", "ueberweisung", "uberweisung", "kunde", "kundennummer", "konto", "verwendungszweck",
			"gutschrift", "eref", "kref", "mref", "svwz", "thanks", "thank", "you");

	private Words() {
	}

	/**
	 * The words of a text in their order, lower case, without accents, without empty
	 * ones.
	 */
	static List<String> of(String text) {
		List<String> words = new ArrayList<>();
		for (String word : fold(text).split(" ")) {
			if (!word.isEmpty() && !EMPTY.contains(word)) {
				words.add(word);
			}
		}
		return words;
	}

	/** Lower case, without accents, everything but letters and digits as one space. */
	static String fold(String text) {
		if (text == null) {
			return "";
		}
		String plain = text.replace("ß", "ss")
			.replace("ø", "o")
			.replace("Ø", "O")
			.replace("ł", "l")
			.replace("Ł", "L")
			.replace("æ", "ae")
			.replace("Æ", "AE")
			.replace("đ", "d")
			.replace("Đ", "D")
			.replace("&", " and ");
		String folded = Normalizer.normalize(plain, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
		return folded.toLowerCase(Locale.ROOT)
			.replace("'", "")
			.replace("’", "")
			.replaceAll("[^\\p{L}\\p{N}]+", " ")
			.strip();
	}

	/** Whether two words are one, apart from one slip of the pen in a long word. */
	static boolean nearlyEqual(String one, String other) {
		int shorter = Math.min(one.length(), other.length());
		if (shorter < 5 || Math.abs(one.length() - other.length()) > 1) {
			return false;
		}
		int i = 0;
		while (i < shorter && one.charAt(i) == other.charAt(i)) {
			i++;
		}
		int a = one.length() - 1;
		int b = other.length() - 1;
		while (a >= i && b >= i && one.charAt(a) == other.charAt(b)) {
			a--;
			b--;
		}
		int leftOne = a - i + 1;
		int leftOther = b - i + 1;
		boolean swapped = leftOne == 2 && leftOther == 2 && one.charAt(i) == other.charAt(i + 1)
				&& one.charAt(i + 1) == other.charAt(i);
		return swapped || (leftOne <= 1 && leftOther <= 1);
	}

}

package app.accord.spelling;

import java.util.Set;

/** What stands at the end of a company's name and says little. */
public final class LegalForms {

	private static final Set<String> FORMS = Set.of("inc", "incorporated", "ltd", "limited", "llc", "llp", "lp", "plc",
			"corp", "corporation", "co", "company", "gmbh", "ag", "kg", "kgaa", "ohg", "ug", "ev", "eg", "mbh", "gbr",
			"sa", "sas", "sarl", "srl", "sl", "slu", "spa", "snc", "bv", "nv", "ab", "oy", "oyj", "as", "asa", "aps",
			"pty", "pte", "sro", "doo", "kft", "zrt", "ltda", "cv", "se", "the", "and", "und", "y", "et", "of");

	private LegalForms() {
	}

	/** Whether a folded word is a legal form, an article or an "and". */
	public static boolean contains(String word) {
		return FORMS.contains(word);
	}

}

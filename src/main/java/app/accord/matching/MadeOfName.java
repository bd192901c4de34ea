package app.accord.matching;

import java.util.LinkedHashSet;
import java.util.Set;

import app.accord.spelling.Nicknames;

/**
 * Whether an e-mail address is made of its owner's name, as companies and most people do
 * it: linh.han, lhan, hanl, linh-h, han.linh2, liz_brown of an Elizabeth. Such an address
 * says nothing that the name doesn't say.
 */
final class MadeOfName {

	private static final int SHORTEST = 2;

	private MadeOfName() {
	}

	/** Whether what stands before the @ is made of the entry's name. */
	static boolean email(Value email, Entry owner) {
		int at = email.text().indexOf('@');
		Value given = owner.value(Comparison.GIVEN);
		Value surname = owner.value(Comparison.SURNAME);
		if (at < 1 || given == null && surname == null) {
			return false;
		}
		String letters = Folding.joined(email.text().substring(0, at)).replaceAll("\\d", "");
		Set<String> givens = parts(given);
		Value middle = owner.value(Comparison.MIDDLE);
		if (middle != null) {
			for (String part : Set.copyOf(givens)) {
				givens.add(part + middle.text().charAt(0));
				givens.add(part.charAt(0) + "" + middle.text().charAt(0));
				givens.add(part + middle.text().replace(" ", ""));
			}
		}
		return made(letters, givens, parts(surname));
	}

	private static Set<String> parts(Value name) {
		Set<String> parts = new LinkedHashSet<>();
		if (name != null) {
			parts.add(name.text().replace(" ", ""));
			for (String word : name.text().split(" ")) {
				parts.add(word);
			}
		}
		return parts;
	}

	/** One of the two names stands there whole, beside it nothing or the other. */
	private static boolean made(String letters, Set<String> givens, Set<String> surnames) {
		for (String surname : surnames) {
			if (surname.length() >= SHORTEST
					&& (letters.startsWith(surname) && isGiven(letters.substring(surname.length()), givens)
							|| letters.endsWith(surname)
									&& isGiven(letters.substring(0, letters.length() - surname.length()), givens))) {
				return true;
			}
		}
		for (String given : givens) {
			if (given.length() >= SHORTEST
					&& (letters.startsWith(given) && begins(letters.substring(given.length()), surnames)
							|| letters.endsWith(given)
									&& begins(letters.substring(0, letters.length() - given.length()), surnames))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isGiven(String letters, Set<String> givens) {
		return begins(letters, givens) || givens.stream().anyMatch((given) -> Nicknames.same(letters, given));
	}

	/** Whether it is nothing, an initial, the beginning or the whole of one of them. */
	private static boolean begins(String letters, Set<String> names) {
		return letters.isEmpty() || names.stream().anyMatch((name) -> name.startsWith(letters));
	}

}

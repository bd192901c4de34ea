package app.accord.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A person's name taken apart, folded.
 *
 * @param given first given name with those written beside it; null if unknown
 * @param middle further given names; null if none
 * @param surname family name; null if unknown
 * @param generation which of several of that name: jr, sr, 2, 3 …; null if not said
 */
record PersonName(String given, String middle, String surname, String generation) {

	private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir",
			"lord", "lady", "dame", "rev", "reverend", "capt", "captain", "col", "colonel", "major", "general", "hon",
			"herr", "frau", "monsieur", "madame", "mme", "senor", "senora", "don", "dona", "earl", "earle", "baron",
			"baroness", "viscount", "marquess", "duke", "count", "countess", "baronet", "bt", "bart", "esq", "esquire",
			"phd", "md", "mba", "cbe", "obe", "mbe", "kcb", "st", "saint", "the", "of", "and", "e");

	private static final Set<String> PARTICLES = Set.of("de", "van", "von", "der", "den", "di", "da", "del", "della",
			"la", "le", "du", "dos", "des", "ter", "ten", "zu", "bin", "ibn", "al", "el", "mac", "mc", "o");

	private static final Set<String> GENERATIONS = Set.of("jr", "junior", "sr", "senior", "i", "ii", "iii", "iv", "1st",
			"2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th");

	/**
	 * From the columns of a record; the whole name fills what the parts lack.
	 * @param given may be null or blank, so may the others
	 */
	static PersonName of(String given, String middle, String surname, String full) {
		List<String> givens = parts(given);
		List<String> surnames = parts(surname);
		String generation = generation(givens);
		generation = (generation != null) ? generation : generation(surnames);
		clean(givens);
		clean(surnames);
		List<String> middles = parts(middle);
		if (full != null && !full.isBlank()) {
			PersonName whole = ofFull(full);
			generation = (generation != null) ? generation : whole.generation;
			if (givens.isEmpty() && whole.given != null) {
				givens.addAll(parts(whole.given));
				givens.removeAll(surnames);
			}
			if (surnames.isEmpty() && whole.surname != null && !givens.contains(whole.surname)) {
				surnames.addAll(parts(whole.surname));
			}
			if (middles.isEmpty() && whole.middle != null) {
				middles.addAll(parts(whole.middle));
			}
		}
		if (givens.size() > 1 && middles.isEmpty() && initials(givens)) {
			middles.addAll(givens.subList(1, givens.size()));
			givens = givens.subList(0, 1);
		}
		middles.removeAll(givens);
		middles.removeAll(surnames);
		return new PersonName(join(givens), join(middles), join(surnames), generation);
	}

	/** Given name first, unless a comma says otherwise. */
	private static PersonName ofFull(String full) {
		int comma = full.indexOf(',');
		if (comma > 0) {
			List<String> before = parts(full.substring(0, comma));
			List<String> after = parts(full.substring(comma + 1));
			boolean titled = after.stream().anyMatch(PersonName::isTitle);
			if (!titled && !after.isEmpty() && after.size() <= 3 && before.size() <= 2) {
				return new PersonName(after.getFirst(), join(after.subList(1, after.size())), join(before), null);
			}
		}
		List<String> parts = parts(full);
		String generation = (comma > 0) ? null : generation(parts);
		clean(parts);
		if (parts.isEmpty()) {
			return new PersonName(null, null, null, generation);
		}
		if (parts.size() == 1) {
			return new PersonName(parts.getFirst(), null, null, generation);
		}
		return new PersonName(parts.getFirst(), join(parts.subList(1, parts.size() - 1)), parts.getLast(), generation);
	}

	private static boolean isTitle(String word) {
		return TITLES.contains(word) || GENERATIONS.contains(word);
	}

	private static boolean initials(List<String> words) {
		return words.stream().allMatch((word) -> word.length() == 1);
	}

	private static String generation(List<String> words) {
		if (words.size() < 2 || !GENERATIONS.contains(words.getLast())) {
			return null;
		}
		return switch (words.getLast()) {
			case "jr", "junior" -> "jr";
			case "sr", "senior" -> "sr";
			case "i", "1st" -> "1";
			case "ii", "2nd" -> "2";
			case "iii", "3rd" -> "3";
			case "iv", "4th" -> "4";
			default -> words.getLast().substring(0, 1);
		};
	}

	/** Takes titles, ordinals and particles away, while something is left. */
	private static void clean(List<String> words) {
		if (words.size() == 1 && !isTitle(words.getFirst())) {
			return;
		}
		List<String> names = words.stream().filter((word) -> !isTitle(word) && !PARTICLES.contains(word)).toList();
		if (!names.isEmpty() || words.stream().allMatch(PersonName::isTitle)) {
			words.clear();
			words.addAll(names);
		}
	}

	private static List<String> parts(String text) {
		List<String> parts = new ArrayList<>();
		if (text != null) {
			for (String part : Folding.words(text).split(" ")) {
				if (!part.isEmpty() && parts.size() < 12) {
					parts.add(part);
				}
			}
		}
		return parts;
	}

	private static String join(List<String> words) {
		return words.isEmpty() ? null : String.join(" ", words);
	}

}

package app.accord.matching;

/**
 * How alike the names of two organisations are, word by word: a rare word tells more than
 * a frequent one.
 */
final class OrganisationNames {

	private OrganisationNames() {
	}

	/** The level on the ladder of {@link Comparison#NAME}. */
	static int level(Value a, Value b) {
		if (a == b || a.text().replace(" ", "").equals(b.text().replace(" ", ""))) {
			return 0;
		}
		Value[] ones = a.words();
		Value[] others = b.words();
		long used = 0;
		double common = 0;
		double allOnes = 0;
		double rarest = 0;
		for (Value one : ones) {
			double weight = weight(one);
			allOnes += weight;
			int at = find(one, others, used);
			if (at >= 0) {
				used |= 1L << at;
				common += weight;
				rarest = Math.max(rarest, weight);
			}
		}
		double allOthers = 0;
		for (Value other : others) {
			allOthers += weight(other);
		}
		double whole = common / Math.max(allOnes, allOthers);
		if (whole > 0.97) {
			return 1;
		}
		if (whole >= 0.72 || Likeness.mistyped(a, b)) {
			return 2;
		}
		if (common / Math.min(allOnes, allOthers) > 0.9 && rarest >= 3) {
			return 3;
		}
		return (whole >= 0.4 || common / Math.min(allOnes, allOthers) > 0.6) ? 4 : 5;
	}

	private static int find(Value word, Value[] words, long used) {
		int length = Math.min(words.length, 60);
		for (int i = 0; i < length; i++) {
			if (words[i] == word && (used >> i & 1) == 0) {
				return i;
			}
		}
		for (int i = 0; i < length; i++) {
			if ((used >> i & 1) == 0 && (abbreviated(word.text(), words[i].text())
					|| word.text().length() > 3 && Likeness.mistyped(word, words[i]))) {
				return i;
			}
		}
		return -1;
	}

	private static boolean abbreviated(String a, String b) {
		String brief = (a.length() < b.length()) ? a : b;
		String full = (a.length() < b.length()) ? b : a;
		return brief.length() >= 3 && full.startsWith(brief);
	}

	/** Bits that a word tells: 10 for one that nobody else has, 1 for a frequent one. */
	private static double weight(Value word) {
		double others = Math.max(1000, word.count()) / 1000.0;
		return Math.max(1, 10 - Math.log(others) / Math.log(2));
	}

}

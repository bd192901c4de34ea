package app.accord.intake;

import java.util.Arrays;
import java.util.List;

import app.accord.customer.Typed;

/** How alike two names are. */
enum NameLikeness {

	SAME, ALIKE, OTHER;

	/** Compares two whole names, whatever their order, accents and signs. */
	static NameLikeness of(String one, String other) {
		List<String> first = words(one);
		List<String> second = words(other);
		if (first.isEmpty() || second.isEmpty()) {
			return OTHER;
		}
		if (first.equals(second)) {
			return SAME;
		}
		List<String> few = (first.size() <= second.size()) ? first : second;
		List<String> many = (few == first) ? second : first;
		long found = few.stream().filter((word) -> many.stream().anyMatch((each) -> alike(word, each))).count();
		boolean strong = few.stream().anyMatch((word) -> word.length() > 2 && many.contains(word));
		return (found == few.size() && strong) ? ALIKE : OTHER;
	}

	private static List<String> words(String name) {
		return Arrays.stream(Typed.fold(name).split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> !word.isEmpty())
			.sorted()
			.toList();
	}

	/** The same, its beginning, or one letter off. */
	private static boolean alike(String one, String other) {
		return one.equals(other) || (one.length() == 1 && other.startsWith(one))
				|| (other.length() == 1 && one.startsWith(other)) || (one.length() > 3 && offByOne(one, other));
	}

	private static boolean offByOne(String one, String other) {
		String shorter = (one.length() <= other.length()) ? one : other;
		String longer = (shorter == one) ? other : one;
		if (longer.length() - shorter.length() > 1) {
			return false;
		}
		int same = 0;
		while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
			same++;
		}
		return longer.substring(Math.min(same + 1, longer.length()))
			.equals(shorter
				.substring((shorter.length() == longer.length()) ? Math.min(same + 1, shorter.length()) : same));
	}

}

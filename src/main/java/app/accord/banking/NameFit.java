package app.accord.banking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well a name fits what a payer's bank wrote: words in any order, initials, a last
 * word that was cut off, a slip of the pen. Each word that fits counts by its rarity.
 *
 * @param weight hundredths of a bit, also below zero
 * @param fitting the words that fit
 * @param missing how many words of the shorter side found none
 * @param ordered whether they stand in the same order
 */
record NameFit(int weight, List<String> fitting, int missing, boolean ordered) {

	/** Nobody named: says nothing. */
	static final NameFit NONE = new NameFit(0, List.of(), 0, true);

	private static final int STRANGER = -600;

	private static final int MISSING_WORD = -250;

	private static final int MISSING_INITIAL = -200;

	private static final int FURTHER_WORD = -60;

	private static final int OTHER_ORDER = -100;

	/** A common word still says a little more than none. */
	private static final int MOST = 1400;

	/**
	 * Compares.
	 * @param said the words of the payer's name, or of the text
	 * @param known the words of the customer's name
	 * @param strict whether {@code said} is a name alone, so that words too many count
	 * against it
	 */
	static NameFit of(List<String> said, List<String> known, Rarity rarity, boolean strict) {
		if (said.isEmpty() || known.isEmpty()) {
			return NONE;
		}
		Set<Integer> used = new HashSet<>();
		List<String> fitting = new ArrayList<>();
		List<Integer> places = new ArrayList<>();
		boolean[] found = new boolean[known.size()];
		int weight = 0;
		for (How how : How.values()) {
			for (int k = 0; k < known.size(); k++) {
				for (int s = 0; s < said.size() && !found[k]; s++) {
					if (!used.contains(s) && how.fits(said, s, known, k)) {
						found[k] = true;
						used.add(s);
						fitting.add(known.get(k));
						places.add(k * 100 + s);
						weight += how.weight(said.get(s), known.get(k), rarity);
					}
				}
			}
		}
		if (fitting.isEmpty()) {
			return new NameFit(STRANGER, fitting, known.size(), true);
		}
		boolean ordered = ordered(places);
		if (!ordered) {
			weight += OTHER_ORDER;
		}
		int missing = 0;
		int further = said.size() - used.size();
		for (int k = 0; k < known.size(); k++) {
			if (!found[k]) {
				missing++;
				boolean beyond = k == known.size() - 1 && known.size() > said.size();
				weight += beyond ? FURTHER_WORD : (known.get(k).length() == 1) ? MISSING_INITIAL : MISSING_WORD;
			}
		}
		if (strict) {
			weight += further * ((missing > 0) ? MISSING_WORD : FURTHER_WORD);
		}
		return new NameFit(weight, fitting, missing, ordered);
	}

	private static boolean ordered(List<Integer> places) {
		List<Integer> sorted = places.stream().sorted().toList();
		for (int i = 1; i < sorted.size(); i++) {
			if (sorted.get(i) % 100 < sorted.get(i - 1) % 100) {
				return false;
			}
		}
		return true;
	}

	/** How two words can be one, best first. */
	private enum How {

		EQUAL {
			@Override
			boolean fits(List<String> said, int s, List<String> known, int k) {
				return said.get(s).equals(known.get(k));
			}

			@Override
			int weight(String said, String known, Rarity rarity) {
				return Math.min(rarity.of(known), MOST);
			}
		},

		SLIP {
			@Override
			boolean fits(List<String> said, int s, List<String> known, int k) {
				return Words.nearlyEqual(said.get(s), known.get(k));
			}

			@Override
			int weight(String said, String known, Rarity rarity) {
				return Math.min(rarity.of(known), MOST) * 6 / 10;
			}
		},

		CUT {
			@Override
			boolean fits(List<String> said, int s, List<String> known, int k) {
				String one = said.get(s);
				String other = known.get(k);
				return (one.length() > 1 && s == said.size() - 1 && other.startsWith(one))
						|| (other.length() > 1 && k == known.size() - 1 && one.startsWith(other));
			}

			@Override
			int weight(String said, String known, Rarity rarity) {
				int shared = Math.min(said.length(), known.length());
				return Math.min(shared * 250, Math.min(rarity.of(known), MOST) * 9 / 10);
			}
		},

		INITIAL {
			@Override
			boolean fits(List<String> said, int s, List<String> known, int k) {
				String one = said.get(s);
				String other = known.get(k);
				return (one.length() == 1 || other.length() == 1) && one.charAt(0) == other.charAt(0);
			}

			@Override
			int weight(String said, String known, Rarity rarity) {
				return Math.min(rarity.of(known.substring(0, 1)), 300);
			}
		};

		abstract boolean fits(List<String> said, int s, List<String> known, int k);

		abstract int weight(String said, String known, Rarity rarity);

	}

}

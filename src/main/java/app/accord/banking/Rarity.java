package app.accord.banking;

/**
 * How much it says that two texts share a word: log2 of how many there are by how many
 * have it.
 */
@FunctionalInterface
interface Rarity {

	/** The weight of a word in hundredths of a bit, 0 or more. */
	int of(String word);

	/**
	 * The weight of something that {@code having} of {@code all} have, in hundredths of a
	 * bit.
	 */
	static int weight(long all, long having) {
		if (all <= 1) {
			return 0;
		}
		double share = Math.max(having, 1) / (double) all;
		return (int) Math.max(0, Math.round(-100 * Math.log(share) / Math.log(2)));
	}

}

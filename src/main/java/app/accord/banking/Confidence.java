package app.accord.banking;

import java.util.List;

/**
 * The weights of what speaks for an account, and how sure one is by them: Fellegi and
 * Sunter's sum of log2 of likelihood ratios, and by Bayes the share of each candidate
 * among all candidates and "none of our customers". Tuned on one half of the payments of
 * splink_datasets and measured on the other: see bench/README.md.
 */
final class Confidence {

	/** From here on a line is posted without a person, per 100,000. */
	static final int CERTAIN = 99_800;

	/** Of so many lines one is a stranger's money. */
	private static final int ONE_STRANGER_IN = 50;

	private static final int MOST_FOR_AMOUNT = 1200;

	private Confidence() {
	}

	/**
	 * What an amount says.
	 * @param paid what came
	 * @param owed what is expected, minor units, above zero
	 * @param exact the weight if both are equal, by how many owe as much
	 */
	static int amount(long paid, long owed, int exact) {
		if (paid == owed) {
			return Math.min(exact, MOST_FOR_AMOUNT);
		}
		long offBy = Math.abs(paid - owed) * 1000 / owed;
		return (offBy <= 10) ? 500
				: (offBy <= 30) ? 400 : (offBy <= 50) ? 300 : (offBy <= 80) ? 100 : (offBy <= 120) ? -150 : -300;
	}

	/**
	 * How likely each candidate is, per 100,000.
	 * @param weights of the candidates, hundredths of a bit
	 * @param all how many accounts there are
	 */
	static List<Integer> of(List<Integer> weights, long all) {
		double sum = Math.max(all, 1) / (double) ONE_STRANGER_IN;
		for (int weight : weights) {
			sum += Math.pow(2, weight / 100.0);
		}
		double whole = sum;
		return weights.stream()
			.map((weight) -> (int) Math.floor(Math.pow(2, weight / 100.0) / whole * 100_000))
			.toList();
	}

}

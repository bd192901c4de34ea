package app.accord.matching;

import java.util.List;

/**
 * What is thought of two records, and why.
 *
 * @param judgement what is made of it
 * @param weight odds in hundredths of a bit: 1000 is a thousand to one
 * @param reasons that add up to the weight
 * @param restated whether one only says again what the other says: the name and a
 * telephone number or e-mail are the same, and nothing that both have differs
 * @param nameOnly whether nothing but the name fits
 */
public record Opinion(Judgement judgement, int weight, List<Reason> reasons, boolean restated, boolean nameOnly) {

	/**
	 * Compares two records of one vocabulary by a model learned before.
	 * @throws IllegalArgumentException if they are of different kinds
	 */
	public static Opinion of(Entry a, Entry b, Model model) {
		return new Judging(model).of(a, b, true).orElseThrow();
	}

}

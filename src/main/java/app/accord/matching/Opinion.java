package app.accord.matching;

import java.util.List;

/**
 * What is thought of two records, and why.
 *
 * @param judgement what is made of it
 * @param weight odds in hundredths of a bit: 1000 is a thousand to one
 * @param reasons that add up to the weight
 */
public record Opinion(Judgement judgement, int weight, List<Reason> reasons) {

	/**
	 * Compares two records of one vocabulary by a model learned before.
	 * @throws IllegalArgumentException if they are of different kinds
	 */
	public static Opinion of(Entry a, Entry b, Model model) {
		if (a.kind() != model.kind() || b.kind() != model.kind()) {
			throw new IllegalArgumentException(
					"A " + model.kind() + " model can't judge a " + a.kind() + " and a " + b.kind() + ".");
		}
		Comparing comparing = new Comparing();
		comparing.compare(a, b);
		Weighing weighing = new Weighing(model);
		int weight = (int) Math.round(100 * weighing.weigh(comparing));
		return new Opinion(Judgement.of(weight, a, b, comparing), weight, weighing.reasons(a, b, comparing));
	}

}

package app.accord.matching;

import java.util.List;
import java.util.Optional;

/** Judges pair after pair by a model learned before. Not for several threads. */
public final class Judging {

	private final Model model;

	private final Weighing weighing;

	private final Comparing comparing = new Comparing();

	public Judging(Model model) {
		this.model = model;
		this.weighing = new Weighing(model);
	}

	/**
	 * Compares two records of one vocabulary.
	 * @return empty if they are not the same
	 * @throws IllegalArgumentException if they are of different kinds
	 */
	public Optional<Opinion> of(Entry a, Entry b) {
		return of(a, b, false);
	}

	Optional<Opinion> of(Entry a, Entry b, boolean different) {
		if (a.kind() != this.model.kind() || b.kind() != this.model.kind()) {
			throw new IllegalArgumentException(
					"A " + this.model.kind() + " model can't judge a " + a.kind() + " and a " + b.kind() + ".");
		}
		this.comparing.compare(a, b);
		int weight = (int) Math.round(100 * this.weighing.weigh(this.comparing));
		Judgement judgement = this.weighing.judge(weight, a, b, this.comparing);
		if (judgement == Judgement.DIFFERENT && !different) {
			return Optional.empty();
		}
		List<Reason> reasons = this.weighing.reasons(a, b, this.comparing);
		return Optional.of(new Opinion(judgement, weight, reasons, Judgement.restated(a, b, this.comparing),
				Judgement.nameOnly(this.comparing)));
	}

}

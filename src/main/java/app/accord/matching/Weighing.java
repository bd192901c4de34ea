package app.accord.matching;

import java.util.ArrayList;
import java.util.List;

/**
 * Weighs what was compared: the odds that two records are the same, in bits (one more
 * doubles them). Not for several threads.
 */
final class Weighing {

	private static final int STRANGERS = Model.PRIORS;

	private final Model model;

	private final List<Comparison> comparisons;

	private final double[][] same = new double[Comparison.COUNT][];

	private final double[][] strangers = new double[Comparison.COUNT][];

	private final double[][] household = new double[Comparison.COUNT][];

	private final double[][] neighbours = new double[Comparison.COUNT][];

	private final double[][] branches = new double[Comparison.COUNT][];

	private final double[] priors;

	private final double[] rarities = new double[Comparison.COUNT];

	/**
	 * Logarithms for the pair last weighed: same, neighbours, household, branches as in
	 * {@link Model}, and strangers.
	 */
	private final double[] last = new double[Model.PRIORS + 1];

	Weighing(Model model) {
		this.model = model;
		this.comparisons = Comparison.of(model.kind());
		for (Comparison comparison : this.comparisons) {
			int at = comparison.ordinal();
			this.same[at] = logarithms(model.same(comparison));
			this.strangers[at] = logarithms(model.strangers(comparison));
			this.household[at] = logarithms(comparison.household());
			this.neighbours[at] = logarithms(comparison.neighbours());
			this.branches[at] = logarithms(comparison.branches());
		}
		this.priors = new double[Model.PRIORS + 1];
		double strangers = 1;
		for (int which = 0; which < Model.PRIORS; which++) {
			this.priors[which] = Math.log(model.prior(which));
			strangers -= model.prior(which);
		}
		this.priors[STRANGERS] = Math.log(Math.max(1e-9, strangers));
	}

	private static double[] logarithms(double[] probabilities) {
		if (probabilities == null) {
			return null;
		}
		double[] logarithms = new double[probabilities.length];
		for (int i = 0; i < logarithms.length; i++) {
			logarithms[i] = Math.log(Math.max(1e-12, probabilities[i]));
		}
		return logarithms;
	}

	/** Odds in bits that what was compared last is the same. */
	double weigh(Comparing compared) {
		rarities(compared, this.rarities);
		return weigh(compared.levels(), this.rarities);
	}

	/**
	 * The judgement of what was compared last.
	 * @param weight odds in hundredths of a bit
	 */
	Judgement judge(int weight, Entry a, Entry b, Comparing compared) {
		int email = compared.level(Comparison.EMAIL);
		boolean similar = email > 0 && email < Comparison.EMAIL.differs();
		int solid = weight;
		if (similar && weight >= Judgement.SAME_FROM) {
			byte[] without = compared.levels().clone();
			without[Comparison.EMAIL.ordinal()] = Comparing.MISSING;
			rarities(compared, this.rarities);
			solid = Math.min(weight, (int) Math.round(100 * weigh(without, this.rarities)));
		}
		return Judgement.of(weight, solid, a, b, compared);
	}

	/**
	 * Logarithms of how likely a stranger has the value in which two records agree, by
	 * {@link Comparison#ordinal()}; above 0 where they don't agree exactly.
	 */
	void rarities(Comparing compared, double[] rarities) {
		for (Comparison comparison : this.comparisons) {
			Value agreed = compared.agreed(comparison);
			rarities[comparison.ordinal()] = (agreed != null) ? Math.log(this.model.frequency(comparison, agreed)) : 1;
		}
	}

	double weigh(byte[] levels, double[] rarities) {
		double same = this.priors[Model.SAME];
		double strangers = this.priors[STRANGERS];
		double neighbours = this.priors[Model.NEIGHBOURS];
		double household = this.priors[Model.HOUSEHOLD];
		double ofBranches = this.priors[Model.BRANCHES];
		boolean namesake = false;
		for (Comparison comparison : this.comparisons) {
			int at = comparison.ordinal();
			int level = levels[at];
			if (level < 0) {
				continue;
			}
			same += this.same[at][level];
			double stranger = (rarities[at] <= 0) ? rarities[at] : this.strangers[at][level];
			strangers += stranger;
			neighbours += (this.neighbours[at] != null) ? this.neighbours[at][level] : stranger;
			ofBranches += (this.branches[at] != null) ? this.branches[at][level] : stranger;
			if (this.household[at] != null) {
				household += this.household[at][level];
			}
			else if (level == 0 && comparison.namesake() > 0 && !namesake) {
				// Father and son don't share the birthday, and twins not the name.
				namesake = true;
				household += Math.log(Math.exp(stranger) + comparison.namesake());
			}
			else {
				household += stranger;
			}
		}
		this.last[Model.SAME] = same;
		this.last[Model.NEIGHBOURS] = neighbours;
		this.last[Model.HOUSEHOLD] = household;
		this.last[Model.BRANCHES] = ofBranches;
		this.last[STRANGERS] = strangers;
		return (same - others()) / Math.log(2);
	}

	/** Logarithm of how likely all sorts together are that are not the same. */
	private double others() {
		double most = Double.NEGATIVE_INFINITY;
		for (int which = 1; which < this.last.length; which++) {
			most = Math.max(most, this.last[which]);
		}
		double sum = 0;
		for (int which = 1; which < this.last.length; which++) {
			sum += (this.last[which] > most - 30) ? Math.exp(this.last[which] - most) : 0;
		}
		return most + Math.log(sum);
	}

	/** How likely the pair last weighed is of that sort, one of {@link Model}. */
	double likely(int which) {
		double others = others();
		double most = Math.max(this.last[Model.SAME], others);
		double all = Math.exp(this.last[Model.SAME] - most) + Math.exp(others - most);
		return Math.exp(this.last[which] - most) / all;
	}

	/** The same weight taken apart, comparison by comparison. */
	List<Reason> reasons(Entry a, Entry b, Comparing compared) {
		double whole = weigh(compared);
		List<Reason> reasons = new ArrayList<>();
		double told = (this.priors[Model.SAME] - this.priors[STRANGERS]) / Math.log(2);
		reasons.add(new Reason("Any two records", "before anything is compared", bits(told)));
		for (Comparison comparison : this.comparisons) {
			int at = comparison.ordinal();
			int level = compared.level(comparison);
			if (level < 0) {
				continue;
			}
			Value agreed = compared.agreed(comparison);
			double stranger = (this.rarities[at] <= 0) ? this.rarities[at] : this.strangers[at][level];
			double weight = (this.same[at][level] - stranger) / Math.log(2);
			told += weight;
			reasons.add(new Reason(comparison.words(), words(comparison, level, agreed, a, b), bits(weight)));
		}
		if (told - whole > 0.3) {
			reasons.add(shared(bits(whole - told)));
		}
		return reasons;
	}

	private Reason shared(int weight) {
		int likeliest = Model.NEIGHBOURS;
		for (int which : new int[] { Model.HOUSEHOLD, Model.BRANCHES }) {
			likeliest = (this.last[which] > this.last[likeliest]) ? which : likeliest;
		}
		return switch (likeliest) {
			case Model.HOUSEHOLD -> new Reason("Others of a household", "may share this too", weight);
			case Model.BRANCHES -> new Reason("Other sites of an organisation", "may share this too", weight);
			default -> new Reason("Neighbours", "share the town too", weight);
		};
	}

	private static String words(Comparison comparison, int level, Value agreed, Entry a, Entry b) {
		if (agreed == null) {
			Value one = a.value(comparison);
			Value other = b.value(comparison);
			String values = (one != null && other != null) ? " (" + plain(one) + " / " + plain(other) + ")" : "";
			return comparison.level(level) + values;
		}
		long others = Math.round(agreed.count() / 1000.0);
		String shared = (others > 2) ? ", which " + others + " have" : "";
		return comparison.level(level) + " (" + plain(agreed) + shared + ")";
	}

	private static String plain(Value value) {
		int colon = value.text().indexOf(':');
		return value.text().substring(colon + 1);
	}

	private static int bits(double weight) {
		return (int) Math.round(weight * 100);
	}

}

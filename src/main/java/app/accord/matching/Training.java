package app.accord.matching;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Learns a {@link Model} from records without being told which are the same: how often
 * strangers agree from pairs drawn at random, how often the same agree by expectation
 * maximisation (Dempster, Laird, Rubin 1977; Winkler 1988) over the pairs that blocking
 * gives. What is assumed beforehand counts as some pairs already seen. The same records
 * give the same model.
 */
final class Training {

	private static final long SEED = 20_261_122;

	/** So many pairs are drawn for each record, within these bounds. */
	private static final int DRAWN = 50;

	private static final int DRAWN_AT_LEAST = 50_000;

	private static final int DRAWN_AT_MOST = 400_000;

	private static final int LEARNED_FROM = 250_000;

	/** What is assumed of the same counts as so many pairs seen. */
	private static final int SAME_SEEN = 12;

	/** What is assumed of strangers counts as so many pairs seen. */
	private static final int STRANGERS_SEEN = 400;

	private final RecordKind kind;

	private final List<Entry> entries;

	private final byte[] side;

	private final long allPairs;

	private final List<Comparison> comparisons;

	private Sample sample;

	private double[][] drawn;

	Training(RecordKind kind, List<Entry> entries, byte[] side) {
		this.kind = kind;
		this.entries = entries;
		this.side = side;
		this.comparisons = Comparison.of(kind);
		long size = entries.size();
		long second = 0;
		if (side != null) {
			for (byte each : side) {
				second += each;
			}
		}
		this.allPairs = Math.max(1, (side != null) ? second * (size - second) : size * (size - 1) / 2);
	}

	/**
	 * Learns.
	 * @param shares what each record counts, in thousandths: less than 1000 if others are
	 * the same entity
	 */
	Model learn(Blocking blocking, int[] shares, Model before, int rounds, Progress progress) {
		Model model = (before != null) ? before : Model.assumed(this.kind, this.entries.size());
		count(model, shares);
		draw(shares);
		gather(blocking, model, progress);
		for (int round = 0; round < rounds; round++) {
			strangers(model);
			maximise(model);
		}
		return model;
	}

	/** Counts how many entities have each value. */
	private void count(Model model, int[] shares) {
		for (Comparison comparison : this.comparisons) {
			for (Entry entry : this.entries) {
				each(entry, comparison, (value) -> {
					value.count(0);
					for (Value word : value.words()) {
						word.count(0);
					}
				});
			}
		}
		for (Comparison comparison : this.comparisons) {
			long[] population = { 0 };
			for (int i = 0; i < shares.length; i++) {
				int share = shares[i];
				if (this.entries.get(i).value(comparison) != null) {
					population[0] += share;
				}
				each(this.entries.get(i), comparison, (value) -> {
					value.count(value.count() + share);
					for (Value word : value.words()) {
						word.count(word.count() + share);
					}
				});
			}
			model.population(comparison, population[0]);
		}
	}

	private interface Taker {

		void take(Value value);

	}

	private static void each(Entry entry, Comparison comparison, Taker taker) {
		Value[] several = entry.several(comparison);
		if (several != null) {
			for (Value value : several) {
				taker.take(value);
			}
		}
		else if (entry.value(comparison) != null) {
			taker.take(entry.value(comparison));
		}
	}

	/** Levels of pairs drawn at random. */
	private void draw(int[] shares) {
		this.drawn = new double[Comparison.COUNT][];
		for (Comparison comparison : this.comparisons) {
			this.drawn[comparison.ordinal()] = new double[comparison.levels()];
		}
		Comparing comparing = new Comparing();
		int size = this.entries.size();
		int most = Math.clamp((long) DRAWN * size, DRAWN_AT_LEAST, DRAWN_AT_MOST);
		if (this.allPairs <= most) {
			for (int a = 0; a < size; a++) {
				for (int b = a + 1; b < size; b++) {
					tally(comparing, a, b, shares);
				}
			}
			return;
		}
		Random random = new Random(SEED);
		for (int i = 0; i < most; i++) {
			tally(comparing, random.nextInt(size), random.nextInt(size), shares);
		}
	}

	private void tally(Comparing comparing, int a, int b, int[] shares) {
		if (a == b || this.side != null && this.side[a] == this.side[b]) {
			return;
		}
		comparing.compare(this.entries.get(a), this.entries.get(b));
		double share = shares[a] / 1000.0 * shares[b] / 1000.0;
		for (Comparison comparison : this.comparisons) {
			int level = comparing.level(comparison);
			if (level >= 0) {
				this.drawn[comparison.ordinal()][level] += share;
			}
		}
	}

	private void gather(Blocking blocking, Model model, Progress progress) {
		Sample[] samples = new Sample[blocking.parts()];
		int most = 4 * LEARNED_FROM / samples.length;
		blocking.pairs((part) -> {
			Sample of = new Sample(most);
			samples[part] = of;
			Comparing comparing = new Comparing();
			Weighing weighing = new Weighing(model);
			double[] rarities = new double[Comparison.COUNT];
			return (a, b) -> {
				int lot = Value.scramble(a * 31 + Value.scramble(b));
				if (of.wants(lot)) {
					comparing.compare(this.entries.get(a), this.entries.get(b));
					weighing.rarities(comparing, rarities);
					of.add(lot, comparing.levels(), rarities);
				}
			};
		}, progress);
		this.sample = Sample.joined(samples, LEARNED_FROM);
	}

	/** Strangers are those drawn at random, less those of them that are the same. */
	private void strangers(Model model) {
		for (Comparison comparison : this.comparisons) {
			double[] seen = this.drawn[comparison.ordinal()];
			double all = Arrays.stream(seen).sum();
			double[] assumed = comparison.strangers();
			double[] same = model.same(comparison);
			double[] strangers = model.strangers(comparison);
			double sum = 0;
			for (int level = 0; level < strangers.length; level++) {
				double rest = Math.max(0, seen[level] - all * model.prior(Model.SAME) * same[level]);
				strangers[level] = rest + STRANGERS_SEEN * assumed[level];
				sum += strangers[level];
			}
			for (int level = 0; level < strangers.length; level++) {
				strangers[level] /= sum;
			}
		}
	}

	/** One round: how likely each pair is the same, then how often the same agree. */
	private void maximise(Model model) {
		int parts = 32;
		double[][][] sums = new double[parts][][];
		IntStream.range(0, parts).parallel().forEach((part) -> sums[part] = expect(model, part, parts));
		double[][] sum = sums[0];
		for (int part = 1; part < parts; part++) {
			for (int row = 0; row < sum.length; row++) {
				for (int level = 0; level < sum[row].length; level++) {
					sum[row][level] += sums[part][row][level];
				}
			}
		}
		for (Comparison comparison : this.comparisons) {
			double[] counted = sum[comparison.ordinal()];
			double all = Arrays.stream(counted).sum() + SAME_SEEN;
			double[] same = model.same(comparison);
			for (int level = 0; level < same.length; level++) {
				same[level] = (counted[level] + SAME_SEEN * comparison.same()[level]) / all;
			}
		}
		double[] priors = sum[Comparison.COUNT];
		double size = this.entries.size();
		for (int which = 0; which < Model.PRIORS; which++) {
			if (which != Model.BRANCHES || this.kind == RecordKind.ORGANISATION) {
				model.prior(which, Math.min(0.2, (priors[which] + 0.01 * size) / (this.allPairs + size)));
			}
		}
	}

	private double[][] expect(Model model, int part, int parts) {
		Weighing weighing = new Weighing(model);
		double[][] sums = new double[Comparison.COUNT + 1][Model.PRIORS];
		for (Comparison comparison : this.comparisons) {
			sums[comparison.ordinal()] = new double[comparison.levels()];
		}
		byte[] levels = new byte[Comparison.COUNT];
		double[] rarities = new double[Comparison.COUNT];
		int to = (int) ((long) this.sample.size * (part + 1) / parts);
		for (int i = (int) ((long) this.sample.size * part / parts); i < to; i++) {
			this.sample.read(i, levels, rarities);
			weighing.weigh(levels, rarities);
			double same = nameFits(levels) ? weighing.likely(Model.SAME) : 0;
			sums[Comparison.COUNT][Model.SAME] += this.sample.each * same;
			for (int which = 1; which < Model.PRIORS; which++) {
				sums[Comparison.COUNT][which] += this.sample.each * weighing.likely(which);
			}
			if (same > 1e-6) {
				for (Comparison comparison : this.comparisons) {
					int level = levels[comparison.ordinal()];
					if (level >= 0) {
						sums[comparison.ordinal()][level] += this.sample.each * same;
					}
				}
			}
		}
		return sums;
	}

	/**
	 * Only from pairs whose name fits is learned what the same look like: else whole
	 * neighbourhoods would be taken for one.
	 */
	private boolean nameFits(byte[] levels) {
		if (this.kind == RecordKind.ORGANISATION) {
			int name = levels[Comparison.NAME.ordinal()];
			return name >= 0 && (name <= 3 || name == 4 && (levels[Comparison.PHONE.ordinal()] == 0
					|| levels[Comparison.NUMBER.ordinal()] == 0 && levels[Comparison.STREET.ordinal()] <= 1));
		}
		int given = levels[Comparison.GIVEN.ordinal()];
		int surname = levels[Comparison.SURNAME.ordinal()];
		return given < Comparison.GIVEN.differs() || surname >= 0 && surname < Comparison.SURNAME.differs();
	}

	/**
	 * Pairs that were compared, in little room: when there are too many, every other one
	 * is left out, by a lot that each pair has. So one pass is enough, however many come.
	 */
	private static final class Sample {

		private final int most;

		private byte[] levels = new byte[64 * Comparison.COUNT];

		private float[] rarities = new float[64 * Comparison.COUNT];

		private int[] lots = new int[64];

		private int size;

		/** One of so many is kept, a power of two. */
		private int each = 1;

		Sample(int most) {
			this.most = most;
		}

		boolean wants(int lot) {
			return (lot & (this.each - 1)) == 0;
		}

		void add(int lot, byte[] ofPair, double[] raritiesOfPair) {
			if (this.size == this.most) {
				thin(2 * this.each);
				if (!wants(lot)) {
					return;
				}
			}
			if (this.size == this.lots.length) {
				this.lots = Arrays.copyOf(this.lots, this.size * 2);
				this.levels = Arrays.copyOf(this.levels, this.levels.length * 2);
				this.rarities = Arrays.copyOf(this.rarities, this.rarities.length * 2);
			}
			int at = this.size * Comparison.COUNT;
			this.lots[this.size] = lot;
			System.arraycopy(ofPair, 0, this.levels, at, Comparison.COUNT);
			for (int i = 0; i < Comparison.COUNT; i++) {
				this.rarities[at + i] = (float) raritiesOfPair[i];
			}
			this.size++;
		}

		/** Keeps one of so many. */
		private void thin(int fewer) {
			this.each = fewer;
			int kept = 0;
			for (int i = 0; i < this.size; i++) {
				if (wants(this.lots[i])) {
					copy(i, this, kept++);
				}
			}
			this.size = kept;
		}

		private void copy(int pair, Sample to, int place) {
			to.lots[place] = this.lots[pair];
			System.arraycopy(this.levels, pair * Comparison.COUNT, to.levels, place * Comparison.COUNT,
					Comparison.COUNT);
			System.arraycopy(this.rarities, pair * Comparison.COUNT, to.rarities, place * Comparison.COUNT,
					Comparison.COUNT);
		}

		void read(int pair, byte[] ofPair, double[] raritiesOfPair) {
			int at = pair * Comparison.COUNT;
			System.arraycopy(this.levels, at, ofPair, 0, Comparison.COUNT);
			for (int i = 0; i < Comparison.COUNT; i++) {
				raritiesOfPair[i] = this.rarities[at + i];
			}
		}

		/** All parts together, each as thin as the thinnest, and none too many. */
		static Sample joined(Sample[] parts, int most) {
			int each = Arrays.stream(parts).mapToInt((part) -> part.each).max().orElse(1);
			while (size(parts, each) > most) {
				each *= 2;
			}
			Sample all = new Sample(most);
			all.each = each;
			all.size = size(parts, each);
			all.lots = new int[all.size];
			all.levels = new byte[all.size * Comparison.COUNT];
			all.rarities = new float[all.size * Comparison.COUNT];
			int at = 0;
			for (Sample part : parts) {
				for (int i = 0; i < part.size; i++) {
					if (all.wants(part.lots[i])) {
						part.copy(i, all, at++);
					}
				}
			}
			return all;
		}

		private static int size(Sample[] parts, int each) {
			int size = 0;
			for (Sample part : parts) {
				for (int i = 0; i < part.size; i++) {
					size += ((part.lots[i] & (each - 1)) == 0) ? 1 : 0;
				}
			}
			return size;
		}

	}

}

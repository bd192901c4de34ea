package app.accord.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the records that are the same among many: learns a model from them, compares what
 * blocking gives, judges each pair and joins the pairs to clusters.
 */
public final class Matching {

	private static final int FIRST_ROUNDS = 12;

	private static final int SECOND_ROUNDS = 8;

	/** In a long list it matters little that some of a value's records are one entity. */
	private static final int FEW = 50_000;

	private static final Comparator<MatchedPair> SUREST_FIRST = Comparator.comparing(MatchedPair::judgement)
		.thenComparing(Comparator.comparingInt(MatchedPair::weight).reversed())
		.thenComparingInt(MatchedPair::a)
		.thenComparingInt(MatchedPair::b);

	private final RecordKind kind;

	private final List<Entry> entries;

	private final byte[] side;

	private final Blocking blocking;

	private Matching(RecordKind kind, List<Entry> entries, byte[] side) {
		this.kind = kind;
		this.entries = entries;
		this.side = side;
		this.blocking = new Blocking(kind, entries, side);
	}

	/**
	 * Finds what is doubled within a list.
	 * @param entries all of that kind and of one vocabulary
	 */
	public static Matches within(RecordKind kind, List<Entry> entries) {
		return within(kind, entries, (thousandths) -> {
		});
	}

	/**
	 * The same, saying how far it is.
	 */
	public static Matches within(RecordKind kind, List<Entry> entries, Progress progress) {
		return new Matching(kind, entries, null).find(progress);
	}

	/**
	 * Finds what of one list is in another one; pairs within a list are not looked for.
	 * @param entries of both lists, the first list's first
	 * @param first how many are of the first list
	 */
	public static Matches across(RecordKind kind, List<Entry> entries, int first) {
		byte[] side = new byte[entries.size()];
		Arrays.fill(side, first, side.length, (byte) 1);
		return new Matching(kind, entries, side).find((thousandths) -> {
		});
	}

	private Matches find(Progress progress) {
		boolean few = this.entries.size() <= FEW;
		int passes = few ? 4 : 2;
		Training training = new Training(this.kind, this.entries, this.side);
		int[] shares = new int[this.entries.size()];
		Arrays.fill(shares, 1000);
		Model model = training.learn(this.blocking, shares, null, FIRST_ROUNDS, progress.part(0, passes));
		if (few) {
			// Whoever is there ten times doesn't make a name frequent: count entities.
			Clusters first = new Clusters(this.entries, model);
			first.join(judge(model, new long[1], progress.part(1, passes)), 0);
			model = training.learn(this.blocking, first.shares(), model, SECOND_ROUNDS, progress.part(2, passes));
		}
		long[] compared = new long[1];
		List<MatchedPair> pairs = judge(model, compared, progress.part(passes - 1, passes));
		Clusters clusters = new Clusters(this.entries, model);
		clusters.join(pairs.stream().filter((pair) -> pair.judgement() == Judgement.SAME).toList(), 300);
		int[] same = clusters.clusters();
		clusters.join(pairs.stream().filter((pair) -> pair.judgement() == Judgement.LIKELY).toList(), 300);
		clusters.join(pairs.stream().filter((pair) -> pair.judgement() == Judgement.MAYBE).toList(), 0);
		return new Matches(model, pairs, same, clusters.clusters(), compared[0]);
	}

	private List<MatchedPair> judge(Model model, long[] compared, Progress progress) {
		List<List<MatchedPair>> found = new ArrayList<>();
		long[] counts = new long[this.blocking.parts()];
		for (int part = 0; part < counts.length; part++) {
			found.add(new ArrayList<>());
		}
		this.blocking.pairs((part) -> {
			Comparing comparing = new Comparing();
			Weighing weighing = new Weighing(model);
			List<MatchedPair> pairs = found.get(part);
			return (a, b) -> {
				Entry one = this.entries.get(a);
				Entry other = this.entries.get(b);
				counts[part]++;
				if (Comparing.hopeless(one, other)) {
					return;
				}
				comparing.compare(one, other);
				int weight = (int) Math.round(100 * weighing.weigh(comparing));
				Judgement judgement = weighing.judge(weight, one, other, comparing);
				if (judgement != Judgement.DIFFERENT) {
					pairs.add(new MatchedPair(a, b, weight, judgement));
				}
			};
		}, progress);
		compared[0] = Arrays.stream(counts).sum();
		return found.stream().flatMap(List::stream).distinct().sorted(SUREST_FIRST).toList();
	}

}

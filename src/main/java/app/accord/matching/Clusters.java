package app.accord.matching;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins pairs to clusters, the surest first. Before two clusters are joined, their
 * members are compared across: one link alone doesn't make one person of two groups that
 * otherwise contradict each other.
 */
final class Clusters {

	/** So many members of each side are compared across. */
	private static final int ASKED = 6;

	/** One pair counts for at most so many hundredths of a bit. */
	private static final int AT_MOST = 1500;

	private final List<Entry> entries;

	private final Weighing weighing;

	private final Comparing comparing = new Comparing();

	private final int[] cluster;

	private final List<List<Integer>> members = new ArrayList<>();

	Clusters(List<Entry> entries, Model model) {
		this.entries = entries;
		this.weighing = new Weighing(model);
		this.cluster = new int[entries.size()];
		for (int i = 0; i < this.cluster.length; i++) {
			this.cluster[i] = i;
			this.members.add(null);
		}
	}

	/**
	 * Joins what these pairs join.
	 * @param pairs the surest first
	 * @param least what members must weigh on average across, in hundredths of a bit
	 */
	void join(List<MatchedPair> pairs, int least) {
		for (MatchedPair pair : pairs) {
			int one = this.cluster[pair.a()];
			int other = this.cluster[pair.b()];
			if (one != other && agree(one, other, least)) {
				List<Integer> into = membersOf(one);
				List<Integer> from = membersOf(other);
				from.forEach((member) -> this.cluster[member] = one);
				into.addAll(from);
				this.members.set(other, null);
			}
		}
	}

	/** The cluster of each record; a record alone is a cluster too. */
	int[] clusters() {
		return this.cluster.clone();
	}

	/** What each record counts if each cluster counts 1000. */
	int[] shares() {
		int[] shares = new int[this.cluster.length];
		for (int i = 0; i < shares.length; i++) {
			List<Integer> together = this.members.get(this.cluster[i]);
			shares[i] = (together == null) ? 1000 : Math.max(1, 1000 / together.size());
		}
		return shares;
	}

	private List<Integer> membersOf(int cluster) {
		List<Integer> together = this.members.get(cluster);
		if (together == null) {
			together = new ArrayList<>(List.of(cluster));
			this.members.set(cluster, together);
		}
		return together;
	}

	private boolean agree(int one, int other, int least) {
		List<Integer> ones = membersOf(one);
		List<Integer> others = membersOf(other);
		if (ones.size() == 1 && others.size() == 1) {
			return true;
		}
		long sum = 0;
		int count = 0;
		for (int i = 0; i < Math.min(ASKED, ones.size()); i++) {
			for (int j = 0; j < Math.min(ASKED, others.size()); j++) {
				Entry a = this.entries.get(ones.get(i));
				Entry b = this.entries.get(others.get(j));
				this.comparing.compare(a, b);
				int weight = (int) Math.round(100 * this.weighing.weigh(this.comparing));
				sum += Math.clamp(weight, -AT_MOST, AT_MOST);
				count++;
			}
		}
		return sum >= (long) least * count;
	}

}

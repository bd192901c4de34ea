package app.accord.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import app.accord.customer.NewCustomer;
import app.accord.duplicates.BlockingKeys;
import app.accord.duplicates.Recognised;
import app.accord.duplicates.Recognising;

/**
 * Rows of a file that were looked at before: so that a check, which writes nothing, sees
 * that a later row of the same file names the same customer.
 */
final class InFile {

	/** Beyond it the check's counts leave out what is twice in the file. */
	private static final int MOST = 300_000;

	/** What more rows share is a switchboard's. */
	private static final int SHARED_BY_MANY = 20;

	private final LikeCustomers duplicates;

	private final Map<String, Seen> byId = new HashMap<>();

	private final Map<Long, List<Seen>> byKey = new HashMap<>();

	private int rows;

	InFile(LikeCustomers duplicates) {
		this.duplicates = duplicates;
	}

	/** What the decisions will be once the rows before each are taken in. */
	List<Decision> reconsider(ImportPlan plan, List<Decision> decisions) {
		List<Recognising.Pair> pairs = new ArrayList<>();
		List<Seen> others = new ArrayList<>();
		Map<Integer, List<Integer>> ofRow = new TreeMap<>();
		Map<Integer, Seen> kept = new HashMap<>();
		List<Decision> reconsidered = new ArrayList<>(decisions);
		for (int at = 0; at < decisions.size(); at++) {
			Candidate candidate = decisions.get(at).candidate();
			if (decisions.get(at).verdict() != Verdict.NEW) {
				continue;
			}
			Seen same = (candidate.externalId() != null) ? this.byId.get(candidate.externalId()) : null;
			if (same != null) {
				reconsidered.set(at, again(candidate, same));
				continue;
			}
			NewCustomer record = candidate.readable();
			for (Seen other : sharing(record, candidate)) {
				ofRow.computeIfAbsent(at, (any) -> new ArrayList<>()).add(pairs.size());
				pairs.add(new Recognising.Pair(record, other.record));
				others.add(other);
			}
			keep(new Seen(candidate.no(), record, candidate.slots().hashCode(), candidate.externalId() != null),
					candidate);
		}
		Map<Integer, Recognised> found = pairs.isEmpty() ? Map.of() : this.duplicates.among(pairs);
		ofRow.forEach((at, some) -> some.stream()
			.filter(found::containsKey)
			.min((one, other) -> Integer.compare(found.get(other).weight(), found.get(one).weight()))
			.ifPresent(
					(best) -> reconsidered.set(at, alike(plan, decisions.get(at), others.get(best), found.get(best)))));
		return reconsidered;
	}

	private static Decision again(Candidate candidate, Seen same) {
		boolean news = same.slots != candidate.slots().hashCode();
		return new Decision(candidate, news ? Verdict.CHANGED : Verdict.SAME, null, List.of(),
				news ? "Changes what row " + same.row + " of the file says of the same id." : null);
	}

	private static Decision alike(ImportPlan plan, Decision decision, Seen other, Recognised like) {
		Candidate candidate = decision.candidate();
		boolean one = like.certain() && !(other.id && candidate.externalId() != null);
		if (!one && plan.doubtful() == ImportPlan.Doubtful.TAKE_ON) {
			return decision;
		}
		Verdict verdict = !one ? Verdict.MAYBE
				: (other.slots == candidate.slots().hashCode()) ? Verdict.SAME : Verdict.CHANGED;
		return new Decision(candidate, verdict, null, List.of(),
				(one ? "Is " : "May be ") + "the customer of row " + other.row + " of the file: " + like.why() + ".");
	}

	private Set<Seen> sharing(NewCustomer record, Candidate candidate) {
		Set<Seen> sharing = new LinkedHashSet<>();
		for (String key : BlockingKeys.lookedFor(record)) {
			sharing.addAll(this.byKey.getOrDefault(hash(key), List.of()));
		}
		for (String key : candidate.reached()) {
			List<Seen> some = this.byKey.getOrDefault(hash(key), List.of());
			sharing.addAll((some.size() <= SHARED_BY_MANY) ? some : List.of());
		}
		return sharing;
	}

	private void keep(Seen seen, Candidate candidate) {
		if (this.rows++ >= MOST) {
			return;
		}
		if (candidate.externalId() != null) {
			this.byId.put(candidate.externalId(), seen);
		}
		Set<String> keys = new LinkedHashSet<>(BlockingKeys.of(seen.record));
		keys.addAll(candidate.reached());
		for (String key : keys) {
			this.byKey.merge(hash(key), List.of(seen), InFile::both);
		}
	}

	private static List<Seen> both(List<Seen> before, List<Seen> more) {
		if (before.size() > SHARED_BY_MANY) {
			return before;
		}
		List<Seen> both = new ArrayList<>(before);
		both.addAll(more);
		return both;
	}

	/** A hash in 64 bits, in less room than the key. */
	private static long hash(String key) {
		long hash = 1125899906842597L;
		for (int i = 0; i < key.length(); i++) {
			hash = 31 * hash + key.charAt(i);
		}
		return hash;
	}

	/** A row that was looked at. */
	private static final class Seen {

		private final int row;

		private final NewCustomer record;

		private final int slots;

		private final boolean id;

		/** A row that is left to a person is not there for those after it. */
		private boolean leftOut;

		Seen(int row, NewCustomer record, int slots, boolean id) {
			this.row = row;
			this.record = record;
			this.slots = slots;
			this.id = id;
		}

	}

}

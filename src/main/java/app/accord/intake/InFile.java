package app.accord.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.customer.ContactKind;

/**
 * Rows of a file that were looked at before: so that a check, which writes nothing, sees
 * that a later row of the same file names the same customer.
 */
final class InFile {

	/** Beyond it the check's counts leave out what is twice in the file. */
	private static final int MOST = 1_000_000;

	private final Map<String, Seen> byId = new HashMap<>();

	private final Map<String, List<Seen>> byPoint = new HashMap<>();

	/** What the decision will be once the rows before it are taken in. */
	Decision reconsider(ImportPlan plan, Decision decision) {
		if (decision.verdict() != Verdict.NEW) {
			return decision;
		}
		Candidate candidate = decision.candidate();
		Seen same = (candidate.externalId() != null) ? this.byId.get(candidate.externalId()) : null;
		if (same != null) {
			boolean news = same.slots() != candidate.slots().hashCode();
			return new Decision(candidate, news ? Verdict.CHANGED : Verdict.SAME, null, List.of(),
					news ? "Changes what row " + same.row() + " of the file says of the same id." : null);
		}
		for (Candidate.Slot slot : candidate.canonical().values()) {
			List<Seen> others = (slot.canonical() != null) ? this.byPoint.getOrDefault(slot.canonical(), List.of())
					: List.of();
			for (Seen other : others) {
				Decision again = same(plan, candidate, slot, other);
				if (again != null) {
					return again;
				}
			}
		}
		Seen seen = new Seen(candidate.no(), candidate.customer().name(), candidate.slots().hashCode(),
				candidate.externalId() != null);
		if (this.byId.size() + this.byPoint.size() < MOST) {
			if (candidate.externalId() != null) {
				this.byId.put(candidate.externalId(), seen);
			}
			candidate.canonical().values().forEach((slot) -> {
				if (slot.canonical() != null) {
					List<Seen> sharing = this.byPoint.computeIfAbsent(slot.canonical(), (key) -> new ArrayList<>(1));
					if (sharing.size() < DirectoryDuplicates.SHARED_BY_MANY) {
						sharing.add(seen);
					}
				}
			});
		}
		return decision;
	}

	private static Decision same(ImportPlan plan, Candidate candidate, Candidate.Slot slot, Seen other) {
		NameLikeness likeness = NameLikeness.of(candidate.customer().name(), other.name());
		boolean one = likeness == NameLikeness.SAME && !(other.id() && candidate.externalId() != null);
		if (likeness == NameLikeness.OTHER || (!one && plan.doubtful() == ImportPlan.Doubtful.TAKE_ON)) {
			return null;
		}
		Verdict verdict = !one ? Verdict.MAYBE
				: (other.slots() == candidate.slots().hashCode()) ? Verdict.SAME : Verdict.CHANGED;
		return new Decision(candidate, verdict, null, List.of(),
				"The same " + ((slot.point().kind() == ContactKind.PHONE) ? "telephone" : "e-mail") + " and "
						+ ((likeness == NameLikeness.SAME) ? "the same" : "a like") + " name as in row " + other.row()
						+ " of the file.");
	}

	private record Seen(int row, String name, int slots, boolean id) {
	}

}

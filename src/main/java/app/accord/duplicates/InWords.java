package app.accord.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import app.accord.matching.Reason;

/** Reasons as people read them. */
final class InWords {

	private static final int MOST = 6;

	private static final int PARTS = 4;

	private InWords() {
	}

	/** The reasons that people can use: without what holds for any two. */
	static List<String> list(List<Reason> reasons) {
		return weightiest(reasons).stream().limit(MOST).map(Reason::toString).toList();
	}

	/**
	 * The same as part of a sentence: same surname and e-mail, given name nearly the same
	 * (adan / adam).
	 */
	static String sentence(List<Reason> reasons) {
		List<String> same = new ArrayList<>();
		List<String> rest = new ArrayList<>();
		for (Reason reason : weightiest(reasons)) {
			String what = reason.what().substring(0, 1).toLowerCase(Locale.ROOT) + reason.what().substring(1);
			if (reason.outcome().startsWith("the same (")) {
				same.add(what);
			}
			else if (rest.size() < PARTS && !reason.outcome().endsWith(" too")) {
				rest.add(what + " " + reason.outcome());
			}
		}
		List<String> parts = new ArrayList<>();
		if (!same.isEmpty()) {
			String last = same.removeLast();
			parts.add("same " + (same.isEmpty() ? last : String.join(", ", same) + " and " + last));
		}
		parts.addAll(rest);
		return String.join(", ", parts);
	}

	private static List<Reason> weightiest(List<Reason> reasons) {
		return reasons.stream()
			.skip(1)
			.sorted(Comparator.comparingInt((Reason reason) -> Math.abs(reason.weight())).reversed())
			.toList();
	}

}

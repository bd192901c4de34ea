package app.accord.care;

import java.time.Instant;
import java.util.List;

/**
 * A case, whole.
 *
 * @param row as in a list
 * @param description the customer's words, or null
 * @param cameBy how it came
 * @param about the number of what it is about, or null
 * @param resolution what the customer was told when it was solved; null before
 * @param answeredAt when the customer had a first answer, UTC; null: not yet
 * @param resolvedAt when it was solved, UTC; null: not yet
 * @param entries all that happened, oldest first
 * @param reopenUntil until when the customer can still say that it isn't solved, UTC;
 * null where that can't be said
 * @param version counts its changes
 */
public record CaseView(CaseRow row, String description, CameBy cameBy, String about, String resolution,
		Instant answeredAt, Instant resolvedAt, List<CaseEntry> entries, Instant reopenUntil, int version) {

	/** What the customer may see of what happened, oldest first. */
	public List<CaseEntry> forCustomer() {
		return this.entries.stream().filter(CaseEntry::forCustomer).toList();
	}

	/** The number of the newest entry: what somebody who looks at it has seen. */
	public int seen() {
		return this.entries.isEmpty() ? 0 : this.entries.getLast().no();
	}

}

package app.accord.care;

import java.time.Instant;
import java.util.Map;

/**
 * By which rules cases are dealt with.
 *
 * @param deadlines within which time, by how urgent they are
 * @param usual how urgent a kind usually is
 * @param executive the user name of who looks after what is late nevertheless; null:
 * nobody is named
 * @param setBy who set them
 * @param setAt when, UTC
 * @param reason why
 */
public record CaseRules(Map<CasePriority, Deadline> deadlines, Map<CaseKind, CasePriority> usual, String executive,
		String setBy, Instant setAt, String reason) {

	/** Within which time a case of that urgency is dealt with. */
	public Deadline of(CasePriority priority) {
		return this.deadlines.get(priority);
	}

	/** How urgent a case of that kind usually is. */
	public CasePriority of(CaseKind kind) {
		return this.usual.get(kind);
	}

}

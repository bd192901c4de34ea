package app.accord.care;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How far a case is; the words of TMF621. */
public enum CaseState {

	/** It has a number, and the customer was told; nobody has begun. */
	ACKNOWLEDGED("new", "We have it"),

	/** Somebody works on it. */
	IN_PROGRESS("in progress", "We are working on it"),

	/** It waits for the customer; the time until it must be solved stands still. */
	PENDING("waits for the customer", "We wait for your answer"),

	/** It waits for somebody else; the time runs on. */
	HELD("on hold", "We wait for somebody else"),

	/** The customer was told what was done; the customer can say that it isn't solved. */
	RESOLVED("solved", "Solved"),

	/** The customer said that it is solved, or nothing more for 14 days. */
	CLOSED("closed", "Closed"),

	/** The customer doesn't need it any more. */
	CANCELLED("cancelled", "Cancelled"),

	/** It isn't for us to solve, and the customer was told why. */
	REJECTED("turned down", "Turned down");

	/** Which state follows which. */
	static final Map<CaseState, Set<CaseState>> MOVES = new EnumMap<>(
			Map.of(ACKNOWLEDGED, Set.of(IN_PROGRESS, PENDING, HELD, RESOLVED, CANCELLED, REJECTED), IN_PROGRESS,
					Set.of(PENDING, HELD, RESOLVED, CANCELLED, REJECTED), PENDING,
					Set.of(IN_PROGRESS, HELD, RESOLVED, CANCELLED, REJECTED), HELD,
					Set.of(IN_PROGRESS, PENDING, RESOLVED, CANCELLED, REJECTED), RESOLVED, Set.of(IN_PROGRESS, CLOSED),
					CLOSED, Set.of(IN_PROGRESS), CANCELLED, Set.of(), REJECTED, Set.of()));

	/** Those in which something is still to be done. */
	static final Set<CaseState> OPEN = EnumSet.of(ACKNOWLEDGED, IN_PROGRESS, PENDING, HELD);

	private final String label;

	private final String told;

	CaseState(String label, String told) {
		this.label = label;
		this.told = told;
	}

	/** What employees read. */
	public String label() {
		return this.label;
	}

	/** What customers read. */
	public String told() {
		return this.told;
	}

	/** Whether something is still to be done. */
	public boolean open() {
		return OPEN.contains(this);
	}

	/** Whether it may become that. */
	public boolean mayBecome(CaseState next) {
		return MOVES.get(this).contains(next);
	}

}

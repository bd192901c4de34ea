package app.accord.billing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How far a payment arrangement is. */
public enum ArrangementState {

	/** The customer asked for it; nobody has answered yet. */
	REQUESTED,

	/** We did not agree. */
	DECLINED,

	/** Agreed, and paid so far as promised; what it covers is not chased. */
	KEPT,

	/** An instalment was not paid in time. */
	BROKEN,

	/** All of it is paid. */
	DONE,

	/** Ended before it was paid, by agreement. */
	CANCELLED;

	/** Which state follows which. */
	static final Map<ArrangementState, Set<ArrangementState>> MOVES = new EnumMap<>(
			Map.of(REQUESTED, Set.of(KEPT, DECLINED, CANCELLED), KEPT, Set.of(DONE, BROKEN, CANCELLED), DECLINED,
					Set.of(), BROKEN, Set.of(), DONE, Set.of(), CANCELLED, Set.of()));

	boolean mayBecome(ArrangementState next) {
		return MOVES.get(this).contains(next);
	}

}

package app.accord.billing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How far a dispute is. */
public enum DisputeState {

	/** Nobody has decided yet; the disputed part is not chased. */
	OPEN,

	/** The customer was right: a credit note takes it back. */
	UPHELD,

	/** The bill was right; the customer was told why. */
	REJECTED,

	/** The customer takes it back. */
	WITHDRAWN;

	/** Which state follows which. */
	static final Map<DisputeState, Set<DisputeState>> MOVES = new EnumMap<>(Map.of(OPEN,
			Set.of(UPHELD, REJECTED, WITHDRAWN), UPHELD, Set.of(), REJECTED, Set.of(), WITHDRAWN, Set.of()));

	boolean mayBecome(DisputeState next) {
		return MOVES.get(this).contains(next);
	}

}

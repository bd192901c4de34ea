package app.accord.dunning;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where an account stands on the ladder. */
public enum LadderState {

	/** Nothing was sent that still holds. */
	CLEAR("Nothing sent"),

	/** A reminder was sent. */
	REMINDED("Reminded"),

	/** A late fee was charged. */
	FEE_CHARGED("Late fee charged"),

	/** The services are paused. */
	RESTRICTED("Services paused"),

	/** A person is to say whether the services end. */
	END_ASKED("End to be decided"),

	/** The services were ended. */
	ENDED("Services ended");

	/** The moves. Whoever pays is back at the start from everywhere. */
	static final Map<LadderState, Set<LadderState>> MOVES = new EnumMap<>(
			Map.of(CLEAR, EnumSet.of(REMINDED, FEE_CHARGED, RESTRICTED, END_ASKED), REMINDED,
					EnumSet.of(CLEAR, REMINDED, FEE_CHARGED, RESTRICTED, END_ASKED), FEE_CHARGED,
					EnumSet.of(CLEAR, REMINDED, FEE_CHARGED, RESTRICTED, END_ASKED), RESTRICTED,
					EnumSet.of(CLEAR, REMINDED, FEE_CHARGED, RESTRICTED, END_ASKED), END_ASKED,
					EnumSet.of(CLEAR, REMINDED, FEE_CHARGED, RESTRICTED, ENDED), ENDED, EnumSet.of(CLEAR)));

	private final String label;

	LadderState(String label) {
		this.label = label;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

	boolean mayBecome(LadderState next) {
		return MOVES.get(this).contains(next);
	}

}

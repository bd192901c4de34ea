package app.accord.dunning;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a notice stands. */
public enum NoticeState {

	/** Waits for a person to agree: it would end services. */
	TO_APPROVE("To be approved"),

	/** Decided; it is checked once more when it is sent. */
	DECIDED("On its way"),

	/** Sent. */
	SENT("Sent"),

	/** Not sent after all. */
	WITHHELD("Withheld"),

	/** Sent, and taken back by a further message. */
	TAKEN_BACK("Taken back"),

	/** Left out, because this customer is spared it. */
	SKIPPED("Left out");

	/** The moves. */
	static final Map<NoticeState, Set<NoticeState>> MOVES = new EnumMap<>(
			Map.of(TO_APPROVE, EnumSet.of(DECIDED, WITHHELD), DECIDED, EnumSet.of(SENT, WITHHELD, TAKEN_BACK), SENT,
					EnumSet.of(TAKEN_BACK), WITHHELD, EnumSet.noneOf(NoticeState.class), TAKEN_BACK,
					EnumSet.noneOf(NoticeState.class), SKIPPED, EnumSet.noneOf(NoticeState.class)));

	private final String label;

	NoticeState(String label) {
		this.label = label;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

	boolean mayBecome(NoticeState next) {
		return MOVES.get(this).contains(next);
	}

}

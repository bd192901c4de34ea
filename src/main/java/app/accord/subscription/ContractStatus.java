package app.accord.subscription;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The states of a contract (TM Forum's TMF637) and the moves between them. */
public enum ContractStatus {

	/** Written down, not agreed. */
	CREATED,

	/** Agreed; starts on a day to come. */
	PENDING_ACTIVE,

	/** Provided and billed. */
	ACTIVE,

	/** Paused. */
	SUSPENDED,

	/** Ends on a day to come; provided until then. */
	PENDING_TERMINATE,

	/** Ended; final. */
	TERMINATED,

	/** Called off before it started; final. */
	CANCELLED,

	/** Could not be started; final. */
	ABORTED;

	/** Every move that there is. */
	static final Map<ContractStatus, Set<ContractStatus>> MOVES = new EnumMap<>(Map.of(CREATED,
			EnumSet.of(PENDING_ACTIVE, ACTIVE, CANCELLED, ABORTED), PENDING_ACTIVE,
			EnumSet.of(ACTIVE, CANCELLED, ABORTED), ACTIVE, EnumSet.of(SUSPENDED, PENDING_TERMINATE, TERMINATED),
			SUSPENDED, EnumSet.of(ACTIVE, PENDING_TERMINATE, TERMINATED), PENDING_TERMINATE,
			EnumSet.of(TERMINATED, ACTIVE), TERMINATED, EnumSet.noneOf(ContractStatus.class), CANCELLED,
			EnumSet.noneOf(ContractStatus.class), ABORTED, EnumSet.noneOf(ContractStatus.class)));

	/** Whether a contract in this state may move to that one. */
	public boolean mayMoveTo(ContractStatus other) {
		return MOVES.get(this).contains(other);
	}

	/** Whether nothing follows. */
	public boolean last() {
		return MOVES.get(this).isEmpty();
	}

	/** Whether the service is provided in this state. */
	public boolean running() {
		return this == ACTIVE || this == PENDING_TERMINATE;
	}

	String words() {
		return switch (this) {
			case CREATED -> "not agreed yet";
			case PENDING_ACTIVE -> "about to start";
			case PENDING_TERMINATE -> "about to end";
			case TERMINATED -> "ended";
			default -> name().toLowerCase(Locale.ROOT);
		};
	}

}

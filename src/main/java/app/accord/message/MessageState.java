package app.accord.message;

import java.util.Map;
import java.util.Set;

/** Where a message stands. */
public enum MessageState {

	/** Decided; waits for its time, or for the next try. */
	QUEUED("Waiting"),

	/** Checked and written; being handed over. */
	SENDING("Being sent"),

	/** Handed over, kept or posted. */
	SENT("Sent"),

	/** Could not be sent; a person is to see to it. */
	FAILED("Failed"),

	/** Not sent, because what it was to say did not hold any more. */
	WITHHELD("Withheld"),

	/** A letter that waits for somebody to print and post it. */
	TO_PRINT("To print");

	/**
	 * The moves. Back to QUEUED is another try; from SENDING to SENDING another node
	 * takes over after a crash.
	 */
	static final Map<MessageState, Set<MessageState>> MOVES = Map.of(QUEUED,
			Set.of(QUEUED, SENDING, FAILED, WITHHELD, TO_PRINT), SENDING,
			Set.of(SENDING, QUEUED, SENT, FAILED, WITHHELD, TO_PRINT), TO_PRINT, Set.of(SENT, WITHHELD, QUEUED), FAILED,
			Set.of(QUEUED, SENT, WITHHELD), SENT, Set.of(), WITHHELD, Set.of());

	private final String label;

	MessageState(String label) {
		this.label = label;
	}

	/** What people call it. */
	public String label() {
		return this.label;
	}

	boolean mayBecome(MessageState next) {
		return MOVES.get(this).contains(next);
	}

	/** Whether nothing more is going to happen by itself. */
	public boolean settled() {
		return this != QUEUED && this != SENDING;
	}

}

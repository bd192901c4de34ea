package app.accord.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A run that bills all accounts that are due.
 *
 * @param id its number
 * @param billDate the date of its bills; accounts whose next bill is planned by then are
 * due
 * @param state where it stands
 * @param automatic whether it approves itself
 * @param startedBy who started it
 * @param startedAt when, UTC
 * @param previewedAt when all bills were computed, or null
 * @param approvedBy who approved it, or null
 * @param approvedAt when, or null
 * @param endedAt when it was done or cancelled, or null
 * @param accounts how many accounts were due
 * @param chunks in how many parts they are worked off
 * @param chunksDone how many parts of what it is doing now are done
 */
public record BillRun(long id, LocalDate billDate, State state, boolean automatic, String startedBy, Instant startedAt,
		Instant previewedAt, String approvedBy, Instant approvedAt, Instant endedAt, int accounts, int chunks,
		int chunksDone) {

	/** How far it is with what it is doing now, 0 to 100. */
	public int percent() {
		return (this.chunks > 0) ? 100 * this.chunksDone / this.chunks : 100;
	}

	/** Whether it is at work. */
	public boolean working() {
		return this.state == State.PREVIEWING || this.state == State.RUNNING;
	}

	/** Where a run stands. */
	public enum State {

		/** The bills are computed, none is made yet. */
		PREVIEWING,

		/** All bills are computed; somebody looks at them. */
		PREVIEWED,

		/** Approved: the bills are made. */
		RUNNING,

		/** All bills are made but those that are held or failed. */
		DONE,

		/** Called off before it was approved; nothing was billed. */
		CANCELLED;

		/** Every move that there is. */
		static final Map<State, Set<State>> MOVES = new EnumMap<>(Map.of(PREVIEWING,
				EnumSet.of(PREVIEWED, RUNNING, CANCELLED), PREVIEWED, EnumSet.of(RUNNING, CANCELLED), RUNNING,
				EnumSet.of(DONE), DONE, EnumSet.noneOf(State.class), CANCELLED, EnumSet.noneOf(State.class)));

		/** Whether a run in this state may move to that one. */
		public boolean mayMoveTo(State other) {
			return MOVES.get(this).contains(other);
		}

	}

}

package app.accord.intake;

import java.time.Instant;
import java.util.List;

/**
 * A file that was handed in and what became of it.
 *
 * @param id its number
 * @param fileName the file's name
 * @param bytes its size
 * @param vcard whether it holds vCards; otherwise it is a table
 * @param header the names of its columns
 * @param plan how it is read
 * @param byItself whether it runs once it is checked, without a person
 * @param state how it stands
 * @param failure why it stopped, or null
 * @param startedBy who handed it in
 * @param receivedAt when, UTC
 * @param endedAt when it was done, UTC, or null
 * @param rowsTotal rows of the file, the header not counted; null until they were counted
 * @param rowsDone rows that have a verdict in the phase it is in
 * @param counts how many rows had which verdict so far in the phase it is in
 * @param forecast what the check said, or null
 * @param undoTotal what is to be taken back or put back
 * @param undoDone what of it was looked at
 * @param undoKept what of it stays
 * @param version counts its moves, and who took it up to work on it
 */
public record DataImport(long id, String fileName, long bytes, boolean vcard, List<String> header, ImportPlan plan,
		boolean byItself, ImportState state, String failure, String startedBy, Instant receivedAt, Instant endedAt,
		Integer rowsTotal, int rowsDone, Counts counts, Counts forecast, int undoTotal, int undoDone, int undoKept,
		int version) {

	/** How far the phase is that it is in, 0 to 100; while rows are counted, 0. */
	public int percent() {
		if (this.state == ImportState.UNDOING) {
			return (this.undoTotal > 0) ? (int) (100L * this.undoDone / this.undoTotal) : 100;
		}
		return (this.rowsTotal != null && this.rowsTotal > 0)
				? (int) Math.min(100, 100L * this.rowsDone / this.rowsTotal) : 0;
	}

	/**
	 * How many rows have which verdict: of a checked import, what would become of them.
	 */
	public Counts shown() {
		return (this.state == ImportState.CHECKED && this.forecast != null) ? this.forecast : this.counts;
	}

	/** Whether the check compared all rows of the file with each other. */
	public boolean compared() {
		return this.rowsTotal == null || this.rowsTotal <= Taking.MOST_COMPARED;
	}

	/** Where it comes from, as people call it. */
	public String source() {
		return this.plan.source();
	}

	/**
	 * Whether there is something to take back: of what was undone, what stayed then, for
	 * what it hung on may be gone.
	 */
	public boolean undoable() {
		return switch (this.state) {
			case DONE -> true;
			case FAILED -> written() > 0;
			case UNDONE -> this.undoKept > 0;
			default -> false;
		};
	}

	/** How many rows were taken in; a check takes none in. */
	public int written() {
		return (this.forecast != null && this.state != ImportState.CHECKED)
				? this.counts.fresh() + this.counts.changed() : 0;
	}

}

package app.accord.load;

import java.time.Instant;

/**
 * One loading of a file.
 *
 * @param id its number
 * @param kind what the file contains
 * @param fileName the file's name
 * @param startedBy who started it
 * @param startedAt when, UTC
 * @param endedAt when it ended, UTC, or null
 * @param failure why it ended early, or null
 * @param total rows of the file, the header not counted
 * @param read rows that have a verdict so far
 * @param loaded rows loaded
 * @param unchanged rows whose content was known already
 * @param refused rows not loaded; each has a remark
 * @param reported rows loaded or known, with a remark
 * @param state how it stands
 */
public record LoadRun(long id, LoadKind kind, String fileName, String startedBy, Instant startedAt, Instant endedAt,
		String failure, int total, int read, int loaded, int unchanged, int refused, int reported, State state) {

	/** How far it is, 0 to 100. */
	public int percent() {
		return (this.total > 0) ? (int) (100L * this.read / this.total) : 100;
	}

	/** Whether it is going on. */
	public boolean running() {
		return this.state == State.RUNNING;
	}

	/** How a run stands. */
	public enum State {

		/** Going on. */
		RUNNING,

		/** All rows have a verdict. */
		DONE,

		/** Ended early, with a reason. */
		FAILED,

		/** The program ended meanwhile; the file can be loaded again. */
		INTERRUPTED

	}

}

package app.accord.duplicates;

import java.time.Instant;

/**
 * How a comparison of customers with each other goes or went.
 *
 * @param everybody whether everybody was compared; otherwise who had changed since
 * @param phase where it is
 * @param done how many customers were read or compared so far
 * @param total of how many
 * @param pairs how many pairs were found
 * @param failure why it failed, or null
 * @param startedBy the schedule, or who pressed the button
 * @param startedAt UTC
 * @param endedAt UTC; null while it runs
 */
public record ComparisonState(boolean everybody, Phase phase, int done, int total, int pairs, String failure,
		String startedBy, Instant startedAt, Instant endedAt) {

	/** Where a comparison is. */
	public enum Phase {

		/** Records are read. */
		READING,

		/** They are compared. */
		COMPARING,

		/** What was found is written down. */
		KEEPING,

		/** It is over. */
		DONE,

		/** It broke off. */
		FAILED

	}

	/** Whether it is under way. */
	public boolean running() {
		return this.endedAt == null;
	}

	/** How much of its phase is done, of 100. */
	public int percent() {
		return (this.total == 0) ? 0 : (int) (100L * this.done / this.total);
	}

}

package app.accord.job;

import java.time.Instant;

/**
 * How a job went last.
 *
 * @param job the job
 * @param startedAt when it began last, UTC; null: never yet
 * @param endedAt when it ended, UTC; null while it runs, or when the program died in it
 * @param failure why it failed, or null
 * @param failures how often in a row
 * @param startedBy the schedule, or who pressed the button; null: never yet
 * @param due when it is due next, UTC; null where each node keeps its own time
 */
public record JobState(Job job, Instant startedAt, Instant endedAt, String failure, int failures, String startedBy,
		Instant due) {

	/** Whether it is being done now, as far as is known. */
	public boolean running() {
		return this.startedAt != null && this.endedAt == null;
	}

}

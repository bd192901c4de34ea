package app.accord.job;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Objects;

/**
 * Work that is done again and again. A module declares its jobs as beans. The work may be
 * repeated at any time and begins and ends its own transactions.
 *
 * @param name what people call it, unique
 * @param rhythm when it is due
 * @param at the time of day by the company's calendar, for {@link Rhythm#DAILY}; else
 * null
 * @param pause how long after it has ended it is done again; null if daily
 * @param work what is done
 */
public record Job(String name, Rhythm rhythm, LocalTime at, Duration pause, Runnable work) {

	public Job {
		Objects.requireNonNull(name, "A job has a name.");
		Objects.requireNonNull(rhythm, "A job has a rhythm.");
		Objects.requireNonNull(work, "A job does something.");
		if ((at != null) != (rhythm == Rhythm.DAILY) || (pause == null) != (rhythm == Rhythm.DAILY)) {
			throw new IllegalArgumentException("A daily job has a time of day, any other one a pause.");
		}
	}

	/**
	 * Once a day, by one node. A day that was missed is made up for at the next start.
	 */
	public static Job daily(String name, LocalTime at, Runnable work) {
		return new Job(name, Rhythm.DAILY, at, null, work);
	}

	/** Again and again with a pause, by one node at a time. */
	public static Job every(String name, Duration pause, Runnable work) {
		return new Job(name, Rhythm.EVERY, null, pause, work);
	}

	/**
	 * Again and again with a pause, by each node for itself: for work that the nodes
	 * share out among them row by row.
	 */
	public static Job onEveryNode(String name, Duration pause, Runnable work) {
		return new Job(name, Rhythm.ON_EVERY_NODE, null, pause, work);
	}

	/** When a job is due. */
	public enum Rhythm {

		/** Once a day, one node. */
		DAILY,

		/** With a pause in between, one node at a time. */
		EVERY,

		/** With a pause in between, on every node. */
		ON_EVERY_NODE

	}

}

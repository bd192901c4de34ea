package app.accord.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The program's clock in tests: it runs, and a test can set it forward or back. In UTC,
 * in steps of a microsecond. Each test class begins with the right time.
 */
public final class MovableClock extends Clock {

	private volatile Duration offset = Duration.ZERO;

	private volatile Instant stoppedAt;

	/**
	 * Moves the clock.
	 * @param by how far; negative goes back
	 */
	public void move(Duration by) {
		if (this.stoppedAt != null) {
			this.stoppedAt = this.stoppedAt.plus(by);
		}
		else {
			this.offset = this.offset.plus(by);
		}
	}

	/**
	 * Sets the clock and lets it run on from there.
	 * @param to what it shows now
	 */
	public void set(Instant to) {
		this.stoppedAt = null;
		this.offset = Duration.between(Clock.systemUTC().instant(), to);
	}

	/**
	 * Stops the clock.
	 * @param at what it shows until it is moved, set or reset
	 */
	public void stop(Instant at) {
		this.stoppedAt = at.truncatedTo(ChronoUnit.MICROS);
	}

	/** Gives the clock the right time, and lets it run. */
	public void reset() {
		this.stoppedAt = null;
		this.offset = Duration.ZERO;
	}

	@Override
	public Instant instant() {
		Instant stopped = this.stoppedAt;
		return (stopped != null) ? stopped
				: Clock.systemUTC().instant().plus(this.offset).truncatedTo(ChronoUnit.MICROS);
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException("The program's clock is in UTC; use BusinessCalendar for days.");
	}

}

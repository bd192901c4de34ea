package app.accord.time;

import java.time.Clock;
import java.time.ZoneId;

/** Calendars for tests that need no program. */
public final class Calendars {

	private Calendars() {
	}

	/** A calendar by that clock in that time zone. */
	public static BusinessCalendar of(Clock clock, String zone) {
		return new BusinessCalendar(clock, ZoneId.of(zone));
	}

}

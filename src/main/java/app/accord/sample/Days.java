package app.accord.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The calendar as seen from the start of the sample company: nothing happens later. */
record Days(Instant now, ZoneId zone) {

	LocalDate today() {
		return this.now.atZone(this.zone).toLocalDate();
	}

	/** That time of that day, but never after now. */
	Instant at(LocalDate day, int hour, int minute) {
		Instant wanted = day.atTime(hour, minute).atZone(this.zone).toInstant();
		return wanted.isAfter(this.now) ? this.now.minusSeconds(60) : wanted;
	}

	/** So many minutes ago. */
	Instant ago(int minutes) {
		return this.now.minus(Duration.ofMinutes(minutes));
	}

	boolean past(LocalDate day) {
		return !day.isAfter(today());
	}

}

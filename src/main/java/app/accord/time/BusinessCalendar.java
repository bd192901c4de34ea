package app.accord.time;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The company's calendar: what day it is where the company does business. Due dates, bill
 * dates and "overdue" are days of this calendar; instants are kept in UTC.
 */
@Component
public class BusinessCalendar {

	private final Clock clock;

	private final ZoneId zone;

	BusinessCalendar(Clock clock, @Value("${accord.zone:UTC}") ZoneId zone) {
		this.clock = clock;
		this.zone = zone;
	}

	/** This instant by the program's clock. */
	public Instant now() {
		return this.clock.instant();
	}

	/** Today's date in the company's time zone. */
	public LocalDate today() {
		return dayOf(now());
	}

	/** The day on which that instant falls in the company's time zone. */
	public LocalDate dayOf(Instant instant) {
		return instant.atZone(this.zone).toLocalDate();
	}

	/** The first instant of that day in the company's time zone. */
	public Instant startOf(LocalDate day) {
		return day.atStartOfDay(this.zone).toInstant();
	}

	/** The company's time zone (property {@code accord.zone}). */
	public ZoneId zone() {
		return this.zone;
	}

}

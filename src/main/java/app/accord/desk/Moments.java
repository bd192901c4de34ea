package app.accord.desk;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;

/**
 * Reads and writes moments as the fields of a page have them: in the company's time zone.
 */
@Component("deskMoments")
class Moments {

	private final BusinessCalendar calendar;

	Moments(BusinessCalendar calendar) {
		this.calendar = calendar;
	}

	/**
	 * The instant that was typed, or null where nothing was.
	 * @param field by which a sentence stands
	 */
	Instant read(String field, String typed) {
		if (typed == null || typed.isBlank()) {
			return null;
		}
		try {
			LocalDateTime moment = LocalDateTime.parse(typed.strip());
			if (moment.getYear() < 1900 || moment.getYear() >= 3000) {
				throw new Refusal(field, "Choose a day between the years 1900 and 3000.");
			}
			return moment.atZone(this.calendar.zone()).toInstant();
		}
		catch (DateTimeParseException ex) {
			throw new Refusal(field, "Choose a day and a time, or leave it empty.");
		}
	}

	/** As a field of type datetime-local has it. */
	public String field(Instant instant) {
		return (instant != null)
				? instant.atZone(this.calendar.zone()).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).toString()
				: "";
	}

	/** The time zone's name, as people read it beside a field. */
	public String zone() {
		return this.calendar.zone().getDisplayName(java.time.format.TextStyle.FULL, java.util.Locale.US);
	}

}

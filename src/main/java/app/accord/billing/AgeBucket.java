package app.accord.billing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** For how long something has been overdue. */
public enum AgeBucket {

	/** Due today or later. */
	NOT_DUE("Not due"),

	/** Overdue for 1 to 30 days. */
	DAYS_1_TO_30("1–30 days"),

	/** Overdue for 31 to 60 days. */
	DAYS_31_TO_60("31–60 days"),

	/** Overdue for 61 to 90 days. */
	DAYS_61_TO_90("61–90 days"),

	/** Overdue for more than 90 days. */
	OVER_90("Over 90 days");

	private final String label;

	AgeBucket(String label) {
		this.label = label;
	}

	/** What people read. */
	public String label() {
		return this.label;
	}

	/** The bucket of what was due on a day, as of another. */
	static AgeBucket of(LocalDate dueOn, LocalDate asOf) {
		long days = ChronoUnit.DAYS.between(dueOn, asOf);
		return (days <= 0) ? NOT_DUE
				: (days <= 30) ? DAYS_1_TO_30 : (days <= 60) ? DAYS_31_TO_60 : (days <= 90) ? DAYS_61_TO_90 : OVER_90;
	}

}

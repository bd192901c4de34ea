package app.accord.invoicing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A period of an account.
 *
 * @param from first day
 * @param to last day, included
 * @param basisDays days of the whole period of which it is all or a part
 */
record Period(LocalDate from, LocalDate to, int basisDays) {

	int days() {
		return Math.toIntExact(ChronoUnit.DAYS.between(this.from, this.to)) + 1;
	}

	boolean contains(LocalDate day) {
		return !day.isBefore(this.from) && !day.isAfter(this.to);
	}

}

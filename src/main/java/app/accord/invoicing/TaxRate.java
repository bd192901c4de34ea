package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A rate of tax.
 *
 * @param id its number
 * @param place where it holds: US-NY, DE
 * @param taxClass for which class of products
 * @param name what the bill calls it
 * @param percent for example 8.875
 * @param startsOn first day
 * @param endsOn first day on which it no longer holds; null: open
 * @param setBy who set it
 * @param setAt when, UTC
 * @param reason why, or null
 */
public record TaxRate(long id, String place, String taxClass, String name, BigDecimal percent, LocalDate startsOn,
		LocalDate endsOn, String setBy, Instant setAt, String reason) {

	/** Whether it holds on that day. */
	public boolean holdsOn(LocalDate day) {
		return !this.startsOn.isAfter(day) && (this.endsOn == null || this.endsOn.isAfter(day));
	}

}

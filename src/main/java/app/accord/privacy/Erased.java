package app.accord.privacy;

import java.time.Instant;
import java.time.LocalDate;

/**
 * That a person was erased.
 *
 * @param at when, UTC
 * @param approval the number of the request
 * @param approvedBy the second person's name
 * @param kept what the books keep, or null where there are none or their time is over
 */
public record Erased(Instant at, String approval, String approvedBy, Kept kept) {

	/**
	 * What the law wants on bills.
	 *
	 * @param name the person's
	 * @param address as it was known last, or null
	 * @param until the last day on which it is kept
	 */
	public record Kept(String name, String address, LocalDate until) {
	}

}

package app.accord.care;

/**
 * How many cases wait for somebody.
 *
 * @param mine open ones of one's own
 * @param mineLate of those, late ones
 * @param nobodys open ones without an owner
 * @param late all that are late
 * @param escalated late ones that supervisors look after
 * @param toExecutive late ones that the executive looks after
 */
public record CaseCounts(int mine, int mineLate, int nobodys, int late, int escalated, int toExecutive) {

	/** What no number is greater than: it stands for as many or more. */
	public static final int MOST = 999;

}

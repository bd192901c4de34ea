package app.accord.care;

/**
 * Which cases a list shows, and in which order.
 *
 * @param query a case, customer or other number, or words of the subject; null: all
 * @param state only in that state; null: any
 * @param kind only of that kind; null: any
 * @param owner only of that employee (user name); {@code -}: nobody's; null: any
 * @param overdue only those whose deadline has passed
 * @param onlyOpen only those with something still to be done
 * @param sort {@code due} (most urgent deadline first), {@code new} (newest first) or
 * {@code last} (what happened last first); null: due for open ones, otherwise new
 */
public record CaseFilter(String query, CaseState state, CaseKind kind, String owner, boolean overdue, boolean onlyOpen,
		String sort) {

	/** The open ones, most urgent first. */
	public static final CaseFilter OPEN = new CaseFilter(null, null, null, null, false, true, null);

}

package app.accord.care;

import java.util.List;

/**
 * What a customer asked, for who looks at all of it.
 *
 * @param all newest first
 */
public record Asked(List<CaseRow> all) {

	/**
	 * Where something is still to be done, or the customer hasn't said whether it is
	 * solved.
	 */
	public List<CaseRow> open() {
		return this.all.stream().filter(Asked::unsettled).toList();
	}

	/** The others. */
	public List<CaseRow> done() {
		return this.all.stream().filter((row) -> !unsettled(row)).toList();
	}

	private static boolean unsettled(CaseRow row) {
		return row.state().open() || row.state() == CaseState.RESOLVED;
	}

}

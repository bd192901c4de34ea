package app.accord.intake;

import java.util.List;
import java.util.Map;

/**
 * How the rows of one kind of record are judged, taken in and taken back. Each call is
 * within the caller's transaction.
 */
interface Taking {

	/** So many rows of a file are compared with each other in a check. */
	int MOST_COMPARED = 150_000;

	/** Of what. */
	ImportKind kind();

	/** Begins a check, which remembers what stood in earlier rows. */
	Check check(DataImport one);

	/**
	 * Takes rows in.
	 * @return what became of each, in any order; those without a remark have nothing to
	 * say
	 */
	List<ImportRemark> take(DataImport one, List<NumberedRow> rows);

	/**
	 * What rows have in common that must not be torn apart, or null where each stands
	 * alone.
	 */
	default String together(DataImport one, Row row) {
		return null;
	}

	/**
	 * How a row would be taken in.
	 * @throws BadRow if it would be refused
	 */
	Look.Read look(ImportPlan plan, List<String> header, Row row);

	/** How much there is to take back. */
	int made(long id);

	/** How many of them each kind of later thing hangs on; those stay. */
	Map<String, Integer> hanging(long id);

	/**
	 * Takes some of it back.
	 * @return how many were looked at and how many stay; nothing looked at: all done
	 */
	Step takeBack(DataImport one, int most);

	/** What stays of an import that was undone, and why, the first some. */
	List<Kept> kept(long id, int most);

	/** A check in progress. */
	@FunctionalInterface
	interface Check {

		/** What would become of rows, in any order. */
		List<ImportRemark> look(List<NumberedRow> rows);

	}

	/** How many were looked at, and how many of them stay. */
	record Step(int done, int kept) {
	}

	/**
	 * What stays.
	 *
	 * @param subject a customer's number or a product's code
	 * @param what in words
	 */
	record Kept(String subject, String what) {
	}

}

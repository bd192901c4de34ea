package app.accord.load;

/**
 * What became of a row.
 *
 * @param row the row
 * @param outcome loaded, known already, or not loaded
 * @param remark what to say about it, or null; a refusal always has one
 */
record Verdict(Table.Row row, Outcome outcome, String remark) {

	static Verdict refused(Table.Row row, String reason) {
		return new Verdict(row, Outcome.REFUSED, reason);
	}

	enum Outcome {

		LOADED, UNCHANGED, REFUSED

	}

}

package app.accord.intake;

/**
 * A row of a file.
 *
 * @param no its number, the header and blank rows not counted
 * @param row as it stands there
 */
record NumberedRow(int no, Row row) {

	/** What is said of it. */
	ImportRemark said(Verdict verdict, String remark, String suspect) {
		return new ImportRemark(this.no, this.row.line(), verdict, remark, suspect, CsvLine.of(this.row.fields()));
	}

	ImportRemark refused(String reason) {
		return said(Verdict.REFUSED, reason, null);
	}

}

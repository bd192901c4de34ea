package app.accord.banking;

/** Where a reader of statements puts what it finds. */
interface LineSink {

	/** A line. */
	void line(NewLine line);

	/** A row that can't be taken in, with a sentence and the row as it was, or null. */
	void refused(int rowNo, String reason, String row);

}

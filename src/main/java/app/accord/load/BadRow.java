package app.accord.load;

/** A row that is not loaded; the message is the reason in one sentence. */
class BadRow extends RuntimeException {

	BadRow(String sentence) {
		super(sentence);
	}

}

package app.accord.intake;

/** A row that can't be taken in; the message says why in one sentence. */
class BadRow extends RuntimeException {

	BadRow(String sentence) {
		super(sentence);
	}

}

package app.accord.banking;

/** A line that can't be taken in; the message says why. */
class BadLine extends RuntimeException {

	BadLine(String message) {
		super(message);
	}

}

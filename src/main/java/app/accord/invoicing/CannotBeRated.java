package app.accord.invoicing;

/** An account's bill can't be computed; the sentence says why and what to do. */
class CannotBeRated extends RuntimeException {

	private static final long serialVersionUID = 1L;

	CannotBeRated(String sentence) {
		super(sentence);
	}

}

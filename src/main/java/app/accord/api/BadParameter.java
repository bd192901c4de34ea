package app.accord.api;

import app.accord.refusal.Refusal;

/** A query parameter or header that can't be read: 400. */
class BadParameter extends Refusal {

	private static final long serialVersionUID = 1L;

	BadParameter(String parameter, String sentence) {
		super(parameter, sentence);
	}

}

package app.accord.customer;

import app.accord.refusal.Refusal;

/**
 * Thrown for text that is not a number of ours; the message is a sentence for the person
 * who typed it.
 */
public class MalformedNumber extends Refusal {

	MalformedNumber(String sentence) {
		super(sentence);
	}

}

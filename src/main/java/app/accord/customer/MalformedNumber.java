package app.accord.customer;

/**
 * Thrown for text that is not a number of ours; the message is a sentence for the person
 * who typed it.
 */
public class MalformedNumber extends IllegalArgumentException {

	MalformedNumber(String sentence) {
		super(sentence);
	}

}

package app.accord.message;

import java.util.Set;

/**
 * Is told what became of the messages of some kinds, in the transaction that notes it. If
 * it fails on a message that has gone, the message counts as sent all the same: keep it
 * small, and do what may fail in a job of your own.
 */
public interface AfterSending {

	/** The kinds that it wants to know of. */
	Set<String> kinds();

	/** The message was handed over. */
	void sent(OutgoingMessage message, Written.Letter letter);

	/**
	 * The message was withheld.
	 * @param message with {@link OutgoingMessage#mayHaveLeft()} where an earlier try may
	 * have reached the customer
	 * @param reason why
	 */
	default void withheld(OutgoingMessage message, String reason) {
	}

}

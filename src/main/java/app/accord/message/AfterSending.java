package app.accord.message;

import java.util.Set;

/**
 * Is told what became of the messages of some kinds, in the transaction that notes it.
 * Whether the message went is settled by then; the transaction only fails if telling
 * does, and is tried again.
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

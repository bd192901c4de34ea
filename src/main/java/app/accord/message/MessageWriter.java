package app.accord.message;

import java.util.Locale;
import java.util.Set;

/**
 * Writes the messages of some kinds: a bean of the module that owns them. Called just
 * before each try to send, inside a transaction, to check again whether the message is
 * still to be sent and to read its facts fresh. It may lock what it reads, must not call
 * anybody outside the database and must not change anything.
 */
public interface MessageWriter {

	/** The kinds that it writes. */
	Set<String> kinds();

	/**
	 * Writes a message, or says why it must not go any more.
	 * @param message what was decided, to whom and how it goes
	 * @param locale the customer's
	 */
	Written write(OutgoingMessage message, Locale locale);

}

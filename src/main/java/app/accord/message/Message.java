package app.accord.message;

import java.time.Instant;
import java.util.List;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;

/**
 * A message as it stands: once sent, exactly what the customer was sent.
 *
 * @param customer whose
 * @param messageId its id among the customer's
 * @param account the billing account it concerns, or null
 * @param kind what it is
 * @param state where it stands
 * @param stateSince since when, UTC
 * @param decidedAt when it was decided, UTC
 * @param nextTryAt when it is tried next, UTC; only while it waits
 * @param tries how often it was tried
 * @param mayHaveLeft whether a try ended so that nobody knows whether it arrived
 * @param problem why the last try failed or why it was withheld; else null
 * @param medium how it went or was tried last; null before
 * @param sentTo the address or number, or null
 * @param language the language it is written in, or null
 * @param subject one line; null before it was written
 * @param text as text; null before it was written
 * @param html as a page, or null
 * @param attachments the files that went with it
 * @param stated the amount it told, or null
 * @param transport what handed it over; null before
 * @param sentAt when, UTC, or null
 * @param handledBy the employee who saw to it, or null
 * @param mailId the Message-ID that every try carries
 */
public record Message(CustomerNumber customer, long messageId, AccountNumber account, String kind, MessageState state,
		Instant stateSince, Instant decidedAt, Instant nextTryAt, int tries, boolean mayHaveLeft, String problem,
		Medium medium, String sentTo, String language, String subject, String text, String html,
		List<AttachedFile> attachments, Written.Stated stated, SentBy transport, Instant sentAt, String handledBy,
		String mailId) {

	/** The subject, or what kind it is before it was written. */
	public String title() {
		if (this.subject != null) {
			return this.subject;
		}
		String words = this.kind.replace('-', ' ');
		return Character.toUpperCase(words.charAt(0)) + words.substring(1);
	}

	/** When it went, or else when it was decided, UTC. */
	public Instant at() {
		return (this.sentAt != null) ? this.sentAt : this.decidedAt;
	}

	/** Whether a person can have it tried again. */
	public boolean retriable() {
		return this.state.mayBecome(MessageState.QUEUED)
				&& (this.state != MessageState.SENDING && this.state != MessageState.QUEUED || this.tries > 0);
	}

	/** Whether it can be printed and posted instead. */
	public boolean printable() {
		return this.state == MessageState.TO_PRINT || this.state == MessageState.FAILED;
	}

	/** Whether a person can stop it. */
	public boolean stoppable() {
		return this.state != MessageState.SENDING && this.state.mayBecome(MessageState.WITHHELD);
	}

	/**
	 * A file that went with it.
	 *
	 * @param fileName its name
	 * @param contentType its media type
	 * @param bytes its size
	 * @param sha256 of its content, hex
	 */
	public record AttachedFile(String fileName, String contentType, long bytes, String sha256) {
	}

}

package app.accord.message;

import app.accord.message.Transport.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Hands over mails whose words are not kept: because they go to somebody who is no
 * customer, or hold a link that nobody but the recipient may see. All other messages go
 * through the {@link Outbox}.
 */
@Component
public class DirectMail {

	private static final Logger log = LoggerFactory.getLogger(DirectMail.class);

	private final Transport mail;

	private final Sender sender;

	private final boolean demonstration;

	DirectMail(MessageConfiguration.Transports transports, Sender sender,
			@Value("${accord.embedded:false}") boolean demonstration) {
		this.mail = transports.byMedium().get(Medium.EMAIL);
		this.sender = sender;
		this.demonstration = demonstration;
	}

	/** What became of a mail. */
	public enum Outcome {

		/** It was handed over, or may have been. */
		SENT,

		/** Nobody took it; try again later. */
		LATER,

		/** It won't be taken. */
		NEVER

	}

	/**
	 * Hands a mail over. Not to be called in a transaction.
	 * @param name the recipient's; null: nobody's
	 * @param id of what it is about, for the Message-ID
	 */
	public Outcome send(String address, String name, long id, Written.Letter letter) {
		try {
			SentBy by = this.mail.handOver(new Envelope(address, name, this.sender.newMailId(0, id), letter));
			if (by == SentBy.KEPT) {
				// In a demonstration whoever runs it may read it.
				log.info("Nothing is set up to send mail, so “{}” to {} is not sent.{}", letter.subject(), address,
						this.demonstration ? " It says:\n" + letter.text() : "");
			}
			return Outcome.SENT;
		}
		catch (DeliveryFailure ex) {
			log.debug("A mail was not handed over.", ex);
			return switch (ex.kind()) {
				case LATER -> Outcome.LATER;
				case UNCERTAIN -> Outcome.SENT;
				case NO_SUCH_RECIPIENT, REFUSED -> Outcome.NEVER;
			};
		}
	}

}

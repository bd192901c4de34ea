package app.accord.message;

import java.time.Clock;
import java.time.Instant;

import app.accord.actor.Actor;
import app.accord.customer.CustomerProfile;
import app.accord.linked.LinkedCustomers;
import app.accord.message.MessageRows.Held;
import app.accord.message.MessageRows.Key;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What employees do with messages that did not go by themselves. */
@Component
public class HandlingMessages {

	private final MessageRows rows;

	private final Sending sending;

	private final MessageNotes notes;

	private final Readers readers;

	private final Messages messages;

	private final Clock clock;

	private final LinkedCustomers linked;

	HandlingMessages(MessageRows rows, Sending sending, MessageNotes notes, Readers readers, Messages messages,
			Clock clock, LinkedCustomers linked) {
		this.linked = linked;
		this.rows = rows;
		this.sending = sending;
		this.notes = notes;
		this.readers = readers;
		this.messages = messages;
		this.clock = clock;
	}

	/**
	 * Has a message tried again, now.
	 * @throws Refusal if it has gone, was withheld or is just being sent
	 */
	@Transactional
	public void tryAgain(Actor actor, long customerId, long messageId) {
		Held held = hold(customerId, messageId);
		if (held.state() == MessageState.SENDING || !held.state().mayBecome(MessageState.QUEUED)) {
			throw new Refusal("This message is " + held.state().label().toLowerCase(java.util.Locale.ROOT)
					+ "; it can't be tried again.");
		}
		Instant now = this.clock.instant();
		this.rows.move(held, MessageState.QUEUED, null, now, held.mayHaveLeft(), held.tries(), actor.name(), now);
		this.notes.staffOnly(plain(held), actor, "Message tried again: " + subject(held), null);
	}

	/**
	 * Stops a message that has not gone.
	 * @param reason why; must be given
	 * @throws Refusal by the field reason, or if it has gone
	 */
	@Transactional
	public void stop(Actor actor, long customerId, long messageId, String reason) {
		if (reason == null || reason.isBlank()) {
			throw new Refusal("reason", "Write why it must not go.");
		}
		Held held = hold(customerId, messageId);
		if (held.state() == MessageState.SENDING || !held.state().mayBecome(MessageState.WITHHELD)) {
			throw new Refusal("This message is " + held.state().label().toLowerCase(java.util.Locale.ROOT)
					+ "; it can't be stopped.");
		}
		Instant now = this.clock.instant();
		String why = "Stopped by " + actor.name() + ": " + reason.strip();
		this.rows.move(held, MessageState.WITHHELD, why, now, held.mayHaveLeft(), held.tries(), actor.name(), now);
		this.notes.withheld(plain(held), why, actor);
	}

	/**
	 * Has a message that could not be sent written as a letter: checked again, with the
	 * facts of now, and noted as posted by that employee, who prints what is answered.
	 * @return the message as it stands: sent, or withheld because it does not hold any
	 * more
	 * @throws Refusal if there is no postal address, or if it is no letter to print
	 */
	@Transactional
	public Message print(Actor actor, long customerId, long messageId) {
		Held held = hold(customerId, messageId);
		if (!held.state().mayBecome(MessageState.SENT) || held.state() == MessageState.SENDING) {
			throw new Refusal("This message is " + held.state().label().toLowerCase(java.util.Locale.ROOT)
					+ "; there is no letter to print.");
		}
		CustomerProfile customer = this.readers.of(held.key().customerId(), held.account(), held.kind());
		Recipient recipient = Recipient.letter(customer, null);
		if (!recipient.postable()) {
			throw new Refusal("There is no postal address. Add one on the customer’s page, then print the letter.");
		}
		OutgoingMessage message = this.sending.outgoing(held, customer, recipient);
		Instant now = this.clock.instant();
		switch (this.sending.write(message)) {
			case Written.Withheld withheld -> {
				this.rows.move(held, MessageState.WITHHELD, withheld.reason(), now, held.mayHaveLeft(), held.tries(),
						actor.name(), now);
				this.notes.withheld(message, withheld.reason(), actor);
			}
			case Written.Letter letter -> {
				this.rows.write(held, Medium.POST, recipient.contactPointId(), recipient.address(), customer.language(),
						letter);
				this.rows.sent(held.key(), held.state(), held.tries(), SentBy.PRINTED, actor.name(), now);
				this.notes.sent(message, letter, SentBy.PRINTED, actor, now);
				this.notes.tellSent(message, letter);
			}
		}
		return this.messages.find(customerId, messageId).orElseThrow();
	}

	private Held hold(long customerId, long messageId) {
		return this.linked.of(customerId)
			.members()
			.stream()
			.flatMap((record) -> this.rows.hold(new Key(record, messageId)).stream())
			.findFirst()
			.orElseThrow(() -> new NotFound("There is no such message."));
	}

	private OutgoingMessage plain(Held held) {
		CustomerProfile customer = this.readers.of(held.key().customerId(), held.account(), held.kind());
		return this.sending.outgoing(held, customer, Recipient.of(customer, held.wanted()));
	}

	private static String subject(Held held) {
		return (held.subject() != null) ? held.subject() : held.kind().replace('-', ' ');
	}

}

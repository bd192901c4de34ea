package app.accord.message;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;

import org.springframework.stereotype.Component;

/** Writes into the timeline what became of messages, and tells those who want to know. */
@Component
class MessageNotes {

	private final Timeline timeline;

	private final List<AfterSending> listeners;

	private final Clock clock;

	MessageNotes(Timeline timeline, List<AfterSending> listeners, Clock clock) {
		this.timeline = timeline;
		this.listeners = listeners;
		this.clock = clock;
	}

	/** The program, writing by that medium. */
	static Actor program(Medium medium) {
		return new Actor(ActorKind.SYSTEM, "messages", "Automatic message", medium.channel());
	}

	void sent(OutgoingMessage message, Written.Letter letter, SentBy by, Actor actor, Instant at) {
		Actor sender = new Actor(actor.kind(), actor.id(), actor.name(), message.medium().channel());
		String way = message.medium().label();
		String summary = (message.toAnother() ? way + " to " + message.customer().name() + ", who pays" : way) + ": "
				+ letter.subject();
		NewInteraction entry = NewInteraction
			.contact(message.customerId(), at, InteractionKind.MESSAGE, Direction.OUT, sender, summary, letter.text())
			.because((by == SentBy.KEPT) ? "Kept here and not sent: nothing is set up to send it." : null);
		if (message.toAnother()) {
			this.timeline.record(NewInteraction.contact(message.customer().customerId(), at, InteractionKind.MESSAGE,
					Direction.OUT, sender,
					"%s about what %s owes: %s".formatted(way, message.owner().name(), letter.subject()),
					letter.text()));
		}
		Written.Stated stated = letter.stated();
		this.timeline.record(
				(stated != null) ? entry.stating(stated.account().no(), stated.amountMinor(), stated.asOf()) : entry);
	}

	/** Tells those who want to know that it has gone. */
	void tellSent(OutgoingMessage message, Written.Letter letter) {
		this.listeners.stream()
			.filter((listener) -> listener.kinds().contains(message.kind()))
			.forEach((listener) -> listener.sent(message, letter));
	}

	void withheld(OutgoingMessage message, String reason, Actor actor) {
		String summary = "Not sent: " + words(message.kind());
		staffOnly(message, actor,
				message.mayHaveLeft() ? summary + ". An earlier try may have reached the customer" : summary, reason);
		this.listeners.stream()
			.filter((listener) -> listener.kinds().contains(message.kind()))
			.forEach((listener) -> listener.withheld(message, reason));
	}

	void notSent(OutgoingMessage message, String subject, String reason, MessageState next) {
		String summary = (next == MessageState.TO_PRINT) ? "A letter waits to be printed and posted: "
				: "Could not be sent: ";
		staffOnly(message, program(message.medium()), summary + subject, reason);
	}

	void staffOnly(OutgoingMessage message, Actor actor, String summary, String reason) {
		this.timeline.record(NewInteraction
			.change(message.customerId(), this.clock.instant(), InteractionKind.MESSAGE,
					new Actor(actor.kind(), actor.id(), actor.name(),
							(actor.kind() == ActorKind.SYSTEM) ? Channel.SYSTEM : actor.channel()),
					summary)
			.because(reason)
			.forStaffOnly());
	}

	private static String words(String kind) {
		return kind.replace('-', ' ');
	}

}

package app.accord.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Reachable;
import app.accord.fault.FailPoint;
import app.accord.message.DeliveryFailure.Kind;
import app.accord.message.MessageRows.Held;
import app.accord.message.MessageRows.Key;
import app.accord.message.Transport.Envelope;
import app.accord.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due. For each message: one transaction in which this node takes it, has
 * it checked and written and keeps the words; then the handover, with no transaction
 * open; then one that notes what became of it. A node that dies in between leaves a
 * message that another one takes over when its lease has run out, checks again and hands
 * over with the same Message-ID.
 */
@Component
class Sending {

	/** For so long a message belongs to the node that took it. */
	static final Duration LEASE = Duration.ofMinutes(5);

	/** A handover that takes longer is given up; well within the lease. */
	static final Duration LONGEST_HANDOVER = Duration.ofSeconds(90);

	/** After so long it is left to a person. */
	static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

	/** When to try again after the first, second … failure; then always the last. */
	static final List<Duration> PAUSES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
			Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(6), Duration.ofHours(12));

	private static final Logger log = LoggerFactory.getLogger(Sending.class);

	private static final int BATCH = 64;

	private static final int AT_ONCE = 4;

	private final MessageRows rows;

	private final Map<String, MessageWriter> writers = new HashMap<>();

	private final MessageNotes notes;

	private final Map<Medium, Transport> transports;

	private final Customers customers;

	private final Readers readers;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Sending(MessageRows rows, List<MessageWriter> writers, MessageNotes notes,
			MessageConfiguration.Transports transports, Customers customers, Readers readers,
			TransactionTemplate transaction, Clock clock) {
		this.readers = readers;
		this.rows = rows;
		this.notes = notes;
		this.transports = transports.byMedium();
		this.customers = customers;
		this.transaction = transaction;
		this.clock = clock;
		for (MessageWriter writer : writers) {
			for (String kind : writer.kinds()) {
				if (this.writers.put(kind, writer) != null) {
					throw new IllegalStateException("Two writers write messages of the kind " + kind + ".");
				}
			}
		}
	}

	/** Sends until nothing is due any more, a few at once. */
	void sendDue() {
		for (List<Key> due = due(); !due.isEmpty(); due = due()) {
			sendAll(due);
			if (due.size() < BATCH) {
				return;
			}
		}
	}

	private List<Key> due() {
		// Nodes that look at the same moment begin at different ends.
		List<Key> due = new ArrayList<>(this.rows.due(this.clock.instant(), BATCH));
		Collections.shuffle(due);
		return due;
	}

	private void sendAll(List<Key> due) {
		if (due.size() == 1) {
			send(due.getFirst());
			return;
		}
		try (ExecutorService workers = Executors.newFixedThreadPool(Math.min(AT_ONCE, due.size()),
				Thread.ofVirtual().name("messages-", 1).factory())) {
			due.stream()
				.map((key) -> CompletableFuture.runAsync(() -> send(key), workers))
				.toList()
				.forEach(CompletableFuture::join);
		}
	}

	private void send(Key key) {
		Taken taken;
		try {
			taken = this.transaction.execute((status) -> take(key));
		}
		catch (RuntimeException ex) {
			log.warn("Message {} of {} could not be written; it is tried again.", key.messageId(),
					CustomerNumber.of(key.customerId()), ex);
			failed(key, ex);
			return;
		}
		if (taken != null) {
			FailPoint.MESSAGE_WRITTEN.reach();
			handOver(taken);
		}
	}

	/** Takes, checks and writes a message; null if there is nothing to hand over. */
	private Taken take(Key key) {
		Instant now = this.clock.instant();
		Held held = this.rows.holdDue(key, now).orElse(null);
		if (held == null) {
			return null;
		}
		if (held.state() == MessageState.SENDING) {
			// The node that took it is gone, and may have handed it over.
			held = held.left();
		}
		CustomerProfile customer = this.readers.of(key.customerId(), held.account(), held.kind());
		Recipient recipient = Recipient.of(customer, held.wanted());
		OutgoingMessage message = outgoing(held, customer, recipient);
		Written written = write(message);
		return switch (written) {
			case Written.Withheld withheld -> {
				this.rows.move(held, MessageState.WITHHELD, withheld.reason(), now, held.mayHaveLeft(), held.tries(),
						null, now);
				this.notes.withheld(message, withheld.reason(), MessageNotes.program(recipient.medium()));
				yield null;
			}
			case Written.Letter letter when !recipient.reaches() -> {
				MessageState next = recipient.postable() ? MessageState.TO_PRINT : MessageState.FAILED;
				this.rows.write(held, Medium.POST, recipient.contactPointId(), recipient.address(), customer.language(),
						letter);
				this.rows.move(held, next, recipient.missing(), now, held.mayHaveLeft(), held.tries(), null, now);
				this.notes.notSent(message, letter.subject(), recipient.missing(), next);
				yield null;
			}
			case Written.Letter letter -> {
				this.rows.sending(held, recipient.medium(), recipient.contactPointId(), recipient.address(),
						customer.language(), letter, now, LEASE);
				yield new Taken(held.inTry(), message, recipient, letter);
			}
		};
	}

	Written write(OutgoingMessage message) {
		MessageWriter writer = this.writers.get(message.kind());
		if (writer == null) {
			throw new IllegalStateException("Nobody writes messages of the kind " + message.kind() + ".");
		}
		Written written = writer.write(message, Languages.of(message.customer().language()));
		return (written instanceof Written.Letter letter && message.toAnother() && letter.html() == null)
				? letter.naming(message.owner().name()) : written;
	}

	OutgoingMessage outgoing(Held held, CustomerProfile reader, Recipient recipient) {
		CustomerProfile owner = reader.has(held.key().customerId()) ? reader
				: this.customers.read(CustomerNumber.of(held.key().customerId()));
		return new OutgoingMessage(held.key().customerId(), reader, owner, held.key().messageId(), held.account(),
				held.kind(), recipient.medium(), recipient.address(), held.parameters(), held.decidedAt(),
				held.tries() + 1, held.mayHaveLeft());
	}

	private void handOver(Taken taken) {
		SentBy by;
		try {
			by = withinBounds(taken);
		}
		catch (DeliveryFailure ex) {
			notHandedOver(taken, ex);
			return;
		}
		FailPoint.MESSAGE_HANDED_OVER.reach();
		try {
			noteSent(taken, by, true);
		}
		catch (RuntimeException ex) {
			// It has gone: it must not go again because somebody could not be told.
			log.error("Message {} of {} was sent, but what follows from it failed.", taken.held().key().messageId(),
					CustomerNumber.of(taken.held().key().customerId()), ex);
			noteSent(taken, by, false);
		}
	}

	private void noteSent(Taken taken, SentBy by, boolean telling) {
		this.transaction.executeWithoutResult((status) -> {
			Instant now = this.clock.instant();
			if (this.rows.sent(taken.held().key(), MessageState.SENDING, taken.held().tries(), by, null, now)) {
				this.notes.sent(taken.message(), taken.letter(), by, MessageNotes.program(taken.recipient().medium()),
						now);
				if (telling) {
					this.notes.tellSent(taken.message(), taken.letter());
				}
			}
		});
	}

	private SentBy withinBounds(Taken taken) {
		Transport transport = this.transports.get(taken.recipient().medium());
		Envelope envelope = new Envelope(taken.recipient().address(), taken.message().customer().name(),
				taken.held().mailId(), taken.letter());
		CompletableFuture<SentBy> handover = new CompletableFuture<>();
		Thread thread = Thread.ofVirtual().name("handover").start(() -> {
			try {
				handover.complete(transport.handOver(envelope));
			}
			catch (Throwable ex) {
				handover.completeExceptionally(ex);
			}
		});
		try {
			return handover.get(LONGEST_HANDOVER.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof DeliveryFailure failure) ? failure
					: new DeliveryFailure(Kind.LATER, String.valueOf(ex.getCause()), ex.getCause());
		}
		catch (TimeoutException ex) {
			thread.interrupt();
			throw new DeliveryFailure(Kind.UNCERTAIN, "It took too long to hand it over.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new DeliveryFailure(Kind.UNCERTAIN, "The program stopped while it was being handed over.", ex);
		}
	}

	private void notHandedOver(Taken taken, DeliveryFailure failure) {
		if (failure.kind() == Kind.NO_SUCH_RECIPIENT) {
			doesNotReach(taken, failure.getMessage());
		}
		this.transaction.executeWithoutResult((status) -> {
			Held held = taken.held();
			Instant now = this.clock.instant();
			boolean left = held.mayHaveLeft() || failure.kind() == Kind.UNCERTAIN;
			MessageState next = switch (failure.kind()) {
				case REFUSED -> MessageState.FAILED;
				// The next try takes another address, or finds that there is none.
				case NO_SUCH_RECIPIENT -> MessageState.QUEUED;
				case LATER, UNCERTAIN -> givenUp(held, now) ? MessageState.FAILED : MessageState.QUEUED;
			};
			Instant again = (failure.kind() == Kind.NO_SUCH_RECIPIENT) ? now : now.plus(pause(held.tries()));
			if (this.rows.move(held, next, failure.getMessage(), again, left, held.tries(), null, now)
					&& next == MessageState.FAILED) {
				this.notes.notSent(taken.message(), taken.letter().subject(), failure.getMessage(), next);
			}
		});
	}

	/** Could not even be written: the database or the writer failed. */
	private void failed(Key key, RuntimeException ex) {
		this.transaction.executeWithoutResult((status) -> {
			Instant now = this.clock.instant();
			this.rows.holdDue(key, now).ifPresent((held) -> {
				int tries = held.tries() + 1;
				boolean left = held.mayHaveLeft() || held.state() == MessageState.SENDING;
				MessageState next = givenUp(held, now) ? MessageState.FAILED : MessageState.QUEUED;
				this.rows.move(held, next, "It could not be written: " + ex.getMessage(), now.plus(pause(tries)), left,
						tries, null, now);
			});
		});
	}

	private void doesNotReach(Taken taken, String reason) {
		Recipient recipient = taken.recipient();
		CustomerNumber number = taken.message().customer().number();
		try {
			this.customers.read(number)
				.contactPoints()
				.stream()
				.filter((point) -> point.id() == recipient.contactPointId()
						&& recipient.address().equals(point.canonical()))
				.findFirst()
				.ifPresent((point) -> this.customers.markReachable(MessageNotes.program(recipient.medium()),
						point.owner(), point.id(), Reachable.NO, reason));
		}
		catch (Refusal ex) {
			log.debug("The contact point was removed meanwhile.", ex);
		}
	}

	private static boolean givenUp(Held held, Instant now) {
		return now.isAfter(held.notBefore().plus(GIVEN_UP_AFTER));
	}

	static Duration pause(int tries) {
		return PAUSES.get(Math.clamp(tries - 1, 0, PAUSES.size() - 1));
	}

	/** A message that this node has taken and written. */
	private record Taken(Held held, OutgoingMessage message, Recipient recipient, Written.Letter letter) {
	}

}

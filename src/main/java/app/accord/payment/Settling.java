package app.accord.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.fault.FailPoint;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.payment.Captures.Capture;
import app.accord.payment.Gateway.Charged;
import app.accord.payment.Gateway.Declined;
import app.accord.payment.Gateway.GatewayRefused;
import app.accord.payment.Gateway.GatewayUnclear;
import app.accord.payment.Gateway.Outcome;
import app.accord.payment.Gateway.Waiting;
import app.accord.payment.PaymentAttempt.State;
import app.accord.payment.PaymentAttempt.Way;
import app.accord.time.BusinessCalendar;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out what became of attempts and notes it, each in one transaction with the
 * account's lock. What the gateway says is noted once, however often and in whatever
 * order it comes in: by an answer, a report, a question or its books.
 * <p>
 * The rules: a capture that comes while its attempt is not settled is the payment. One
 * that comes after the customer was told <i>not charged</i>, or a second one, is posted
 * and given back by itself, so that what the customer was told stays true. An attempt
 * that the gateway has never heard of is declined {@link #CAN_NO_LONGER_ARRIVE} after it
 * was sent: our connection was given up after 25 s, so that nothing of it is under way by
 * then. What was rung up for an attempt is sold with its payment, or not at all.
 */
@Component
class Settling {

	/** After what time a request that has not reached the gateway never will. */
	static final Duration CAN_NO_LONGER_ARRIVE = Duration.ofMinutes(4);

	/** How long an answer may be under way before the attempt counts as abandoned. */
	static final Duration UNDER_WAY = Duration.ofSeconds(45);

	/** When an unknown one is asked about: so long after the time before. */
	static final List<Duration> ASK_AGAIN = List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(1),
			Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));

	private final PaymentAttempts attempts;

	private final Captures captures;

	private final CardRefunds refunds;

	private final TakingPayment taking;

	private final CardSales sales;

	private final Chargeable chargeable;

	private final Gateway gateway;

	private final Ledger ledger;

	private final Timeline timeline;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	private final ObjectProvider<CardSaved> cardSaved;

	private final ObjectProvider<AfterAttempt> afterAttempt;

	Settling(PaymentAttempts attempts, Captures captures, CardRefunds refunds, TakingPayment taking, CardSales sales,
			Chargeable chargeable, Gateway gateway, Ledger ledger, Timeline timeline, TransactionTemplate transaction,
			BusinessCalendar calendar, ObjectProvider<CardSaved> cardSaved, ObjectProvider<AfterAttempt> afterAttempt) {
		this.attempts = attempts;
		this.captures = captures;
		this.refunds = refunds;
		this.taking = taking;
		this.sales = sales;
		this.chargeable = chargeable;
		this.gateway = gateway;
		this.ledger = ledger;
		this.timeline = timeline;
		this.transaction = transaction;
		this.calendar = calendar;
		this.cardSaved = cardSaved;
		this.afterAttempt = afterAttempt;
	}

	/**
	 * Asks the gateway what became of an attempt that is not settled, and notes it.
	 * @return the attempt as it stands then
	 */
	PaymentAttempt find(PaymentAttempt attempt) {
		if (attempt.settled() || underWay(attempt)) {
			return attempt;
		}
		if (attempt.state() == State.CREATED) {
			// Its sending is committed before the gateway is called: this one never was.
			conclude(attempt, new Declined(DeclineCode.NOT_SENT, null));
			return again(attempt);
		}
		try {
			Optional<Outcome> outcome = this.gateway.ask(attempt);
			if (outcome.isPresent()) {
				conclude(attempt, outcome.get());
			}
			else if (canNoLongerArrive(attempt)) {
				conclude(attempt, neverArrived(this.gateway.callOff(attempt)));
			}
			else {
				doubt(attempt);
			}
		}
		catch (GatewayUnclear | GatewayRefused ex) {
			doubt(attempt);
		}
		return again(attempt);
	}

	/**
	 * Calls an attempt off, if it is the customer's turn and the gateway can still do so.
	 * @return the attempt as it stands then: charged, if the customer was faster
	 */
	PaymentAttempt callOff(PaymentAttempt attempt, DeclineCode why) {
		if (!attempt.waiting()) {
			return find(attempt);
		}
		try {
			Outcome outcome = this.gateway.callOff(attempt).orElse(new Declined(why, null));
			conclude(attempt, (outcome instanceof Declined declined && declined.code() == DeclineCode.CALLED_OFF)
					? new Declined(why, declined.card()) : outcome);
		}
		catch (GatewayUnclear | GatewayRefused ex) {
			doubt(attempt);
		}
		return again(attempt);
	}

	private Outcome neverArrived(Optional<Outcome> calledOff) {
		return calledOff.filter(Charged.class::isInstance).orElse(new Declined(DeclineCode.NOT_REACHED, null));
	}

	/** A page that never opened can't be paid on, whatever arrives where. */
	private boolean canNoLongerArrive(PaymentAttempt attempt) {
		return (attempt.way() == Way.HOSTED_PAGE && attempt.pageUrl() == null)
				|| attempt.sentAt().plus(CAN_NO_LONGER_ARRIVE).isBefore(this.calendar.now());
	}

	private boolean underWay(PaymentAttempt attempt) {
		return (attempt.state() == State.CREATED || attempt.state() == State.SENT)
				&& attempt.stateSince().plus(UNDER_WAY).isAfter(this.calendar.now());
	}

	/** Notes what the gateway says of an attempt. Not to be called in a transaction. */
	void conclude(PaymentAttempt seen, Outcome outcome) {
		this.transaction.executeWithoutResult((status) -> {
			note(seen, outcome);
			FailPoint.PAYMENT_POSTED.reach();
		});
		FailPoint.PAYMENT_CONCLUDED.reach();
		this.refunds.sendWaiting(seen.account());
	}

	/** The same within the caller's transaction, which sends refunds afterwards. */
	@Transactional(propagation = Propagation.MANDATORY)
	void note(PaymentAttempt seen, Outcome outcome) {
		LockedAccount account = this.ledger.lock(seen.account());
		PaymentAttempt attempt = again(seen);
		switch (outcome) {
			case Charged charged -> charged(attempt, account, charged);
			case Declined declined -> declined(attempt, declined);
			case Waiting waiting -> waiting(attempt, waiting);
		}
	}

	/** Nobody can tell: the program asks again by itself, a page says so. */
	void doubt(PaymentAttempt seen) {
		this.transaction.executeWithoutResult((status) -> {
			// A report may be noting at this moment what became of it.
			this.ledger.lock(seen.account());
			PaymentAttempt attempt = again(seen);
			Instant now = this.calendar.now();
			if (attempt.state() != State.SENT && attempt.state() != State.REQUIRES_ACTION) {
				return;
			}
			if (this.attempts.doubt(attempt, now, now.plus(ASK_AGAIN.getFirst()))) {
				this.timeline.record(NewInteraction.change(attempt.account().customerId(), now, InteractionKind.PAYMENT,
						attempt.starter(), "Payment " + attempt.number() + " of " + shown(attempt)
								+ " is being checked with the bank: its answer was lost"));
			}
		});
	}

	private void charged(PaymentAttempt attempt, LockedAccount account, Charged charged) {
		Instant now = this.calendar.now();
		if (this.captures.find(attempt.account().customerId(), charged.reference()).isPresent()) {
			return;
		}
		String surplus = surplus(attempt);
		PaymentAttempt sent = (attempt.state() == State.CREATED) ? sent(attempt) : attempt;
		CardOnFile card = (charged.card() != null) ? charged.card() : attempt.card();
		String label = (card != null) ? card.label() : attempt.methodLabel();
		Receipt receipt = ((surplus == null) ? this.sales.complete(attempt) : Optional.<CardSales.Sold>empty())
			.map((sold) -> this.taking.post(account, List.of(sold.charge()), charged.amount(), PaymentMethod.CARD,
					sold.order().toString(), attempt.starter()))
			.orElseGet(() -> this.taking.post(account, charged.amount(), PaymentMethod.CARD, label,
					(surplus == null && AutoPay.started(attempt))
							? this.chargeable.meant(attempt.account(), charged.amount()) : List.of(),
					attempt.starter()));
		Capture capture = new Capture(charged.reference(), attempt.attemptId(), attempt.account(), receipt.number(),
				charged.amount(), charged.at(), surplus);
		this.captures.note(capture, attempt.gateway(), now);
		if (surplus != null) {
			this.refunds.giveBack(capture, surplus);
			return;
		}
		if (!this.attempts.succeed(sent, charged.reference(), charged.card(), receipt.number(), now)) {
			throw new IllegalStateException("Payment " + attempt.number() + " was moved by somebody else meanwhile.");
		}
		if (attempt.saveCard() && charged.card() != null && charged.card().token() != null) {
			this.cardSaved.forEach((keeper) -> keeper.saved(attempt.account(), charged.card(), attempt.starter()));
		}
		told(attempt);
	}

	/** Why a capture is to be given back; null: it is the payment. */
	private static String surplus(PaymentAttempt attempt) {
		return switch (attempt.state()) {
			case SUCCEEDED -> "Charged a second time for payment " + attempt.number();
			case DECLINED -> "Charged after we had said that payment " + attempt.number() + " was not charged";
			default -> null;
		};
	}

	private void declined(PaymentAttempt attempt, Declined declined) {
		if (attempt.settled()) {
			return;
		}
		Instant now = this.calendar.now();
		if (!this.attempts.decline(attempt, declined.code(), declined.card(), now)) {
			return;
		}
		PaymentAttempt after = again(attempt);
		this.timeline
			.record(NewInteraction
				.change(attempt.account().customerId(), now, InteractionKind.PAYMENT, attempt.starter(),
						"Payment " + attempt.number() + " of " + shown(attempt) + " by "
								+ lowerFirst(after.methodLabel()) + " not charged")
				.because(DeclineWords.english(declined.code())));
		told(attempt);
	}

	private void waiting(PaymentAttempt attempt, Waiting waiting) {
		if (attempt.waiting()) {
			return;
		}
		if (attempt.state() == State.SENT || attempt.state() == State.UNKNOWN) {
			Instant until = (waiting.until() != null) ? waiting.until() : this.calendar.now().plus(Duration.ofHours(1));
			this.attempts.await(attempt, waiting, this.calendar.now(), until.plusSeconds(60));
		}
	}

	private void told(PaymentAttempt before) {
		PaymentAttempt after = again(before);
		this.afterAttempt.forEach((listener) -> listener.settled(after, before.state() == State.UNKNOWN));
	}

	private PaymentAttempt sent(PaymentAttempt attempt) {
		this.attempts.send(attempt, this.calendar.now());
		return again(attempt);
	}

	private PaymentAttempt again(PaymentAttempt attempt) {
		return this.attempts.get(attempt.account().customerId(), attempt.attemptId());
	}

	private static String shown(PaymentAttempt attempt) {
		return Amounts.show(attempt.amount());
	}

	static String lowerFirst(String label) {
		return label.startsWith("Card") ? "card" + label.substring(4) : label;
	}

	/** Who acts where nobody asked for it. */
	static Actor byItself() {
		return Actor.system("Card payments");
	}

}

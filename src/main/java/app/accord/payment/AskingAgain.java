package app.accord.payment;

import java.time.Duration;
import java.time.Instant;

import app.accord.time.BusinessCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the gateway again what became of payments and refunds that nobody knows of: after
 * five minutes, an hour, then daily for five days. After the last time a person gets
 * them. Takes care as well of what a program that died has left half way, and of payment
 * pages whose time is over.
 */
@Component
class AskingAgain {

	private static final Logger logger = LoggerFactory.getLogger(AskingAgain.class);

	private static final Duration CLAIM = Duration.ofMinutes(2);

	private static final int MOST = 200;

	private final PaymentAttempts attempts;

	private final CardRefunds refunds;

	private final Settling settling;

	private final GatewayEvents events;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	AskingAgain(PaymentAttempts attempts, CardRefunds refunds, Settling settling, GatewayEvents events,
			TransactionTemplate transaction, BusinessCalendar calendar) {
		this.attempts = attempts;
		this.refunds = refunds;
		this.settling = settling;
		this.events = events;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/** Does what is due. */
	void run() {
		Instant now = this.calendar.now();
		this.attempts.abandoned(now.minus(Settling.UNDER_WAY), MOST).forEach((one) -> safely(one, this.settling::find));
		for (PaymentAttempt attempt : this.attempts.due(now, MOST)) {
			boolean mine = Boolean.TRUE
				.equals(this.transaction.execute((status) -> this.attempts.claim(attempt, now.plus(CLAIM))));
			if (mine) {
				safely(attempt, this::ask);
			}
		}
		this.refunds.due(now, MOST).forEach((refund) -> safely(refund, this::ask));
		this.events.handleWaiting();
	}

	/** Asks at once, whatever the schedule says; counts like one of its times. */
	PaymentAttempt ask(PaymentAttempt before) {
		Instant now = this.calendar.now();
		boolean over = before.waiting() && before.expiresAt() != null && before.expiresAt().isBefore(now);
		PaymentAttempt after = over ? this.settling.callOff(before, nobodyCame(before)) : this.settling.find(before);
		this.transaction.executeWithoutResult((status) -> {
			if (after.waiting()) {
				this.attempts.askAgain(after, before.asks(), now.plus(Duration.ofMinutes(10)), null);
			}
			else if (after.state() == PaymentAttempt.State.UNKNOWN && before.state() == after.state()) {
				int asks = before.asks() + 1;
				this.attempts.askAgain(after, asks, next(now, asks), forPerson(now, asks));
			}
		});
		return after;
	}

	private static DeclineCode nobodyCame(PaymentAttempt attempt) {
		return (attempt.way() == PaymentAttempt.Way.TERMINAL) ? DeclineCode.NO_CARD : DeclineCode.LEFT_PAGE;
	}

	/** The same for a refund. */
	CardRefund ask(CardRefund before) {
		CardRefund after = this.refunds.find(before);
		if (after.state() == CardRefund.State.UNKNOWN && before.state() == after.state()) {
			int asks = before.asks() + 1;
			Instant now = this.calendar.now();
			this.refunds.askAgain(after, asks, next(now, asks), forPerson(now, asks));
		}
		return after;
	}

	private static Instant next(Instant now, int asks) {
		return (asks < Settling.ASK_AGAIN.size()) ? now.plus(Settling.ASK_AGAIN.get(asks)) : null;
	}

	private static Instant forPerson(Instant now, int asks) {
		return (asks < Settling.ASK_AGAIN.size()) ? null : now;
	}

	/** One that fails doesn't keep the others from being asked about. */
	private <T> void safely(T what, java.util.function.Consumer<T> ask) {
		try {
			ask.accept(what);
		}
		catch (RuntimeException ex) {
			logger.warn("Asking about a payment failed.", ex);
		}
	}

}

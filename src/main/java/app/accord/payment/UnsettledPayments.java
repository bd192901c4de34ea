package app.accord.payment;

import java.time.Instant;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.customer.AttemptNumber;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.payment.Gateway.Charged;
import app.accord.payment.Gateway.Declined;
import app.accord.payment.Gateway.Outcome;
import app.accord.payment.PaymentAttempt.State;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Authority;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Payments by card whose verdict is not known: for the people who find out. */
@Component
public class UnsettledPayments {

	private static final int MOST = 200;

	private final PaymentAttempts attempts;

	private final AskingAgain asking;

	private final Settling settling;

	private final CardRefunds refunds;

	private final Authority authority;

	private final Timeline timeline;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	UnsettledPayments(PaymentAttempts attempts, AskingAgain asking, Settling settling, CardRefunds refunds,
			Authority authority, Timeline timeline, TransactionTemplate transaction, BusinessCalendar calendar) {
		this.attempts = attempts;
		this.asking = asking;
		this.settling = settling;
		this.refunds = refunds;
		this.authority = authority;
		this.timeline = timeline;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/** All of them; first those that a person is to find out about. */
	public List<PaymentAttempt> list() {
		return this.attempts.unsettled(MOST);
	}

	/** Refunds to cards that the gateway has not answered for. */
	public List<CardRefund> refunds() {
		return this.refunds.unsettled(MOST);
	}

	/**
	 * Asks the gateway at once.
	 * @return the attempt as it stands then
	 * @throws NotFound if there is none of that number
	 */
	public PaymentAttempt askNow(AttemptNumber number) {
		return this.asking.ask(get(number));
	}

	/**
	 * Settles a payment by what a person found out, within the person's limit.
	 * @param charged whether the card was charged
	 * @param reference the gateway's reference of the capture, if charged
	 * @param evidence where it is seen so; kept with the attempt and in the history
	 * @throws Refusal with a sentence
	 */
	public void resolve(AttemptNumber number, boolean charged, String reference, String evidence, Actor actor) {
		Reasons.require("evidence", evidence, "Say where you see it, in a few words: it is kept with the payment.");
		if (charged && (reference == null || !reference.strip().matches("[A-Za-z0-9_.-]{4,100}"))) {
			throw new Refusal("reference",
					"Write the gateway’s reference of the charge, as it stands in its dashboard.");
		}
		PaymentAttempt attempt = get(number);
		this.transaction.executeWithoutResult((status) -> {
			PaymentAttempt now = get(number);
			if (now.state() != State.UNKNOWN) {
				throw new Refusal("Payment " + number + " is not in doubt any more.");
			}
			this.authority.require(actor, Permission.MANUAL_PAYMENT, attempt.amount());
			Instant at = this.calendar.now();
			Outcome outcome = charged ? new Charged(reference.strip(), attempt.amount(), at, null)
					: new Declined(DeclineCode.OTHER, null);
			this.settling.note(now, outcome);
			this.attempts.resolvedBy(attempt, actor, evidence.strip());
			this.timeline.record(NewInteraction
				.change(attempt.account().customerId(), at, InteractionKind.PAYMENT, actor,
						"Payment " + number + " settled by hand: " + (charged ? "charged" : "not charged"))
				.because(evidence.strip())
				.forStaffOnly());
		});
		this.refunds.sendWaiting(attempt.account());
	}

	private PaymentAttempt get(AttemptNumber number) {
		return this.attempts.find(number).orElseThrow(() -> new NotFound("There is no payment " + number + "."));
	}

}

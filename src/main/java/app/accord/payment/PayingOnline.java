package app.accord.payment;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.customer.AccountNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.payment.Gateway.Charged;
import app.accord.payment.Gateway.Declined;
import app.accord.payment.Gateway.GatewayUnclear;
import app.accord.payment.Gateway.Outcome;
import app.accord.payment.PaymentAttempt.State;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pays by card through the gateway: the attempt is noted and committed, then the gateway
 * is asked with no transaction open, then its answer is noted. An attempt whose answer is
 * not known blocks another one on its account until the gateway has said what became of
 * it; it is asked again whenever somebody looks.
 */
@Component
public class PayingOnline {

	private final PaymentAttempts attempts;

	private final TakingPayment taking;

	private final Gateway gateway;

	private final Ledger ledger;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	PayingOnline(PaymentAttempts attempts, TakingPayment taking, Gateway gateway, Ledger ledger,
			RepeatableWrites repeatable, Timeline timeline, TransactionTemplate transaction,
			BusinessCalendar calendar) {
		this.attempts = attempts;
		this.taking = taking;
		this.gateway = gateway;
		this.ledger = ledger;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/**
	 * Pays an account by card. Not to be called in a transaction.
	 * @param token the gateway's token for the card
	 * @param key the write's idempotency key: the same form sent twice is one attempt
	 * @return the attempt, with what is known of it by now
	 * @throws Refusal with a sentence: an amount that can't be, or an earlier attempt
	 * that is not settled yet
	 */
	public PaymentAttempt pay(AccountNumber account, Money amount, String token, Actor actor, String key) {
		TakingPayment.require(amount, null);
		TestCard card = TestCard.of(token);
		settleOpen(account);
		Started started = this.transaction.execute((status) -> {
			LockedAccount locked = this.ledger.lock(account);
			if (!locked.currency().equals(amount.getCurrencyUnit().getCode())) {
				throw new Refusal("amount", "This account is kept in " + locked.currency() + ".");
			}
			var answer = this.repeatable.once(account.customerId(), key,
					List.of("attempt", actor.id(), account, amount, token), Noted.class,
					() -> note(account, amount, card, actor));
			return new Started(answer.value().attemptId(), answer.repeated());
		});
		if (!started.repeated()) {
			send(find(account.customerId(), started.attemptId()), token);
		}
		return find(account.customerId(), started.attemptId());
	}

	/**
	 * An attempt of the customer as it stands, without asking the gateway.
	 * @throws NotFound if the customer has no such attempt
	 */
	public PaymentAttempt read(long customerId, UUID attemptId) {
		return find(customerId, attemptId);
	}

	/**
	 * An attempt of the customer, after asking the gateway about it if it is not settled.
	 * @throws NotFound if the customer has no such attempt
	 */
	public PaymentAttempt look(long customerId, UUID attemptId) {
		PaymentAttempt attempt = find(customerId, attemptId);
		return attempt.open() ? settle(attempt) : attempt;
	}

	/**
	 * The account's newest attempt, if any, after asking the gateway about it if it is
	 * not settled.
	 */
	public Optional<PaymentAttempt> latest(AccountNumber account) {
		return this.attempts.newest(account, 1)
			.stream()
			.findFirst()
			.map((attempt) -> attempt.open() ? settle(attempt) : attempt);
	}

	/**
	 * The account's attempt whose outcome is not known yet, if there is one, without
	 * asking the gateway.
	 */
	public Optional<PaymentAttempt> open(AccountNumber account) {
		return this.attempts.open(account);
	}

	private Noted note(AccountNumber account, Money amount, TestCard card, Actor actor) {
		this.attempts.open(account).ifPresent((open) -> {
			throw new Refusal("A payment of " + Amounts.show(open.amount(), Locale.US)
					+ " is being checked with the bank. Please don’t pay again; we tell you here what became of it.");
		});
		PaymentAttempt attempt = new PaymentAttempt(UUID.randomUUID(), account, amount, State.CREATED,
				"Card •••• " + card.lastFour(), null, this.calendar.now(), null);
		this.attempts.create(attempt, actor);
		return new Noted(attempt.attemptId());
	}

	private void send(PaymentAttempt created, String token) {
		boolean mine = Boolean.TRUE.equals(this.transaction
			.execute((status) -> this.attempts.move(created, State.SENT, this.calendar.now(), null, null, null)));
		if (!mine) {
			// Somebody who looked meanwhile has given it up: it must not be charged any
			// more.
			return;
		}
		PaymentAttempt sent = find(created.account().customerId(), created.attemptId());
		try {
			conclude(sent, this.gateway.charge(sent.attemptId(), sent.amount(), token));
		}
		catch (GatewayUnclear ex) {
			this.transaction.executeWithoutResult((status) -> {
				Instant now = this.calendar.now();
				if (this.attempts.move(sent, State.UNKNOWN, now, null, null, null)) {
					this.timeline
						.record(NewInteraction.change(sent.account().customerId(), now, InteractionKind.PAYMENT,
								this.attempts.starter(sent), "Payment of " + Amounts.show(sent.amount(), Locale.US)
										+ " is being checked with the bank: its answer was lost"));
				}
			});
		}
	}

	private void settleOpen(AccountNumber account) {
		this.attempts.open(account).ifPresent(this::settle);
	}

	/**
	 * Asks the gateway what became of an attempt. One that it never heard of was not
	 * charged.
	 */
	private PaymentAttempt settle(PaymentAttempt attempt) {
		boolean justStarted = attempt.state() != State.UNKNOWN
				&& attempt.createdAt().plusSeconds(30).isAfter(this.calendar.now());
		if (!justStarted) {
			try {
				conclude(attempt, this.gateway.ask(attempt.attemptId())
					.orElse(new Declined("The payment did not reach the bank.")));
			}
			catch (GatewayUnclear ex) {
				return attempt;
			}
		}
		return find(attempt.account().customerId(), attempt.attemptId());
	}

	private void conclude(PaymentAttempt attempt, Outcome outcome) {
		this.transaction.executeWithoutResult((status) -> {
			LockedAccount account = this.ledger.lock(attempt.account());
			PaymentAttempt now = find(attempt.account().customerId(), attempt.attemptId());
			if (!now.open()) {
				return;
			}
			Actor actor = this.attempts.starter(now);
			switch (outcome) {
				case Charged charged -> succeed(now, account, charged, actor);
				case Declined declined -> decline(now, declined, actor);
			}
		});
	}

	private void succeed(PaymentAttempt attempt, LockedAccount account, Charged charged, Actor actor) {
		PaymentAttempt sent = (attempt.state() == State.CREATED) ? moved(attempt, State.SENT) : attempt;
		Receipt receipt = this.taking.post(account, attempt.amount(), PaymentMethod.CARD, attempt.methodLabel(), actor);
		this.attempts.move(sent, State.SUCCEEDED, this.calendar.now(), charged.reference(), null, receipt.number());
	}

	private void decline(PaymentAttempt attempt, Declined declined, Actor actor) {
		Instant now = this.calendar.now();
		this.attempts.move(attempt, State.DECLINED, now, null, declined.reason(), null);
		this.timeline.record(NewInteraction
			.change(attempt.account().customerId(), now, InteractionKind.PAYMENT, actor,
					"Payment of " + Amounts.show(attempt.amount(), Locale.US) + " by "
							+ attempt.methodLabel().toLowerCase(Locale.ROOT) + " not charged")
			.because(declined.reason()));
	}

	private PaymentAttempt moved(PaymentAttempt attempt, State next) {
		this.attempts.move(attempt, next, this.calendar.now(), null, null, null);
		return find(attempt.account().customerId(), attempt.attemptId());
	}

	private PaymentAttempt find(long customerId, UUID attemptId) {
		return this.attempts.find(customerId, attemptId).orElseThrow(() -> new NotFound("There is no such payment."));
	}

	private record Noted(UUID attemptId) {
	}

	private record Started(UUID attemptId, boolean repeated) {
	}

}

package app.accord.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.fault.FailPoint;
import app.accord.idempotency.RepeatableWrites;
import app.accord.money.Amounts;
import app.accord.payment.Gateway.AtTerminal;
import app.accord.payment.Gateway.Checkout;
import app.accord.payment.Gateway.Declined;
import app.accord.payment.Gateway.GatewayRefused;
import app.accord.payment.Gateway.GatewayUnclear;
import app.accord.payment.Gateway.OffSession;
import app.accord.payment.Gateway.Outcome;
import app.accord.payment.PaymentAttempt.State;
import app.accord.payment.PaymentAttempt.Way;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pays by card through the gateway: the attempt is noted and committed, then the gateway
 * is asked with no transaction open, then its answer is noted. An account has one attempt
 * at a time: one whose verdict is not known is asked about first and otherwise blocks the
 * next, one that waits for the customer is called off first. None of these methods is to
 * be called in a transaction.
 */
@Component
public class Charging {

	/** How long a payment page stays open: Stripe's least is half an hour. */
	static final Duration PAGE_OPEN = Duration.ofMinutes(35);

	/** How long a terminal asks for a card. */
	static final Duration TERMINAL_ASKS = Duration.ofMinutes(3);

	private static final int TRIES = 3;

	private final PaymentAttempts attempts;

	private final Settling settling;

	private final CardSales sales;

	private final Payments payments;

	private final Positions positions;

	private final Gateway gateway;

	private final Ledger ledger;

	private final RepeatableWrites repeatable;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	Charging(PaymentAttempts attempts, Settling settling, CardSales sales, Payments payments, Positions positions,
			Gateway gateway, Ledger ledger, RepeatableWrites repeatable, TransactionTemplate transaction,
			BusinessCalendar calendar) {
		this.attempts = attempts;
		this.settling = settling;
		this.sales = sales;
		this.payments = payments;
		this.positions = positions;
		this.gateway = gateway;
		this.ledger = ledger;
		this.repeatable = repeatable;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/**
	 * Opens a page of the gateway's on which the customer pays.
	 * @param saveCard whether the card is to be kept for later
	 * @param seen the ledger position of the account that the payer saw: if a payment
	 * came after it, nothing is begun. Null: it doesn't matter
	 * @param returnUrl where the customer comes back to; {@code {payment}} in it becomes
	 * the attempt's number
	 * @param email the customer's, to be filled in on the page; or null
	 * @param key the write's idempotency key: the same form sent twice is one attempt
	 * @return the attempt: REQUIRES_ACTION with its page, unless that could not be opened
	 * @throws Refusal with a sentence: an amount that can't be, a payment that came
	 * meanwhile, an earlier attempt that is not settled yet
	 */
	public PaymentAttempt open(AccountNumber account, Money amount, boolean saveCard, Long seen, String returnUrl,
			String email, Actor actor, String key) {
		return open(new Wanted(account, amount, Way.HOSTED_PAGE, null, null, null, saveCard, seen, actor, key),
				returnUrl, email);
	}

	private PaymentAttempt open(Wanted wanted, String returnUrl, String email) {
		Begun begun = begin(wanted);
		if (begun.fresh()) {
			send(begun.attempt(),
					(sent) -> this.gateway.openPage(new Checkout(sent, description(sent),
							returnUrl.replace("{payment}", sent.number().toString()), email,
							this.calendar.now().plus(PAGE_OPEN))));
		}
		return awaitPage(begun.attempt());
	}

	/**
	 * Asks for a card in a shop.
	 * @param way at a terminal, or on a page that the customer sees
	 * @param seen see {@link #open}
	 * @param key the write's idempotency key
	 * @return the attempt: REQUIRES_ACTION while the terminal asks for the card
	 * @throws Refusal with a sentence; see {@link #open}
	 */
	public PaymentAttempt inShop(AccountNumber account, Money amount, CardWay way, Long seen, Actor actor, String key) {
		return inShop(account, amount, null, way, seen, actor, key);
	}

	/** The same for what was rung up: it is sold together with the payment. */
	PaymentAttempt inShop(AccountNumber account, Money amount, RungUp sale, CardWay way, Long seen, Actor actor,
			String key) {
		if (way.terminal() == null) {
			return open(new Wanted(account, amount, Way.HOSTED_PAGE, null, null, sale, false, seen, actor, key),
					way.returnUrl(), null);
		}
		Begun begun = begin(
				new Wanted(account, amount, Way.TERMINAL, null, way.terminal(), sale, false, seen, actor, key));
		if (begun.fresh()) {
			send(begun.attempt(), (sent) -> this.gateway
				.present(new AtTerminal(sent, description(sent), this.calendar.now().plus(TERMINAL_ASKS))));
		}
		return awaitPage(begun.attempt());
	}

	/** The attempt behind a receipt; empty if it wasn't paid through the gateway. */
	public Optional<PaymentAttempt> of(ReceiptNumber receipt) {
		return this.attempts.of(receipt);
	}

	/**
	 * Charges a card that is kept at the gateway, without the customer.
	 * @param card with its token
	 * @param seen see {@link #open}
	 * @param key the write's idempotency key
	 * @return the attempt, with what is known of it by now
	 * @throws Refusal with a sentence; see {@link #open}. While a customer is on a
	 * payment page, only a person may call that off: the program itself is refused
	 */
	public PaymentAttempt charge(AccountNumber account, Money amount, CardOnFile card, Long seen, Actor actor,
			String key) {
		Begun begun = begin(new Wanted(account, amount, Way.SAVED_CARD, card, null, null, false, seen, actor, key));
		if (begun.fresh()) {
			send(begun.attempt(), (sent) -> this.gateway.charge(new OffSession(sent, card.token(), description(sent))));
		}
		return again(begun.attempt());
	}

	/**
	 * An attempt as it stands, without asking the gateway.
	 * @throws NotFound if there is none of that number
	 */
	public PaymentAttempt read(AttemptNumber number) {
		return this.attempts.find(number).orElseThrow(() -> new NotFound("There is no payment " + number + "."));
	}

	/**
	 * An attempt after asking the gateway about it, if it is not settled.
	 * @throws NotFound if there is none of that number
	 */
	public PaymentAttempt look(AttemptNumber number) {
		return this.settling.find(read(number));
	}

	/**
	 * The account's newest attempt, if any, after asking the gateway about it if it is
	 * open.
	 */
	public Optional<PaymentAttempt> latest(AccountNumber account) {
		return this.attempts.newest(account, 1)
			.stream()
			.findFirst()
			.map((attempt) -> attempt.open() ? this.settling.find(attempt) : attempt);
	}

	/**
	 * The account's attempt that is not settled, if there is one, without asking the
	 * gateway.
	 */
	public Optional<PaymentAttempt> unsettled(AccountNumber account) {
		return this.attempts.unsettled(account).stream().findFirst();
	}

	/** Calls an attempt off that waits for the customer; if it is too late, it stands. */
	public PaymentAttempt callOff(AttemptNumber number) {
		return this.settling.callOff(read(number), DeclineCode.CALLED_OFF);
	}

	/**
	 * Makes sure that nothing is under way on an account before money is taken in another
	 * way: asks about what is not known, calls off what waits for the customer.
	 * @throws Refusal with a sentence that can be said to the customer, if something is
	 * under way still
	 */
	public void clearTheWay(AccountNumber account, Actor actor) {
		for (PaymentAttempt attempt : this.attempts.unsettled(account)) {
			requireOutOfTheWay(resolve(attempt, actor));
		}
	}

	private Begun begin(Wanted wanted) {
		TakingPayment.require(wanted.amount(), null);
		FailPoint.PAYMENT_BEFORE_INTENT.reach();
		for (int round = 1;; round++) {
			try {
				Begun begun = this.transaction.execute((status) -> beginLocked(wanted));
				FailPoint.PAYMENT_INTENT_COMMITTED.reach();
				return begun;
			}
			catch (InTheWay ex) {
				PaymentAttempt after = resolve(ex.attempt(), wanted.actor());
				if (round == TRIES) {
					throw refusal(after);
				}
				requireOutOfTheWay(after);
			}
		}
	}

	private Begun beginLocked(Wanted wanted) {
		AccountNumber account = wanted.account();
		LockedAccount locked = this.ledger.lock(account);
		if (!locked.currency().equals(wanted.amount().getCurrencyUnit().getCode())) {
			throw new Refusal("amount", "This account is kept in " + locked.currency() + ".");
		}
		boolean[] fresh = new boolean[1];
		Noted noted = this.repeatable
			.once(account.customerId(), wanted.key(), wanted.content(), Noted.class, () -> note(wanted, fresh))
			.value();
		return new Begun(this.attempts.get(account.customerId(), noted.attemptId()), fresh[0]);
	}

	private Noted note(Wanted wanted, boolean[] fresh) {
		for (PaymentAttempt other : this.attempts.unsettled(wanted.account())) {
			if (wanted.sameAs(other, this.calendar.now()) && this.sales.of(other).isEmpty()) {
				return new Noted(other.attemptId());
			}
			throw new InTheWay(other);
		}
		requireNoneSince(wanted.account(), wanted.seen());
		fresh[0] = true;
		PaymentAttempt created = this.attempts.create(UUID.randomUUID(), wanted.account(), wanted.amount(),
				wanted.way(), this.gateway.name(), wanted.card(), wanted.terminal(), wanted.saveCard(), wanted.actor(),
				this.calendar.now());
		if (wanted.sale() != null) {
			this.sales.keep(created, wanted.sale());
		}
		return new Noted(created.attemptId());
	}

	private void requireNoneSince(AccountNumber account, Long seen) {
		if (seen == null) {
			return;
		}
		this.payments.lastSince(account, seen).ifPresent((payment) -> {
			throw PaidMeanwhile.by(payment, this.positions.of(account).balance());
		});
	}

	private PaymentAttempt resolve(PaymentAttempt attempt, Actor actor) {
		if (attempt.waiting() && actor.kind() != ActorKind.SYSTEM) {
			return this.settling.callOff(attempt, DeclineCode.CALLED_OFF);
		}
		return this.settling.find(attempt);
	}

	private void requireOutOfTheWay(PaymentAttempt attempt) {
		if (!attempt.settled()) {
			throw refusal(attempt);
		}
	}

	static Refusal refusal(PaymentAttempt attempt) {
		String amount = Amounts.show(attempt.amount());
		if (attempt.waiting()) {
			return new Refusal("The customer is "
					+ ((attempt.way() == Way.TERMINAL) ? "at the card terminal" : "on the payment page") + " for "
					+ amount + " (" + attempt.number() + "). Nothing else is charged meanwhile.");
		}
		return new Refusal("A payment of " + amount + " (" + attempt.number()
				+ ") is being checked with the bank. Please don’t pay again; we tell you here what became of it.");
	}

	private void send(PaymentAttempt created, Function<PaymentAttempt, Outcome> call) {
		boolean mine = Boolean.TRUE
			.equals(this.transaction.execute((status) -> this.attempts.send(created, this.calendar.now())));
		if (!mine) {
			// Somebody who looked meanwhile has given it up: it must not be charged any
			// more.
			return;
		}
		PaymentAttempt sent = again(created);
		FailPoint.PAYMENT_BEFORE_CALL.reach();
		try {
			Outcome outcome = call.apply(sent);
			FailPoint.PAYMENT_ANSWERED.reach();
			this.settling.conclude(sent, outcome);
		}
		catch (GatewayRefused ex) {
			this.settling.conclude(sent, new Declined(ex.code(), null));
		}
		catch (GatewayUnclear ex) {
			this.settling.doubt(sent);
			if (sent.way() != Way.SAVED_CARD) {
				// Nobody has seen the page or paid at the terminal yet: the gateway
				// knows.
				this.settling.find(again(sent));
			}
		}
	}

	/** A repeated form waits a moment for the page that the first one opens. */
	private PaymentAttempt awaitPage(PaymentAttempt begun) {
		PaymentAttempt attempt = again(begun);
		for (int wait = 0; wait < 30 && (attempt.state() == State.CREATED || attempt.state() == State.SENT); wait++) {
			try {
				Thread.sleep(100);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				break;
			}
			attempt = again(begun);
		}
		return attempt;
	}

	private static String description(PaymentAttempt attempt) {
		return "Account " + attempt.account() + ", payment " + attempt.number();
	}

	private PaymentAttempt again(PaymentAttempt attempt) {
		return this.attempts.get(attempt.account().customerId(), attempt.attemptId());
	}

	/** What somebody wants to pay. */
	private record Wanted(AccountNumber account, Money amount, Way way, CardOnFile card, String terminal, RungUp sale,
			boolean saveCard, Long seen, Actor actor, String key) {

		List<Object> content() {
			List<Object> content = new ArrayList<>(Arrays.asList("attempt", this.actor.id(), this.account, this.amount,
					this.way, (this.card != null) ? this.card.token() : null, this.saveCard));
			if (this.terminal != null) {
				content.add(this.terminal);
			}
			if (this.sale != null) {
				content.add(this.sale);
			}
			return content;
		}

		/** Whether that attempt's page does: two tabs of one customer share it. */
		boolean sameAs(PaymentAttempt other, Instant now) {
			return this.way == Way.HOSTED_PAGE && this.sale == null && other.waiting() && other.pageUrl() != null
					&& other.way() == Way.HOSTED_PAGE && other.amount().isEqual(this.amount)
					&& other.saveCard() == this.saveCard && other.starter().equals(this.actor)
					&& other.expiresAt().isAfter(now.plusSeconds(120));
		}

	}

	private record Begun(PaymentAttempt attempt, boolean fresh) {
	}

	private record Noted(UUID attemptId) {
	}

	/** Another attempt is not settled. */
	private static final class InTheWay extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient PaymentAttempt attempt;

		InTheWay(PaymentAttempt attempt) {
			super(null, null, false, false);
			this.attempt = attempt;
		}

		PaymentAttempt attempt() {
			return this.attempt;
		}

	}

	/** Somebody else has paid since the payer looked. */
	public static final class PaidMeanwhile extends Refusal {

		private static final long serialVersionUID = 1L;

		private final transient ReceiptNumber receipt;

		PaidMeanwhile(ReceiptNumber receipt, String sentence) {
			super(sentence);
			this.receipt = receipt;
		}

		static PaidMeanwhile by(Payment payment, Money balance) {
			return new PaidMeanwhile(payment.receipt(),
					"This has been paid meanwhile: " + Amounts.show(payment.amount()) + " by "
							+ payment.method().label().toLowerCase(Locale.ROOT) + ", receipt " + payment.receipt()
							+ ". Nothing more was charged. The balance is now " + Amounts.show(balance) + ".");
		}

		/** Of the payment that came meanwhile. */
		public ReceiptNumber receipt() {
			return this.receipt;
		}

	}

}

package app.accord.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import app.accord.actor.Actor;
import app.accord.billing.Allocation;
import app.accord.billing.Allocations;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerEntry;
import app.accord.billing.LockedAccount;
import app.accord.billing.Movement;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerSeries;
import app.accord.customer.ReceiptNumber;
import app.accord.customer.Series;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a payment: entry, receipt, timeline and the row that tells open screens are one
 * transaction, and a repeat with the same key gets the first receipt.
 */
@Component
public class TakingPayment {

	private static final int LONGEST_REFERENCE = 140;

	private final Ledger ledger;

	private final Positions positions;

	private final Payments payments;

	private final Allocations allocations;

	private final PaymentAttempts attempts;

	private final CustomerSeries series;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	TakingPayment(Ledger ledger, Positions positions, Payments payments, Allocations allocations,
			PaymentAttempts attempts, CustomerSeries series, RepeatableWrites repeatable, Timeline timeline,
			BusinessCalendar calendar) {
		this.attempts = attempts;
		this.ledger = ledger;
		this.positions = positions;
		this.payments = payments;
		this.allocations = allocations;
		this.series = series;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Takes a payment for an account. More than is owed may be paid; the rest is the
	 * customer's credit.
	 * @param amount above zero, in the account's currency
	 * @param reference the payer's or terminal's reference, at most 140 characters, or
	 * null
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<Receipt> take(AccountNumber account, Money amount, PaymentMethod method, String reference,
			Actor actor, String key) {
		return take(account, amount, method, reference, List.of(), actor, key);
	}

	/**
	 * The same for bills that the payer names; what goes beyond them pays what was due
	 * first.
	 * @param told which bills, and how much of each, together at most the amount
	 */
	@Transactional
	public Answer<Receipt> take(AccountNumber account, Money amount, PaymentMethod method, String reference,
			List<Allocation> told, Actor actor, String key) {
		return take(account, amount, method, reference, told, actor, key, () -> {
		});
	}

	/**
	 * The same for money that somebody hands over now. Refused while a payment by card is
	 * in doubt, and where what is owed has been paid since the payer looked.
	 * {@link Charging#clearTheWay} is to be called before.
	 * @param seen the ledger position that the payer saw; null: it doesn't matter
	 */
	@Transactional
	public Answer<Receipt> takeInPerson(AccountNumber account, Money amount, PaymentMethod method, String reference,
			List<Allocation> told, Long seen, Actor actor, String key) {
		return take(account, amount, method, reference, told, actor, key,
				() -> requireStillOwed(account, amount, seen));
	}

	private void requireStillOwed(AccountNumber account, Money amount, Long seen) {
		this.attempts.unsettled(account).stream().filter(PaymentAttempt::open).findFirst().ifPresent((attempt) -> {
			throw Charging.refusal(attempt);
		});
		boolean owedThen = seen != null && this.ledger.entry(account, seen)
			.filter((entry) -> !entry.balanceAfter().isLessThan(amount))
			.isPresent();
		Money owedNow = this.positions.of(account).balance();
		if (owedThen && owedNow.isLessThan(amount)) {
			this.payments.lastSince(account, seen).ifPresent((payment) -> {
				throw Charging.PaidMeanwhile.by(payment, owedNow);
			});
		}
	}

	/** The same, if it is authorized once the account is locked. */
	@Transactional(propagation = Propagation.MANDATORY)
	Answer<Receipt> take(AccountNumber account, Money amount, PaymentMethod method, String reference,
			List<Allocation> told, Actor actor, String key, Runnable authorized) {
		require(amount, reference);
		LockedAccount locked = this.ledger.lock(account);
		List<Object> content = new ArrayList<>(
				Arrays.asList("payment", actor.id(), account, amount, method, reference));
		if (!told.isEmpty()) {
			content.add(told);
		}
		return this.repeatable.once(account.customerId(), key, content, Receipt.class, () -> {
			authorized.run();
			this.allocations.require(account, amount, told);
			return post(locked, List.of(), amount, method, reference, told, actor);
		});
	}

	/**
	 * Posts a payment to an account that this transaction has locked, after
	 * {@code account} as it is now.
	 * @param told which bills it is meant for, as they are open now; empty: what was due
	 * first
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Receipt post(LockedAccount account, Money amount, PaymentMethod method, String reference, List<Allocation> told,
			Actor actor) {
		return post(account, List.of(), amount, method, reference, told, actor);
	}

	/** The same, together with what it pays on the spot. */
	@Transactional(propagation = Propagation.MANDATORY)
	Receipt post(LockedAccount account, List<Movement> sold, Money amount, PaymentMethod method, String reference,
			Actor actor) {
		return post(account, sold, amount, method, reference, List.of(), actor);
	}

	private Receipt post(LockedAccount account, List<Movement> sold, Money amount, PaymentMethod method,
			String reference, List<Allocation> told, Actor actor) {
		AccountNumber number = account.number();
		Instant now = this.calendar.now();
		ReceiptNumber receipt = new ReceiptNumber(number.customerId(),
				this.series.next(number.customerId(), Series.PAYMENT));
		List<Movement> movements = new ArrayList<>(sold);
		movements
			.add(Movement.payment(amount, method.account(), "Payment received, " + words(method), receipt.toString()));
		LedgerEntry entry = this.ledger.post(account, movements, now, actor, null).getLast();
		this.payments.recordAll(List.of(new Payment(receipt, number, amount, account.currency(), method, reference, now,
				entry.seq(), actor.name(), actor.channel(), false)));
		this.allocations.keep(number, entry.seq(), told);
		Position position = this.positions.of(number);
		this.timeline.record(
				NewInteraction
					.change(number.customerId(), now, InteractionKind.PAYMENT, actor,
							"Payment of " + Amounts.show(amount) + " received, " + words(method) + ", receipt "
									+ receipt)
					.aboutEntry(number.no(), entry.seq())
					.stating(number.no(), Amounts.minor(position.balance()), entry.seq()));
		return new Receipt(receipt.toString(), number.toString(), Amounts.plain(amount), account.currency(), method,
				reference, now, entry.seq(), position.facts(), position.duesStated());
	}

	private static String words(PaymentMethod method) {
		return method.label().toLowerCase(Locale.ROOT);
	}

	static void require(Money amount, String reference) {
		if (!amount.isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		if (amount.getAmountMinorLong() > 100_000_000_000L) {
			throw new Refusal("amount", "That amount is too large to be right. Please check it.");
		}
		if (reference != null && reference.length() > LONGEST_REFERENCE) {
			throw new Refusal("reference", "Keep the reference under " + LONGEST_REFERENCE + " characters.");
		}
	}

}

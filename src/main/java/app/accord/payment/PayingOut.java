package app.accord.payment;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import app.accord.actor.Actor;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerEntry;
import app.accord.billing.LockedAccount;
import app.accord.billing.Movement;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;
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
import org.springframework.transaction.annotation.Transactional;

/** Pays a customer's credit back. Only what an account has in credit can be paid back. */
@Component
public class PayingOut {

	private final Ledger ledger;

	private final Positions positions;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	PayingOut(Ledger ledger, Positions positions, RepeatableWrites repeatable, Timeline timeline,
			BusinessCalendar calendar) {
		this.ledger = ledger;
		this.positions = positions;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Pays credit back.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence if it is more than the account has in credit
	 */
	@Transactional
	public Answer<Refunded> refund(AccountNumber number, Money amount, PaymentMethod method, String reason, Actor actor,
			String key) {
		TakingPayment.require(amount, null);
		if (reason == null || reason.isBlank()) {
			throw new Refusal("reason", "Say why: the reason is shown in the customer’s history.");
		}
		LockedAccount account = this.ledger.lock(number);
		return this.repeatable.once(number.customerId(), key,
				List.of("refund", actor.id(), number, amount, method, reason), Refunded.class,
				() -> post(account, amount, method, reason, actor));
	}

	private Refunded post(LockedAccount account, Money amount, PaymentMethod method, String reason, Actor actor) {
		if (!amount.getCurrencyUnit().getCode().equals(account.currency())
				|| account.balance().plus(amount).isPositive()) {
			throw new Refusal("amount", "The account has " + Amounts.show(credit(account), Locale.US)
					+ " in credit; no more than that can be paid back.");
		}
		AccountNumber number = account.number();
		Instant now = this.calendar.now();
		String words = "Paid back, " + method.label().toLowerCase(Locale.ROOT);
		LedgerEntry entry = this.ledger
			.post(account,
					List.of(Movement.refund(amount, method.account(), this.calendar.today(), words + ": " + reason,
							null)),
					now, actor, reason)
			.getLast();
		this.timeline.record(NewInteraction
			.change(number.customerId(), now, InteractionKind.PAYMENT, actor,
					Amounts.show(amount, Locale.US) + " paid back, " + method.label().toLowerCase(Locale.ROOT))
			.because(reason)
			.aboutEntry(number.no(), entry.seq()));
		return new Refunded(entry.seq(), this.positions.of(number).facts());
	}

	private static Money credit(LockedAccount account) {
		return account.balance().isNegative() ? account.balance().negated() : Amounts.ofMinor(account.currency(), 0);
	}

	/**
	 * The answer to a refund.
	 *
	 * @param seq the ledger entry
	 * @param position the facts of the account's position after it
	 */
	public record Refunded(long seq, List<Fact> position) {
	}

}

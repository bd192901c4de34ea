package app.accord.payment;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pays a customer's credit back. Only what an account has in credit can be paid back, and
 * beyond an employee's limit a second person approves it.
 */
@Component
public class PayingOut implements ApprovedAction {

	private static final String KIND = "refund";

	private final Ledger ledger;

	private final Positions positions;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final Authority authority;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	PayingOut(Ledger ledger, Positions positions, RepeatableWrites repeatable, Timeline timeline, Authority authority,
			Approvals approvals, BusinessCalendar calendar) {
		this.ledger = ledger;
		this.positions = positions;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.authority = authority;
		this.approvals = approvals;
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
		return refund(number, amount, method, reason, actor, key,
				() -> this.authority.require(actor, Permission.REFUND, amount));
	}

	/**
	 * Asks a second person to let it be paid back.
	 * @param key the request's idempotency key, or null
	 * @throws Refusal with a sentence if it is more than the account has in credit
	 */
	@Transactional
	public Approval ask(AccountNumber number, Money amount, PaymentMethod method, String reason, Actor actor,
			String key) {
		requireInForm(amount, reason);
		requireCredit(this.ledger.lock(number), amount);
		return this.approvals.request(new NewApproval(number.customerId(), number.no(), Permission.REFUND, KIND, amount,
				Amounts.show(amount) + " to be paid back, " + method.label().toLowerCase(Locale.ROOT), reason,
				Map.of("method", method.name())), actor, key);
	}

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	@Transactional
	public void carryOut(Approval approval, Actor approver) {
		refund(AccountNumber.of(approval.customerId(), approval.accountNo()), approval.amount(),
				PaymentMethod.valueOf(approval.details().get("method")), approval.reason(), approval.requester(),
				approval.key(), () -> {
				});
	}

	private Answer<Refunded> refund(AccountNumber number, Money amount, PaymentMethod method, String reason,
			Actor actor, String key, Runnable authorized) {
		requireInForm(amount, reason);
		LockedAccount account = this.ledger.lock(number);
		return this.repeatable.once(number.customerId(), key,
				List.of("refund", actor.id(), number, amount, method, reason), Refunded.class, () -> {
					requireCredit(account, amount);
					authorized.run();
					return post(account, amount, method, reason, actor);
				});
	}

	private static void requireInForm(Money amount, String reason) {
		TakingPayment.require(amount, null);
		Reasons.require(reason);
	}

	private static void requireCredit(LockedAccount account, Money amount) {
		if (!amount.getCurrencyUnit().getCode().equals(account.currency())
				|| account.balance().plus(amount).isPositive()) {
			throw new Refusal("amount", "The account has " + Amounts.show(credit(account))
					+ " in credit; no more than that can be paid back.");
		}
	}

	private Refunded post(LockedAccount account, Money amount, PaymentMethod method, String reason, Actor actor) {
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
					Amounts.show(amount) + " paid back, " + method.label().toLowerCase(Locale.ROOT))
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

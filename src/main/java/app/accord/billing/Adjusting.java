package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.idempotency.RepeatableWrites;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.money.Amounts;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Charges, credits and reversals by a person or program. Each needs a reason, can be
 * repeated with its key, and stands in the ledger and the timeline together. What goes
 * beyond an employee's limit is refused with {@link app.accord.staff.OverLimit}; it can
 * be asked for, and is done when a second person approves it.
 */
@Component
public class Adjusting {

	private static final long MOST_MINOR = 100_000_000_000L;

	private final Ledger ledger;

	private final Positions positions;

	private final LateFees lateFees;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final Authority authority;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	private final UnpaidDonations donations;

	Adjusting(Ledger ledger, Positions positions, LateFees lateFees, RepeatableWrites repeatable, Timeline timeline,
			Authority authority, Approvals approvals, BusinessCalendar calendar, UnpaidDonations donations) {
		this.donations = donations;
		this.ledger = ledger;
		this.positions = positions;
		this.lateFees = lateFees;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.authority = authority;
		this.approvals = approvals;
		this.calendar = calendar;
	}

	/**
	 * Gives a customer a credit: lowers what is owed, or is kept for the next bill.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<Adjusted> credit(AccountNumber account, Money amount, String reason, Actor actor, String key) {
		return credit(account, amount, reason, actor, key,
				() -> this.authority.require(actor, Permission.CREDIT, amount));
	}

	/**
	 * Asks a second person to let this credit be given.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval askForCredit(AccountNumber account, Money amount, String reason, Actor actor, String key) {
		requireAmount(amount);
		Reasons.require(reason);
		this.ledger.lock(account).requireCurrency(amount);
		return this.approvals.request(new NewApproval(account.customerId(), account.no(), Permission.CREDIT,
				ApprovedAdjustments.CREDIT, amount, "Credit of " + Amounts.show(amount), reason, Map.of()), actor, key);
	}

	Answer<Adjusted> credit(AccountNumber account, Money amount, String reason, Actor actor, String key,
			Runnable authorized) {
		requireAmount(amount);
		Reasons.require(reason);
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key, List.of("credit", actor.id(), account, amount, reason),
				Adjusted.class, () -> {
					authorized.run();
					return post(locked, Movement.credit(amount, "Credit: " + reason, null),
							"Credit of " + Amounts.show(amount) + ": " + reason, actor, reason);
				});
	}

	/**
	 * Charges a customer something outside a bill.
	 * @param dueOn when it is to be paid
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<Adjusted> charge(AccountNumber account, Money amount, LocalDate dueOn, String description,
			Actor actor, String key) {
		return charge(account, amount, dueOn, description, actor, key,
				() -> this.authority.require(actor, Permission.CHARGE, amount));
	}

	/**
	 * Asks a second person to let this charge be made.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval askForCharge(AccountNumber account, Money amount, LocalDate dueOn, String description, Actor actor,
			String key) {
		requireAmount(amount);
		Reasons.require(description);
		this.ledger.lock(account).requireCurrency(amount);
		return this.approvals.request(new NewApproval(account.customerId(), account.no(), Permission.CHARGE,
				ApprovedAdjustments.CHARGE, amount, "Charge of " + Amounts.show(amount) + ", due " + dueOn, description,
				Map.of("dueOn", dueOn.toString())), actor, key);
	}

	Answer<Adjusted> charge(AccountNumber account, Money amount, LocalDate dueOn, String description, Actor actor,
			String key, Runnable authorized) {
		requireAmount(amount);
		Reasons.require(description);
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key,
				List.of("charge", actor.id(), account, amount, dueOn, description), Adjusted.class, () -> {
					authorized.run();
					return post(locked, Movement.charge(amount, dueOn, description, null),
							"Charge of " + Amounts.show(amount) + ": " + description, actor, null);
				});
	}

	/**
	 * Undoes one entry by a new one that names it.
	 * @param seq the entry to undo; neither a reversal nor reversed
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<Adjusted> reverse(AccountNumber account, long seq, String reason, Actor actor, String key) {
		return reverse(account, seq, reason, actor, key,
				(entry) -> this.authority.require(actor, Permission.REVERSAL, entry.amount()));
	}

	/**
	 * Asks a second person to let this entry be undone.
	 * @param key the request's idempotency key, or null
	 * @throws Refusal with a sentence if it can't be undone
	 */
	@Transactional
	public Approval askForReversal(AccountNumber account, long seq, String reason, Actor actor, String key) {
		Reasons.require(reason);
		this.ledger.lock(account);
		LedgerEntry entry = reversible(account, seq);
		return this.approvals.request(
				new NewApproval(account.customerId(), account.no(), Permission.REVERSAL, ApprovedAdjustments.REVERSAL,
						entry.amount(),
						"Reversal of entry " + seq + ", “" + entry.description() + "”, "
								+ Amounts.show(entry.amount().abs()),
						reason, Map.of("seq", Long.toString(seq))),
				actor, key);
	}

	Answer<Adjusted> reverse(AccountNumber account, long seq, String reason, Actor actor, String key,
			Consumer<LedgerEntry> authorized) {
		Reasons.require(reason);
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key, List.of("reverse", actor.id(), account, seq, reason),
				Adjusted.class, () -> {
					LedgerEntry entry = reversible(account, seq);
					authorized.accept(entry);
					List<Movement> movements = new ArrayList<>();
					if (entry.kind() == EntryKind.INVOICE) {
						movements
							.addAll(this.donations.takenBack(account, entry.invoiceNo(), null, this.calendar.today()));
					}
					movements.add(Movement.reversal(entry, this.calendar.today(),
							"Reversal of “" + entry.description() + "”"));
					long posted = record(locked, movements,
							"Reversed: " + entry.description() + ", " + Amounts.show(entry.amount().abs()), actor,
							reason);
					this.lateFees.reconsider(account);
					return adjusted(account, posted);
				});
	}

	private LedgerEntry reversible(AccountNumber account, long seq) {
		LedgerEntry entry = this.ledger.entry(account, seq)
			.orElseThrow(() -> new Refusal("Account " + account + " has no entry " + seq + "."));
		if (entry.kind() == EntryKind.REVERSAL) {
			throw new Refusal("Entry " + seq + " is itself a reversal. Post a new charge or credit instead.");
		}
		if (entry.kind() == EntryKind.CREDIT_NOTE) {
			throw new Refusal("A credit note stands for good. Charge the amount anew instead.");
		}
		this.ledger.reversalOf(account, seq).ifPresent((other) -> {
			throw new Refusal("Entry " + seq + " has been reversed already, by entry " + other + ".");
		});
		return entry;
	}

	private Adjusted post(LockedAccount account, Movement movement, String summary, Actor actor, String reason) {
		long posted = record(account, List.of(movement), summary, actor, reason);
		return adjusted(account.number(), posted);
	}

	/** Posts to the ledger and the timeline; gives the last entry's number. */
	private long record(LockedAccount account, List<Movement> movements, String summary, Actor actor, String reason) {
		Instant now = this.calendar.now();
		LedgerEntry entry = this.ledger.post(account, movements, now, actor, reason).getLast();
		this.timeline
			.record(NewInteraction.change(account.number().customerId(), now, InteractionKind.BILLING, actor, summary)
				.because(reason)
				.aboutEntry(account.number().no(), entry.seq()));
		return entry.seq();
	}

	private Adjusted adjusted(AccountNumber account, long posted) {
		Position position = this.positions.of(account);
		return new Adjusted(posted, position.facts(), position.duesStated());
	}

	static void requireAmount(Money amount) {
		if (!amount.isPositive()) {
			throw new Refusal("amount", "The amount must be above zero.");
		}
		if (amount.getAmountMinorLong() > MOST_MINOR) {
			throw new Refusal("amount", "That amount is too large to be right. Please check it.");
		}
	}

	/**
	 * The answer to an adjustment.
	 *
	 * @param seq the ledger entry it made
	 * @param position the facts of the account's position after it
	 * @param due what that position consists of, by due date
	 */
	public record Adjusted(long seq, List<Fact> position, List<Position.DueStated> due) {
	}

}

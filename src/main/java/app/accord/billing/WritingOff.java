package app.accord.billing;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
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
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes off an account what is not going to be paid. It is a loss of the company, not a
 * correction of a bill; it can be reversed like any other entry.
 */
@Component
public class WritingOff {

	private final Ledger ledger;

	private final Positions positions;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final Authority authority;

	private final Approvals approvals;

	private final BusinessCalendar calendar;

	private final UnpaidDonations donations;

	WritingOff(Ledger ledger, Positions positions, RepeatableWrites repeatable, Timeline timeline, Authority authority,
			Approvals approvals, BusinessCalendar calendar, UnpaidDonations donations) {
		this.donations = donations;
		this.ledger = ledger;
		this.positions = positions;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.authority = authority;
		this.approvals = approvals;
		this.calendar = calendar;
	}

	/**
	 * Writes off what is open.
	 * @param amount at most what is open; null: all of it
	 * @param invoice of this bill only, or null
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence
	 */
	@Transactional
	public Answer<Adjusting.Adjusted> writeOff(AccountNumber account, Money amount, InvoiceNumber invoice,
			String reason, Actor actor, String key) {
		return writeOff(account, amount, invoice, reason, actor, key,
				(off) -> this.authority.require(actor, Permission.WRITE_OFF, off));
	}

	/**
	 * Asks a second person to let this be written off.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval ask(AccountNumber account, Money amount, InvoiceNumber invoice, String reason, Actor actor,
			String key) {
		Reasons.require(reason);
		Money off = amount(this.ledger.lock(account), amount, invoice);
		Map<String, String> details = (invoice != null) ? Map.of("invoice", invoice.toString()) : Map.of();
		return this.approvals.request(
				new NewApproval(account.customerId(), account.no(), Permission.WRITE_OFF, ApprovedCorrections.WRITE_OFF,
						off, "Write-off of " + Amounts.show(off) + ((invoice != null) ? " of bill " + invoice : ""),
						reason, details),
				actor, key);
	}

	Answer<Adjusting.Adjusted> writeOff(AccountNumber account, Money amount, InvoiceNumber invoice, String reason,
			Actor actor, String key, Consumer<Money> authorized) {
		Reasons.require(reason);
		LockedAccount locked = this.ledger.lock(account);
		return this.repeatable.once(account.customerId(), key,
				Arrays.asList("write-off", actor.id(), account, amount, invoice, reason), Adjusting.Adjusted.class,
				() -> {
					Money off = amount(locked, amount, invoice);
					authorized.accept(off);
					return writeOff(locked, off, invoice, reason, actor);
				});
	}

	private Money amount(LockedAccount account, Money amount, InvoiceNumber invoice) {
		if (invoice != null && invoice.customerId() != account.number().customerId()) {
			throw new Refusal("invoice", "Bill " + invoice + " is not of this account.");
		}
		Position before = this.positions.of(account.number());
		Money open = (invoice != null) ? before.openOf(invoice.no()) : before.balance();
		if (!open.isPositive()) {
			throw new Refusal("amount", "Nothing is open that could be written off.");
		}
		Money off = (amount != null) ? amount : open;
		account.requireCurrency(off);
		if (!off.isPositive() || off.isGreaterThan(open)) {
			throw new Refusal("amount", "Write off at most what is open: " + Amounts.show(open) + ".");
		}
		return off;
	}

	private Adjusting.Adjusted writeOff(LockedAccount account, Money off, InvoiceNumber invoice, String reason,
			Actor actor) {
		AccountNumber number = account.number();
		Instant now = this.calendar.now();
		String what = "Written off" + ((invoice != null) ? ", bill " + invoice : "");
		Integer bill = (invoice != null) ? invoice.no() : null;
		// What a customer wanted to give is no loss of ours: it is taken back first.
		List<Movement> movements = this.donations.takenBack(number, bill, off, this.calendar.today());
		Money lost = off.minus(UnpaidDonations.sum(movements, account.currency()));
		if (lost.isPositive()) {
			movements.add(new Movement(EntryKind.WRITE_OFF, LedgerAccount.BAD_DEBT, LedgerAccount.RECEIVABLE, lost,
					null, what, null, bill, null));
		}
		LedgerEntry entry = this.ledger.post(account, movements, now, actor, reason).getLast();
		this.timeline.record(NewInteraction
			.change(number.customerId(), now, InteractionKind.BILLING, actor, what + ": " + Amounts.show(off))
			.because(reason)
			.aboutEntry(number.no(), entry.seq()));
		Position position = this.positions.of(number);
		return new Adjusting.Adjusted(entry.seq(), position.facts(), position.duesStated());
	}

}

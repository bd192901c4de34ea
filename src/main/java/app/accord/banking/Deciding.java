package app.accord.banking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.banking.BankPostings.LinePosting;
import app.accord.billing.Adjusting;
import app.accord.billing.Allocation;
import app.accord.billing.CompanyJournal;
import app.accord.billing.LedgerAccount;
import app.accord.billing.NewCompanyEntry;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;
import app.accord.payment.PaymentMethod;
import app.accord.payment.Receipt;
import app.accord.payment.TakingPayment;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Authority;
import app.accord.staff.Permission;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of a statement line. The line's row is locked first, so each line is
 * decided once; the accounts follow in the order of their numbers. What no account has
 * yet stands in the company's journal as unallocated, so that the bank's total is always
 * accounted for.
 */
@Component
public class Deciding {

	/** The reference of all entries in the company's journal that are made here. */
	static final String JOURNAL = "bank-lines";

	private static final int LONGEST_REFERENCE = 140;

	private final BankLines lines;

	private final BankPostings postings;

	private final TakingPayment taking;

	private final Adjusting adjusting;

	private final CompanyJournal journal;

	private final Returning returning;

	private final Authority authority;

	private final Positions positions;

	Deciding(BankLines lines, BankPostings postings, TakingPayment taking, Adjusting adjusting, CompanyJournal journal,
			Returning returning, Authority authority, Positions positions) {
		this.lines = lines;
		this.postings = postings;
		this.taking = taking;
		this.adjusting = adjusting;
		this.journal = journal;
		this.returning = returning;
		this.authority = authority;
		this.positions = positions;
	}

	/**
	 * A share of a line for one account.
	 *
	 * @param account which
	 * @param amount above zero, in the line's currency
	 */
	public record Share(AccountNumber account, Money amount) {
	}

	/**
	 * Posts a line that nobody has decided to the account it is certainly for.
	 * @return false if somebody else was faster
	 */
	@Transactional
	boolean postCertain(long lineId, Suggestion best, Actor actor) {
		BankLine line = this.lines.lock(lineId);
		if (line.state() != BankLine.State.NEW) {
			return false;
		}
		String why = best.reasons()
			.stream()
			.filter((reason) -> reason.weight() > 0)
			.map(Suggestion.Reason::words)
			.collect(Collectors.joining(". "));
		post(line, List.of(new Share(best.account(), line.amount())), actor, best.account(), best.confidence(), why);
		return true;
	}

	/**
	 * Takes back the payments of an earlier line because of a new line of money out.
	 * @return false if that line is not posted
	 */
	@Transactional
	boolean returnCertain(long lineId, long paid, Actor actor) {
		BankLine line = this.lines.lock(lineId);
		if (line.state() != BankLine.State.NEW) {
			return true;
		}
		BankLine earlier = this.lines.lock(paid);
		if (earlier.state() != BankLine.State.POSTED) {
			return false;
		}
		this.returning.takeBack(line, earlier, actor, false);
		return true;
	}

	/** Leaves a new line to a person; its money is unallocated until then. */
	@Transactional
	void leave(long lineId, Suggestion best, String why, Actor actor) {
		BankLine line = this.lines.lock(lineId);
		if (line.state() == BankLine.State.NEW) {
			unallocated(line, true, actor);
			this.lines.move(line, BankLine.State.WAITING, (best != null) ? best.account() : null,
					(best != null) ? best.confidence() : 0, why, null);
		}
	}

	/** Sets a new line aside that is no customer's. */
	@Transactional
	void setAside(long lineId, String why, Actor actor) {
		BankLine line = this.lines.lock(lineId);
		if (line.state() == BankLine.State.NEW) {
			this.lines.move(line, BankLine.State.IGNORED, null, 0, why, actor.name());
		}
	}

	/**
	 * Assigns a waiting line to one account or several.
	 * @param shares together exactly the line's amount, each account once
	 * @return the receipts, in the order of the accounts
	 * @throws Refusal with a sentence, also if it was decided meanwhile
	 * @throws app.accord.staff.OverLimit if a second person has to approve it
	 */
	@Transactional
	public List<ReceiptNumber> assign(long lineId, List<Share> shares, Actor actor) {
		BankLine line = waiting(lineId);
		this.authority.require(actor, Permission.MANUAL_PAYMENT, line.amount());
		return assign(line, shares, actor);
	}

	/** The same, which a second person has approved. */
	@Transactional
	void assignApproved(long lineId, List<Share> shares, Actor actor) {
		assign(waiting(lineId), shares, actor);
	}

	private List<ReceiptNumber> assign(BankLine line, List<Share> shares, Actor actor) {
		if (!line.in()) {
			throw new Refusal("This line takes money away. Say which payment it returns, or set it aside.");
		}
		requireWhole(line, shares);
		return post(line, shares, actor, line.best(), line.confidence(), "Assigned by " + actor.name());
	}

	/**
	 * Says that a waiting line is no customer's payment.
	 * @param reason why, at most 500 characters
	 */
	@Transactional
	public void ignore(long lineId, String reason, Actor actor) {
		BankLine line = waiting(lineId);
		Reasons.stripped(reason);
		unallocated(line, false, actor);
		this.lines.move(line, BankLine.State.IGNORED, line.best(), line.confidence(), reason.strip(), actor.name());
	}

	/**
	 * Takes a payment back because of a waiting line of money out.
	 * @param paid the line whose money went back
	 */
	@Transactional
	public void returnOf(long lineId, long paid, Actor actor) {
		BankLine line = waiting(lineId);
		unallocated(line, false, actor);
		this.returning.takeBack(line, this.lines.lock(paid), actor, true);
	}

	/**
	 * Takes back what a person or the program decided: the payments are reversed, the
	 * line waits again.
	 * @param reason why; the customer reads it in the history
	 */
	@Transactional
	public void undo(long lineId, String reason, Actor actor) {
		BankLine line = this.lines.lock(lineId);
		Reasons.stripped(reason);
		if (line.state() != BankLine.State.POSTED && line.state() != BankLine.State.IGNORED) {
			throw new Refusal((line.state() == BankLine.State.RETURNED)
					? "A bounced transfer can’t be undone here: take a new payment."
					: "There is nothing to undo: this line waits for a decision.");
		}
		List<LinePosting> all = this.postings.of(lineId);
		List<Integer> takenBack = all.stream().map(LinePosting::undoesNo).filter(Objects::nonNull).toList();
		if (all.stream()
			.anyMatch(
					(one) -> one.kind() == LinePosting.Kind.PAYMENT && one.undone() && !takenBack.contains(one.no()))) {
			throw new Refusal(
					"A payment of this line was reversed or bounced meanwhile; it can’t be assigned anew here.");
		}
		int no = all.size();
		for (LinePosting one : inOrder(all)) {
			if (one.kind() == LinePosting.Kind.PAYMENT && !one.undone()) {
				long seq = this.adjusting
					.reverse(one.account(), one.entrySeq(), reason.strip(), actor,
							"bank-undo-" + line.id() + "-" + one.no())
					.value()
					.seq();
				LinePosting undone = new LinePosting(line.id(), ++no, one.account(), LinePosting.Kind.UNDONE,
						one.amount(), one.receipt(), seq, one.no(), false);
				this.postings.add(undone, null, actor, reason.strip());
				this.postings.remember(line, undone, -1);
			}
		}
		unallocated(line, true, actor);
		this.lines.move(line, BankLine.State.WAITING, line.best(), line.confidence(),
				"Taken back by " + actor.name() + ": " + reason.strip(), null);
	}

	private List<ReceiptNumber> post(BankLine line, List<Share> shares, Actor actor, AccountNumber best, int confidence,
			String why) {
		if (line.state() == BankLine.State.WAITING) {
			unallocated(line, false, actor);
		}
		int no = this.postings.of(line.id()).size();
		List<ReceiptNumber> receipts = new ArrayList<>();
		List<Share> ordered = shares.stream()
			.sorted(Comparator.comparingLong((Share share) -> share.account().customerId())
				.thenComparingInt((share) -> share.account().no()))
			.toList();
		for (Share share : ordered) {
			no++;
			Receipt receipt = this.taking
				.take(share.account(), share.amount(), PaymentMethod.BANK_TRANSFER, reference(line), told(line, share),
						actor, "bank-" + line.identity() + "-" + no)
				.value();
			LinePosting one = new LinePosting(line.id(), no, share.account(), LinePosting.Kind.PAYMENT, share.amount(),
					receipt.number(), receipt.seq(), null, false);
			this.postings.add(one, null, actor, null);
			this.postings.remember(line, one, 1);
			receipts.add(receipt.number());
		}
		this.lines.move(line, BankLine.State.POSTED, best, confidence, why, actor.name());
		return receipts;
	}

	/** The bills that the payer names, as far as they are open: they are paid first. */
	private List<Allocation> told(BankLine line, Share share) {
		List<References.Found> named = References.in(line.said())
			.stream()
			.filter((found) -> found.kind() == References.Kind.BILL
					&& found.customerId() == share.account().customerId())
			.toList();
		if (named.isEmpty()) {
			return List.of();
		}
		Position position = this.positions.of(share.account());
		List<Allocation> told = new ArrayList<>();
		Money rest = share.amount();
		for (References.Found found : named) {
			Money open = position.openOf(found.no());
			Money part = open.isGreaterThan(rest) ? rest : open;
			InvoiceNumber bill = new InvoiceNumber(found.customerId(), found.no());
			if (part.isPositive() && told.stream().noneMatch((one) -> one.bill().equals(bill))) {
				told.add(new Allocation(bill, part));
				rest = rest.minus(part);
			}
		}
		return told;
	}

	/** Into the company's journal as unallocated, or out of it again. */
	private void unallocated(BankLine line, boolean into, Actor actor) {
		// Money out that nobody has explained lowers what is unallocated.
		boolean towards = into == line.in();
		this.journal.post(new NewCompanyEntry(towards ? LedgerAccount.BANK : LedgerAccount.UNALLOCATED,
				towards ? LedgerAccount.UNALLOCATED : LedgerAccount.BANK, line.amount().abs(),
				(into ? "Statement line " + line.id() + ", not allocated yet"
						: "Statement line " + line.id() + ", decided"),
				JOURNAL, "bank-line-" + line.id() + "-" + line.version()), actor);
	}

	private BankLine waiting(long lineId) {
		BankLine line = this.lines.lock(lineId);
		if (line.state() != BankLine.State.WAITING) {
			throw new Refusal(
					(line.state() == BankLine.State.NEW) ? "This line is just being looked at. Try again soon."
							: "This line has been decided already, by " + line.decidedBy() + ".");
		}
		return line;
	}

	static void requireWhole(BankLine line, List<Share> shares) {
		if (shares.isEmpty()) {
			throw new Refusal("account", "Choose an account.");
		}
		if (shares.stream().map(Share::account).distinct().count() != shares.size()) {
			throw new Refusal("account", "Name each account once.");
		}
		if (shares.stream().anyMatch((share) -> !share.amount().isPositive())) {
			throw new Refusal("amount", "Each share must be above zero.");
		}
		Money sum = shares.stream().map(Share::amount).reduce(Money::plus).orElseThrow();
		if (!sum.isEqual(line.amount())) {
			throw new Refusal("amount", "The shares come to " + Amounts.show(sum) + ", the transfer was "
					+ Amounts.show(line.amount()) + ".");
		}
	}

	private static List<LinePosting> inOrder(List<LinePosting> all) {
		return all.stream()
			.sorted(Comparator.comparingLong((LinePosting one) -> one.account().customerId())
				.thenComparingInt((one) -> one.account().no()))
			.toList();
	}

	private static String reference(BankLine line) {
		String reference = Stream.of(line.payerName(), (line.text() != null) ? line.text() : line.creditorReference())
			.filter(Objects::nonNull)
			.collect(Collectors.joining(": "));
		return reference.isEmpty() ? null : NewLine.cut(reference, LONGEST_REFERENCE);
	}

}

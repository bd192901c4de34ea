package app.accord.billing;

import java.time.LocalDate;
import java.util.Objects;

import org.joda.money.Money;

/**
 * A movement of money to be posted: one positive amount from one ledger account to
 * another, the customer's receivable on exactly one side.
 *
 * @param kind what it is
 * @param debit the ledger account that receives the amount
 * @param credit the ledger account that gives it
 * @param amount above zero, in the billing account's currency
 * @param dueOn when a debit to the receivable is to be paid; null for a credit
 * @param description one line that the customer reads
 * @param reference the other side's reference: receipt, cheque or order number; may be
 * null
 * @param invoiceNo the customer's invoice it belongs to, or null
 * @param reversesSeq the entry that it undoes, for a reversal; otherwise null
 */
public record Movement(EntryKind kind, LedgerAccount debit, LedgerAccount credit, Money amount, LocalDate dueOn,
		String description, String reference, Integer invoiceNo, Long reversesSeq) {

	public Movement {
		Objects.requireNonNull(kind, "A movement has a kind.");
		Objects.requireNonNull(description, "A movement has a description.");
		if (!amount.isPositive()) {
			throw new IllegalArgumentException("The amount must be above zero.");
		}
		if ((debit == LedgerAccount.RECEIVABLE) == (credit == LedgerAccount.RECEIVABLE)) {
			throw new IllegalArgumentException("The receivable stands on exactly one side of an entry.");
		}
		if (debit == LedgerAccount.RECEIVABLE && dueOn == null) {
			throw new IllegalArgumentException("What a customer is to pay has a due date.");
		}
	}

	/** Something the customer owes outside a bill. */
	public static Movement charge(Money amount, LocalDate dueOn, String description, String reference) {
		return new Movement(EntryKind.CHARGE, LedgerAccount.RECEIVABLE, LedgerAccount.REVENUE, amount, dueOn,
				description, reference, null, null);
	}

	/** Money received into that account of the company. */
	public static Movement payment(Money amount, LedgerAccount into, String description, String reference) {
		return new Movement(EntryKind.PAYMENT, into, LedgerAccount.RECEIVABLE, amount, null, description, reference,
				null, null);
	}

	/** Goodwill. */
	public static Movement credit(Money amount, String description, String reference) {
		return new Movement(EntryKind.CREDIT, LedgerAccount.GOODWILL, LedgerAccount.RECEIVABLE, amount, null,
				description, reference, null, null);
	}

	/** Goods taken back: revenue undone. */
	public static Movement returned(Money amount, String description, String reference) {
		return new Movement(EntryKind.CREDIT, LedgerAccount.REVENUE, LedgerAccount.RECEIVABLE, amount, null,
				description, reference, null, null);
	}

	/** Money paid back to the customer out of that account of the company. */
	public static Movement refund(Money amount, LedgerAccount from, LocalDate on, String description,
			String reference) {
		return new Movement(EntryKind.REFUND, LedgerAccount.RECEIVABLE, from, amount, on, description, reference, null,
				null);
	}

	/**
	 * A difference put right: above zero the customer owes more, below zero less.
	 * @param difference not zero
	 */
	public static Movement correction(Money difference, LocalDate dueOn, String description, String reference) {
		boolean more = difference.isPositive();
		return new Movement(EntryKind.CORRECTION, more ? LedgerAccount.RECEIVABLE : LedgerAccount.REVENUE,
				more ? LedgerAccount.REVENUE : LedgerAccount.RECEIVABLE, difference.abs(), more ? dueOn : null,
				description, reference, null, null);
	}

	/** Undoes an entry. */
	static Movement reversal(LedgerEntry entry, LocalDate on, String description) {
		return new Movement(EntryKind.REVERSAL, entry.credit(), entry.debit(), entry.amount().abs(),
				(entry.credit() == LedgerAccount.RECEIVABLE) ? on : null, description, entry.reference(),
				entry.invoiceNo(), entry.seq());
	}

	/** What it does to the customer's balance: above zero the customer owes more. */
	Money effect() {
		return (this.debit == LedgerAccount.RECEIVABLE) ? this.amount : this.amount.negated();
	}

}

package app.accord.invoicing;

import java.time.LocalDate;
import java.util.List;

import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.money.Amounts;

import org.joda.money.Money;

/**
 * A bill as it would be made.
 *
 * @param account whose
 * @param currency ISO 4217
 * @param billDate its date
 * @param dueOn when it would be due
 * @param from first day it is for; null where it is for no days
 * @param to last day it is for, included, or null
 * @param lines what it consists of; empty if there is nothing to bill
 * @param opens the periods that it opens
 * @param phases how many contract phases it knew
 * @param usage the usage it bills
 * @param oneOffs the one-off charges it bills
 * @param last whether it is the account's final bill
 * @param nextBillOn when the bill after it is made; null after the last one
 * @param billedThrough last day of the last period that is over with it; null: none
 */
record Draft(AccountNumber account, String currency, LocalDate billDate, LocalDate dueOn, LocalDate from, LocalDate to,
		List<NewInvoice.Line> lines, List<Period> opens, int phases, List<Long> usage, List<Long> oneOffs, boolean last,
		LocalDate nextBillOn, LocalDate billedThrough) {

	boolean empty() {
		return this.lines.isEmpty();
	}

	/** What it asks for. */
	Money total() {
		return empty() ? Amounts.ofMinor(this.currency, 0) : invoice().total();
	}

	NewInvoice invoice() {
		return new NewInvoice(this.billDate, this.dueOn, this.from, this.to, this.lines, this.last);
	}

	Draft with(List<NewInvoice.Line> others) {
		return new Draft(this.account, this.currency, this.billDate, this.dueOn, this.from, this.to, others, this.opens,
				this.phases, this.usage, this.oneOffs, this.last, this.nextBillOn, this.billedThrough);
	}

}

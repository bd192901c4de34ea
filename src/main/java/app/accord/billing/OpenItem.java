package app.accord.billing;

import java.time.LocalDate;

import org.joda.money.Money;

/**
 * A debit of an account, or the part of it, that is not paid yet.
 *
 * @param seq the ledger entry
 * @param open how much of it is not paid, above zero
 * @param dueOn when it is to be paid
 * @param description what it is for
 * @param invoiceNo the customer's invoice it belongs to, or null
 */
public record OpenItem(long seq, Money open, LocalDate dueOn, String description, Integer invoiceNo) {

	OpenItem withOpen(Money part) {
		return new OpenItem(this.seq, part, this.dueOn, this.description, this.invoiceNo);
	}

}

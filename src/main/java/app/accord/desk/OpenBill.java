package app.accord.desk;

import java.time.LocalDate;
import java.util.List;

import app.accord.billing.OpenItem;
import app.accord.customer.InvoiceNumber;
import org.joda.money.Money;

/**
 * What is not paid yet of a bill, or of a charge without one.
 *
 * @param number the bill's number, or null
 * @param what what it is for
 * @param open how much is open
 * @param dueOn when it is to be paid
 * @param overdue whether that day is past
 */
record OpenBill(InvoiceNumber number, String what, Money open, LocalDate dueOn, boolean overdue) {

	static Object key(AccountStanding account, OpenItem item) {
		return List.of(account.account().number(),
				(item.invoiceNo() != null) ? "bill " + item.invoiceNo() : "entry " + item.seq());
	}

	static OpenBill of(AccountStanding account, OpenItem item) {
		InvoiceNumber number = (item.invoiceNo() != null)
				? InvoiceNumber.of(account.account().number().customerId(), item.invoiceNo()) : null;
		return new OpenBill(number, item.description(), item.open(), item.dueOn(),
				item.dueOn().isBefore(account.position().today()));
	}

	OpenBill plus(OpenBill other) {
		return new OpenBill(this.number, this.what, this.open.plus(other.open), this.dueOn, this.overdue);
	}

}

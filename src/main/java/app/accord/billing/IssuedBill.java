package app.accord.billing;

import java.time.Instant;
import java.time.LocalDate;

import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;

import org.joda.money.Money;

/**
 * A bill that was issued just now.
 *
 * @param number its number
 * @param account the account it is posted to
 * @param at when, UTC
 * @param issuedOn its date
 * @param dueOn when it is to be paid
 * @param total what it asks for; zero is possible
 * @param postingSeq the account's last ledger entry once it was posted
 * @param last whether it is the account's final bill
 */
public record IssuedBill(InvoiceNumber number, AccountNumber account, Instant at, LocalDate issuedOn, LocalDate dueOn,
		Money total, long postingSeq, boolean last) {
}

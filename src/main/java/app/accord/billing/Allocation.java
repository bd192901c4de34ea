package app.accord.billing;

import app.accord.customer.InvoiceNumber;

import org.joda.money.Money;

/**
 * What of money that came in pays a bill.
 *
 * @param bill which bill
 * @param amount how much of it, above zero, in the account's currency
 */
public record Allocation(InvoiceNumber bill, Money amount) {
}

package app.accord.payment;

import java.util.List;

import app.accord.fact.Fact;

/**
 * The answer to a sale.
 *
 * @param order the purchase's number
 * @param receipt the payment's receipt; null if it was put on the account
 * @param total what it cost, plain decimal
 * @param change what the customer got back, plain decimal; null if it was not paid with
 * cash
 * @param currency ISO 4217
 * @param position the facts of the account's position after it
 */
public record SaleDone(String order, String receipt, String total, String change, String currency,
		List<Fact> position) {
}

package app.accord.billing;

import java.util.Map;

import app.accord.customer.InvoiceNumber;

import org.joda.money.Money;

/**
 * A credit note to be issued: over the whole rest of a bill, over an amount spread over
 * its lines, or over parts of its lines.
 *
 * @param invoice the bill
 * @param amount how much with tax, above zero; null: not by amount
 * @param nets how much before tax of which line of the bill; empty: not by lines
 * @param reason why, as the customer reads it
 */
public record NewCreditNote(InvoiceNumber invoice, Money amount, Map<Integer, Money> nets, String reason) {

	/** Takes back all that is left of a bill. */
	public static NewCreditNote whole(InvoiceNumber invoice, String reason) {
		return new NewCreditNote(invoice, null, Map.of(), reason);
	}

	/**
	 * Takes back an amount with tax, spread over the lines in proportion to what is left
	 * of them.
	 */
	public static NewCreditNote ofAmount(InvoiceNumber invoice, Money amount, String reason) {
		return new NewCreditNote(invoice, amount, Map.of(), reason);
	}

	/** Takes back amounts before tax of lines, by their numbers on the bill. */
	public static NewCreditNote ofLines(InvoiceNumber invoice, Map<Integer, Money> nets, String reason) {
		return new NewCreditNote(invoice, null, Map.copyOf(nets), reason);
	}

}

package app.accord.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Channel;
import app.accord.customer.AccountNumber;
import app.accord.customer.CreditNoteNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.fact.Fact;

import org.joda.money.Money;

/**
 * A credit note: takes back a bill or part of it. It never changes, nor does the bill.
 *
 * @param number its number, without gaps in the customer's series
 * @param account the account it is posted to
 * @param invoice the bill
 * @param issuedAt when it was issued, UTC
 * @param issuedOn its date
 * @param reason why, as the customer reads it
 * @param net the sum before tax
 * @param tax the tax
 * @param total net and tax, above zero
 * @param postingSeq the ledger entry with which it was posted
 * @param actorName who issued it
 * @param channel from where
 * @param lines which lines of the bill, and how much of each; empty in lists
 */
public record CreditNote(CreditNoteNumber number, AccountNumber account, InvoiceNumber invoice, Instant issuedAt,
		LocalDate issuedOn, String reason, Money net, Money tax, Money total, long postingSeq, String actorName,
		Channel channel, List<Line> lines) {

	/** Its total as a fact, as of its posting. */
	public Fact totalFact() {
		return Fact.ofMoney("credit-note-total", this.number.toString(), this.postingSeq, this.issuedAt, this.total);
	}

	/**
	 * How much of a line of the bill is taken back.
	 *
	 * @param lineNo 1, 2, 3 …
	 * @param invoiceLineNo the bill's line
	 * @param description what the bill says there
	 * @param net before tax; below zero where the bill's line was a discount
	 * @param taxPercent the line's tax rate
	 * @param tax the tax
	 */
	public record Line(int lineNo, int invoiceLineNo, String description, Money net, BigDecimal taxPercent, Money tax) {
	}

}

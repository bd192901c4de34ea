package app.accord.banking;

import java.time.Instant;
import java.time.LocalDate;

import app.accord.customer.AccountNumber;
import org.joda.money.Money;

/**
 * A line of a bank statement.
 *
 * @param id its number
 * @param fileId the file it came in first
 * @param identity what makes it one line
 * @param entryReference the bank's reference, or null
 * @param bookedOn the booking day
 * @param amount above zero money in, below zero money out
 * @param payerName the other side's name, or null
 * @param payerAccount the other side's account, or null
 * @param text what the payer wrote, or null
 * @param creditorReference a structured reference, or null
 * @param endToEndId the payer's id of the transfer, or null
 * @param returnedId the reference of what it returns, or null
 * @param returnCode ISO 20022 return reason, or null
 * @param returnText what the bank says of the return, or null
 * @param state what became of it
 * @param best the first suggestion when it was matched, or null
 * @param confidence of that suggestion, per 100,000
 * @param why why it was decided so, or why it waits
 * @param decidedAt when it was decided, UTC, or null
 * @param decidedBy who decided, or null
 * @param version counts its changes
 */
public record BankLine(long id, long fileId, String identity, String entryReference, LocalDate bookedOn, Money amount,
		String payerName, String payerAccount, String text, String creditorReference, String endToEndId,
		String returnedId, String returnCode, String returnText, State state, AccountNumber best, int confidence,
		String why, Instant decidedAt, String decidedBy, int version) {

	/** What became of a line. */
	public enum State {

		/** Not looked at yet. */
		NEW,

		/** A person is to decide; its money is unallocated. */
		WAITING,

		/** Posted to one or more accounts. */
		POSTED,

		/** It took an earlier payment back. */
		RETURNED,

		/** No customer's. */
		IGNORED

	}

	/** Whether money came in. */
	public boolean in() {
		return this.amount.isPositive();
	}

	/** Everything the payer wrote. */
	public String said() {
		StringBuilder said = new StringBuilder();
		for (String part : new String[] { this.text, this.creditorReference, this.endToEndId }) {
			if (part != null) {
				said.append(said.isEmpty() ? "" : " ; ").append(part);
			}
		}
		return said.toString();
	}

	/** The payer as people read it. */
	public String payer() {
		return (this.payerName != null) ? this.payerName
				: (this.payerAccount != null) ? this.payerAccount : "Unknown payer";
	}

	/** The payer's account in groups of four; null if it is not known. */
	public String payerAccountShown() {
		return (this.payerAccount != null) ? this.payerAccount.replaceAll("(.{4})(?=.)", "$1 ") : null;
	}

	/** The confidence in the first suggestion, as people read it. */
	public String confidenceShown() {
		return (this.confidence >= 99_950) ? "99.9 %"
				: (this.confidence / 1000) + "." + (this.confidence / 100 % 10) + " %";
	}

}

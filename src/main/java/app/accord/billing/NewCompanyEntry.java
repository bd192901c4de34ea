package app.accord.billing;

import java.util.Objects;

import org.joda.money.Money;

/**
 * A movement between the company's own accounts, to be posted: a gateway's payout, money
 * received that nobody has claimed yet, a payout to a non-profit.
 *
 * @param debit the ledger account that receives the amount; never the receivable
 * @param credit the ledger account that gives it; never the receivable
 * @param amount above zero
 * @param description one line
 * @param reference a statement line, a payout, a non-profit's code; may be null
 * @param businessKey what happened, once
 */
public record NewCompanyEntry(LedgerAccount debit, LedgerAccount credit, Money amount, String description,
		String reference, String businessKey) {

	public NewCompanyEntry {
		Objects.requireNonNull(businessKey, "What happens once has a key.");
		Objects.requireNonNull(description, "An entry has a description.");
		if (!amount.isPositive()) {
			throw new IllegalArgumentException("The amount must be above zero.");
		}
		if (debit == credit || debit == LedgerAccount.RECEIVABLE || credit == LedgerAccount.RECEIVABLE) {
			throw new IllegalArgumentException(
					"A company entry moves money between two of the company's own accounts.");
		}
	}

}

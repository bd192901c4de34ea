package app.accord.invoicing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import app.accord.billing.BillCycle;
import app.accord.billing.NewInvoice;
import app.accord.customer.AccountNumber;
import app.accord.fact.Fact;

import org.joda.money.Money;

/**
 * An account's next bill, as it stands now.
 *
 * @param account the account
 * @param cycle when and how it is billed
 * @param billDate when it is made
 * @param dueOn when it will be due
 * @param from first day it is for, or null
 * @param to last day it is for, or null
 * @param lines what it consists of so far; empty if there is nothing yet
 * @param net before tax
 * @param tax the tax
 * @param donation for non-profits
 * @param total what it comes to
 * @param last whether it is the account's final bill
 * @param after when the bill after it is made; null after the last one
 * @param asOf the account's last ledger entry
 * @param at when it was computed, UTC
 * @param obstacle why it can't be computed, in a sentence; null if it can
 */
public record NextBill(AccountNumber account, BillCycle cycle, LocalDate billDate, LocalDate dueOn, LocalDate from,
		LocalDate to, List<NewInvoice.Line> lines, Money net, Money tax, Money donation, Money total, boolean last,
		LocalDate after, long asOf, Instant at, String obstacle) {

	/** What it comes to, as a fact. */
	public Fact totalFact() {
		return Fact.ofMoney("next-bill", this.account.toString(), this.asOf, this.at, this.total);
	}

	/** When it is made, as a fact. */
	public Fact dateFact() {
		return Fact.ofDate("next-bill-date", this.account.toString(), this.asOf, this.at, this.billDate);
	}

}

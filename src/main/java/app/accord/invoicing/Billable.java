package app.accord.invoicing;

import java.time.LocalDate;
import java.util.List;

import app.accord.billing.BillCycle;
import app.accord.billing.LockedAccount;
import app.accord.catalog.CustomerTerms;
import app.accord.customer.AccountNumber;
import app.accord.subscription.ContractHistory;

/**
 * All that an account's next bill rests on, as it was read at one moment.
 *
 * @param account the account with its balance and last entry
 * @param language the customer's, such as en
 * @param terms what promotions ask of the customer
 * @param cycle when and how it is billed
 * @param periods those on record that the bill may put right, in order; the last one of
 * the account is among them
 * @param contracts with all phases that are known
 * @param billed lines about contracts' days on bills of those periods
 * @param usage not billed yet
 * @param oneOffs not billed yet
 */
record Billable(LockedAccount account, String language, CustomerTerms terms, BillCycle cycle, List<Period> periods,
		List<ContractHistory> contracts, List<BilledLine> billed, List<UsageItem> usage, List<OneOff> oneOffs) {

	AccountNumber number() {
		return this.account.number();
	}

	String currency() {
		return this.account.currency();
	}

	/** How many phases its contracts have. */
	int phases() {
		return this.contracts.stream().mapToInt((contract) -> contract.phases().size()).sum();
	}

	/** Whether all of its contracts have ended by that day. */
	boolean closing(LocalDate day) {
		return !this.contracts.isEmpty() && this.contracts.stream().allMatch((contract) -> over(contract, day));
	}

	private static boolean over(ContractHistory contract, LocalDate day) {
		var last = contract.effective().getLast();
		return last.kind() == app.accord.subscription.PhaseKind.END && !last.from().isAfter(day);
	}

	/** Whether there is anything that could ever be billed. */
	boolean idle() {
		return this.contracts.isEmpty() && this.usage.isEmpty() && this.oneOffs.isEmpty();
	}

}

package app.accord.joining;

import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.Position;
import app.accord.customer.CustomerProfile;
import app.accord.relationship.Relationship;

/**
 * One of two customers who may be the same: who it is and what hangs on it.
 *
 * @param profile who it is, with the numbers of all records that are joined already
 * @param accounts the billing accounts
 * @param services how many contracts there are
 * @param running how many of them run
 * @param orders how many purchases there are
 * @param bills how many bills there are
 * @param openCases how many cases have something still to be done
 * @param messages how many messages there are
 * @param entries how many entries the history has
 * @param cards how many cards are saved
 * @param logins the user names for the portal
 * @param ties what holds with others: who they are to each other, who may speak, who pays
 */
public record JoinSide(CustomerProfile profile, List<Account> accounts, int services, int running, long orders,
		long bills, int openCases, long messages, long entries, int cards, List<String> logins,
		List<Relationship> ties) {

	/** How many bills or parts of them are disputed and undecided. */
	public int openDisputes() {
		return this.accounts.stream().mapToInt(Account::openDisputes).sum();
	}

	/**
	 * A billing account.
	 *
	 * @param account the account
	 * @param position where it stands
	 * @param openDisputes how many disputes are undecided
	 * @param autoPay whether its bills pay themselves
	 */
	public record Account(BillingAccount account, Position position, int openDisputes, boolean autoPay) {
	}

}

package app.accord.relationship;

import java.util.Set;

import app.accord.customer.AccountNumber;

/**
 * How far a person may act for another customer now.
 *
 * @param scopes what the authority covers
 * @param paid the accounts that the person is asked to pay
 */
public record Access(Set<Scope> scopes, Set<AccountNumber> paid) {

	/** Whether there is anything. */
	public boolean any() {
		return !this.scopes.isEmpty() || !this.paid.isEmpty();
	}

	/** Whether it covers that, of one account at least. */
	public boolean may(Scope scope) {
		return this.scopes.contains(scope) || byPaying(scope) && !this.paid.isEmpty();
	}

	/** Whether it covers that of an account. */
	public boolean may(Scope scope, AccountNumber account) {
		return this.scopes.contains(scope) || byPaying(scope) && this.paid.contains(account);
	}

	// Whoever is asked to pay an account sees what is on it.
	private static boolean byPaying(Scope scope) {
		return scope == Scope.BILLS || scope == Scope.PAY;
	}

}

package app.accord.speaking;

import java.util.Set;

import app.accord.relationship.Scope;

/** What is done for a customer, by what somebody else needs to ask for it. */
public enum Deed {

	/** Telling what is owed, billed and paid. */
	TELLING(Scope.BILLS, Scope.BILLS.words()),

	/**
	 * Having a card charged, now or for each bill. Money that is brought is anybody's.
	 */
	PAYING(Scope.PAY, Scope.PAY.words()),

	/** Having money paid out or back. */
	MONEY_OUT(Scope.PAY, "have money paid out"),

	/** Ordering on the account, and changing contracts. */
	ORDERING(Scope.ORDERS, Scope.ORDERS.words()),

	/** Changing, giving out or erasing personal data. */
	DATA(Scope.DATA, Scope.DATA.words()),

	/** Giving money away; no authority covers it. */
	GIVING(null, "give money away"),

	/** Agreeing to be sent offers; no authority covers it. A no can be noted. */
	AGREEING(null, "agree to offers and news"),

	/** Saying who may speak and who is asked to pay; no authority covers it. */
	PEOPLE(null, "say who may speak or pay");

	private final Scope scope;

	private final String words;

	Deed(Scope scope, String words) {
		this.scope = scope;
		this.words = words;
	}

	/** What it is, after “may not”. */
	String words() {
		return this.words;
	}

	/** Whether nobody but the customer can ask for it. */
	boolean customersOwn() {
		return this.scope == null;
	}

	/** Whether somebody with these scopes may ask for it. */
	boolean within(Set<Scope> scopes) {
		return this.scope != null && scopes.contains(this.scope);
	}

}

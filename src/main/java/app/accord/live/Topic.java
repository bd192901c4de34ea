package app.accord.live;

import java.util.Locale;

/** What part of what a screen shows has changed. Screens receive its lower-case name. */
public enum Topic {

	/** An account's ledger, position, bills or payments. */
	ACCOUNT,

	/** Cases. */
	CASES,

	/** The customer's own data: name, tier, contact points. */
	CUSTOMER,

	/** Purchases and orders. */
	ORDERS,

	/** The price book; concerns every customer. */
	PRICES,

	/** Contracts and services. */
	SERVICES,

	/** The contact history. */
	TIMELINE;

	/** The name as screens receive it. */
	public String event() {
		return name().toLowerCase(Locale.ROOT);
	}

}

package app.accord.actor;

/** Where a contact or change took place. */
public enum Channel {

	/** An agent's desk. */
	DESK,

	/** The customer's self-service pages. */
	PORTAL,

	/** A shop counter. */
	COUNTER,

	/** Another program, through the API. */
	API,

	/** E-mail, in or out. */
	EMAIL,

	/** Text message, in or out. */
	SMS,

	/** Letter, in or out. */
	POST,

	/** Telephone call. */
	PHONE,

	/** A web shop or web form. */
	WEB,

	/** A shop, where the till is another system's. */
	SHOP,

	/** Automatic: a job, an import, a rule. */
	SYSTEM

}

package app.accord.actor;

/** What kind of actor made a change. */
public enum ActorKind {

	/** An employee. */
	STAFF,

	/** The customer. */
	CUSTOMER,

	/** Another system, through the API or an import. */
	PROGRAM,

	/** Accord by itself. */
	SYSTEM

}

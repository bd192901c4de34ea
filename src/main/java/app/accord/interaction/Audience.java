package app.accord.interaction;

/** Who reads a timeline. */
public enum Audience {

	/** Employees and programs: everything. */
	STAFF,

	/** The customer: everything but what is internal. */
	CUSTOMER

}

package app.accord.customer;

/** What a customer is. */
public enum CustomerKind {

	/** A human being. */
	PERSON,

	/** A company, club or authority. */
	ORGANIZATION

}

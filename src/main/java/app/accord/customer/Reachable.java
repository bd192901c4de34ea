package app.accord.customer;

/** Whether a contact point reaches its customer. */
public enum Reachable {

	/** It was used and reached the customer. */
	YES,

	/** It does not; the reason is kept with it. */
	NO,

	/** Nobody has tried or said. */
	UNKNOWN

}

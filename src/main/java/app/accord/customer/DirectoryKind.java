package app.accord.customer;

/** What kind of value names a customer. */
public enum DirectoryKind {

	/** A telephone number in E.164. Several customers may share one. */
	PHONE,

	/** An e-mail address in lower case. Several customers may share one. */
	EMAIL,

	/** The name for signing in on the portal; one customer's only. */
	LOGIN,

	/**
	 * The customer's id in another system, such as {@code telco:7590-VHVEG}; one
	 * customer's only.
	 */
	EXTERNAL

}

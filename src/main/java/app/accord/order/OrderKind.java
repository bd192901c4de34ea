package app.accord.order;

/** Which way the goods went. */
public enum OrderKind {

	/** To the customer. */
	SALE,

	/** Back from the customer. */
	RETURN

}

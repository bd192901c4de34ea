package app.accord.catalog;

/** What kind of product. */
public enum ProductKind {

	/** Provided under a contract. */
	SERVICE,

	/** Sold over the counter or by mail. */
	GOODS

}

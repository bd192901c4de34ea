package app.accord.catalog;

/** What a price is for. */
public enum ProductUnit {

	/** A month of it. */
	MONTH,

	/** One of it. */
	EACH

}

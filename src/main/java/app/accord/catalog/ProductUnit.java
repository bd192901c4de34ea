package app.accord.catalog;

/** What a price is for. */
public enum ProductUnit {

	/** A month of it. */
	MONTH,

	/** One of it. */
	EACH,

	/** A minute of use. */
	MINUTE,

	/** A gigabyte of use. */
	GIGABYTE,

	/** A message sent. */
	MESSAGE;

	/** Whether it is counted as it is used, and billed afterwards. */
	public boolean used() {
		return this != MONTH && this != EACH;
	}

}

package app.accord.order;

/** Where something was bought. */
public enum SoldThrough {

	/** In a shop. */
	SHOP,

	/** On the web. */
	WEB,

	/** By telephone. */
	PHONE

}

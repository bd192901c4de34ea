package app.accord.api;

import java.util.List;

/** A page of a list, which is answered as JSON or as CSV. */
interface Paged<T> {

	/** What is on the page. */
	List<T> items();

	/** How many there are on all pages. */
	long total();

}

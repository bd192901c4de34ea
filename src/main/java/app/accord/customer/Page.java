package app.accord.customer;

import java.util.List;

/**
 * A page of a list.
 *
 * @param <T> what is listed
 * @param items the entries of this page
 * @param page from 0
 * @param size entries asked for
 * @param total entries on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

	/** How many pages there are; at least 1. */
	public int pages() {
		return (int) Math.max(1, (this.total + this.size - 1) / this.size);
	}

	/** Whether another page follows. */
	public boolean hasNext() {
		return (this.page + 1L) * this.size < this.total;
	}

}

package app.accord.desk;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import app.accord.billing.BillingAccount;
import app.accord.customer.CustomerProfile;

/**
 * A page of a list that belongs to one billing account.
 *
 * @param <T> what is listed
 * @param customer whose
 * @param account the account that is shown
 * @param accounts all accounts of the customer
 * @param items those of this page
 * @param page from 1
 * @param pages how many there are, at least 1
 * @param total entries on all pages
 */
record AccountList<T>(CustomerProfile customer, BillingAccount account, List<BillingAccount> accounts, List<T> items,
		int page, long pages, long total) {

	static final int SIZE = 50;

	private static final int BATCH = 200;

	static <T> AccountList<T> of(CustomerProfile customer, BillingAccount account, List<BillingAccount> accounts,
			int page, long total, Read<T> read) {
		long pages = Math.max(1, (total + SIZE - 1) / SIZE);
		int shown = (int) Math.clamp(page, 1L, pages);
		return new AccountList<>(customer, account, accounts, read.page(shown - 1, SIZE), shown, pages, total);
	}

	/** All of them, for a file; read in parts. */
	static <T> Stream<T> all(long total, Read<T> read) {
		int batches = (int) ((total + BATCH - 1) / BATCH);
		return IntStream.range(0, batches).boxed().flatMap((batch) -> read.page(batch, BATCH).stream());
	}

	/** All of a list that isn't counted, for a file; read in parts until one is empty. */
	static <T> Stream<T> until(Read<T> read) {
		return IntStream.iterate(0, (batch) -> batch + 1)
			.mapToObj((batch) -> read.page(batch, BATCH))
			.takeWhile((items) -> !items.isEmpty())
			.flatMap(List::stream);
	}

	/** Reads a page, from 0. */
	interface Read<T> {

		List<T> page(int page, int size);

	}

}

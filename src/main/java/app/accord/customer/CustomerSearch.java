package app.accord.customer;

import java.util.List;

import org.springframework.stereotype.Service;

/** Finds customers by anything that people know of them. */
@Service
public class CustomerSearch {

	private final FindingCustomers finding;

	CustomerSearch(FindingCustomers finding) {
		this.finding = finding;
	}

	/**
	 * Finds customers by number (customer, account, bill, order, contract, receipt),
	 * telephone in any format, e-mail, name, address or a fragment of them. Exact hits
	 * first; if there is none of either, names that sound alike. An empty query lists
	 * all, newest first.
	 * @param query as typed; may be null
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	public SearchPage find(String query, int page, int size) {
		return this.finding.find(query, Math.clamp(page, 0, 1_000_000), Math.clamp(size, 1, 200));
	}

	/**
	 * Lists customers for browsing: those that are found (at most 1000), or all.
	 * @param query as typed; null or empty: all
	 * @param tier only those of it; null: of any
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	public SearchPage list(String query, Tier tier, ListOrder order, int page, int size) {
		return this.finding.list(query, tier, order, Math.clamp(page, 0, 1_000_000), Math.clamp(size, 1, 200));
	}

	/** The customers whose telephone number this is, typed in any format. */
	public List<SearchHit> byPhone(String typed) {
		return this.finding.byPhone(typed);
	}

}

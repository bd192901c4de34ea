package app.accord.search;

import java.sql.Types;
import java.util.List;
import java.util.regex.Pattern;

import app.accord.customer.Numbers;
import app.accord.customer.Tier;
import app.accord.customer.Typed;
import app.accord.search.FindingCustomers.Outcome;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds customers by anything that people know of them. */
@Service
public class CustomerSearch {

	private static final int MOST = 1000;

	private static final int LONGEST = 200;

	private static final Pattern OUR_NUMBER = Pattern
		.compile("(?i)(C|A|INV|O|S|R|CN|DP|PA|P)[\\s\\u2010-\\u2015-]*\\d+(?:[\\s\\u2010-\\u2015-]+\\d+){1,2}");

	private final FindingCustomers finding;

	private final Presenting presenting;

	private final SeenCustomers seen;

	private final JdbcClient jdbc;

	CustomerSearch(FindingCustomers finding, Presenting presenting, SeenCustomers seen, JdbcClient jdbc) {
		this.finding = finding;
		this.presenting = presenting;
		this.seen = seen;
		this.jdbc = jdbc;
	}

	/**
	 * The same for nobody in particular.
	 * @see #find(String, int, int, String)
	 */
	public SearchPage find(String query, int page, int size) {
		return find(query, page, size, null);
	}

	/**
	 * Finds customers by number (customer, account, bill, order, contract, receipt and
	 * all others of ours), telephone in any format or its end, e-mail, id in another
	 * system, name (also misspelt, swapped, shortened, in another script, by nickname),
	 * address, a fragment of them, or a bill's amount with or without its day. What is
	 * exact comes first, then what begins so, then what is alike. An empty query lists
	 * all, newest first.
	 * @param query as typed; may be null
	 * @param page from 0
	 * @param size entries a page, at most 200
	 * @param employee user name of the one who searches: whom this one opened lately
	 * comes first among equals; null: nobody's
	 */
	public SearchPage find(String query, int page, int size, String employee) {
		int from = Math.clamp(page, 0, 1_000_000);
		int entries = Math.clamp(size, 1, 200);
		String text = Typed.clean(query);
		return (text == null) ? list(null, null, ListOrder.NEWEST, from, entries)
				: find(shortened(text), from, entries, MOST, this.seen.of(employee), false);
	}

	/**
	 * The first hits while somebody types.
	 * @see #find(String, int, int, String)
	 */
	public SearchPage suggest(String query, int size, String employee) {
		String text = Typed.clean(query);
		return (text == null) ? new SearchPage(List.of(), 0, size, 0, false, null)
				: find(shortened(text), 0, size, 20 * size, this.seen.of(employee), true);
	}

	/**
	 * Lists customers for browsing: those that are found (at most 1000), or all.
	 * @param query as typed; null or empty: all
	 * @param tier only those of it; null: of any
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	public SearchPage list(String query, Tier tier, ListOrder order, int page, int size) {
		int from = Math.clamp(page, 0, 1_000_000);
		int entries = Math.clamp(size, 1, 200);
		String text = Typed.clean(query);
		Outcome found = (text != null) ? this.finding.find(shortened(text), MOST, List.of(), false) : null;
		Long[] among = (found != null) ? found.found().stream().map(Found::customerId).toArray(Long[]::new) : null;
		String wanted = """
				from customer where (cast(:among as bigint[]) is null or customer_id = any (:among))
				and (cast(:tier as text) is null or tier = :tier)
				""";
		String of = (tier != null) ? tier.name() : null;
		ListOrder sorted = (found == null && order == ListOrder.BEST) ? ListOrder.NEWEST : order;
		List<Long> ids = this.jdbc
			.sql("/* across customers: search */ select customer_id " + wanted + " order by " + sorted.sql()
					+ " limit :size offset :offset")
			.param("among", among, Types.ARRAY)
			.param("tier", of)
			.param("size", entries)
			.param("offset", (long) from * entries)
			.query(Long.class)
			.list();
		long total = this.jdbc.sql("/* across customers: search */ select count(*) " + wanted)
			.param("among", among, Types.ARRAY)
			.param("tier", of)
			.query(Long.class)
			.single();
		List<Found> listed = ids.stream()
			.map((customerId) -> (found == null) ? new Found(customerId, Found.Rank.ANYTHING, 0, "", null, "")
					: found.found().stream().filter((one) -> one.customerId() == customerId).findFirst().orElseThrow())
			.toList();
		return new SearchPage(this.presenting.hits(listed, (text != null) ? text : "", List.of()), from, entries, total,
				found != null && found.more(), (found != null) ? hint(text, found) : null);
	}

	/** The customers whose telephone number this is, typed in any format. */
	public List<SearchHit> byPhone(String typed) {
		String text = Typed.clean(typed);
		return (text == null) ? List.of()
				: this.presenting.hits(this.finding.byPhone(shortened(text)), text, List.of());
	}

	private SearchPage find(String text, int page, int size, int most, List<Long> seen, boolean some) {
		Outcome outcome = this.finding.find(text, most, seen, some);
		List<Found> shown = outcome.found().stream().skip((long) page * size).limit(size).toList();
		return new SearchPage(this.presenting.hits(shown, text, seen), page, size, outcome.found().size(),
				outcome.more(), hint(text, outcome));
	}

	private static String shortened(String text) {
		return (text.length() > LONGEST) ? text.substring(0, LONGEST) : text;
	}

	private static String hint(String text, Outcome outcome) {
		if (outcome.stopped()) {
			return "This took too long, so not everything was looked through. Add a word, a telephone number or the place.";
		}
		if (outcome.found().isEmpty() && OUR_NUMBER.matcher(text).matches() && Numbers.read(text).isEmpty()) {
			return "This looks like a number of ours, but a digit must be wrong: its last digit does not fit the others.";
		}
		if (outcome.more()) {
			return "Too many fit to show them all. Add a word: the given name, the street, the town.";
		}
		return null;
	}

}

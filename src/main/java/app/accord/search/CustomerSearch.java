package app.accord.search;

import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import app.accord.customer.Numbers;
import app.accord.customer.Tier;
import app.accord.customer.Typed;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.search.Hits.Outcome;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds customers by anything that people know of them. */
@Service
public class CustomerSearch {

	private static final int MOST = 1000;

	private static final int LONGEST = 200;

	/** While somebody types, the best are those of so many times what is shown. */
	private static final int LOOKED_AT = 10;

	/** So many are counted; of more it is said that there are more. */
	private static final int COUNTED = 10_000;

	/**
	 * Those who are browsed: each customer once, and nobody who was taken back or erased.
	 */
	private static final String PRESENT = """
			not exists (select from customer_withdrawn w where w.customer_id = c.customer_id)
			and not exists (select from customer_erased e where e.customer_id = c.customer_id)
			and not exists (select from linked_customer l where l.customer_id = c.customer_id and l.under_id is not null)
			""";

	private static final Pattern OUR_NUMBER = Pattern
		.compile("(?i)(C|A|INV|O|S|R|CN|DP|PA|P)[\\s\\u2010-\\u2015-]*\\d+(?:[\\s\\u2010-\\u2015-]+\\d+){1,2}");

	private final FindingCustomers finding;

	private final Presenting presenting;

	private final SeenCustomers seen;

	private final JdbcClient jdbc;

	private final LinkedCustomers linked;

	private final Turns turns;

	CustomerSearch(FindingCustomers finding, Presenting presenting, SeenCustomers seen, JdbcClient jdbc,
			LinkedCustomers linked, Turns turns) {
		this.linked = linked;
		this.turns = turns;
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
				: this.turns.take(() -> find(shortened(text), from, entries, MOST, this.seen.of(employee), false));
	}

	/**
	 * The first hits while somebody types.
	 * @see #find(String, int, int, String)
	 */
	public SearchPage suggest(String query, int size, String employee) {
		String text = Typed.clean(query);
		return (text == null) ? new SearchPage(List.of(), 0, size, 0, false, null)
				: this.turns.take(() -> find(shortened(text), 0, size, LOOKED_AT * size, this.seen.of(employee), true));
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
		Outcome found = (text != null)
				? this.turns.take(() -> this.finding.find(shortened(text), MOST, List.of(), false)) : null;
		List<Found> once = (found != null) ? once(found.found()) : List.of();
		Long[] among = (found != null) ? once.stream().map(Found::customerId).toArray(Long[]::new) : null;
		String wanted = ((found != null) ? "from customer c where c.customer_id = any (:among)"
				: "from customer c where " + PRESENT) + ((tier != null) ? " and c.tier = :tier" : "");
		String of = (tier != null) ? tier.name() : null;
		ListOrder sorted = (found == null && order == ListOrder.BEST) ? ListOrder.NEWEST : order;
		List<Long> ids = this.jdbc
			.sql("/* across customers: search */ select c.customer_id " + wanted + " order by " + sorted.sql()
					+ " limit :size offset :offset")
			.param("among", among, Types.ARRAY)
			.param("tier", of)
			.param("size", entries)
			.param("offset", (long) from * entries)
			.query(Long.class)
			.list();
		long counted = this.jdbc
			.sql("/* across customers: search */ select count(*) from (select " + wanted + " limit :most) as counted")
			.param("among", among, Types.ARRAY)
			.param("tier", of)
			.param("most", COUNTED + 1)
			.query(Long.class)
			.single();
		List<Found> listed = ids.stream()
			.map((customerId) -> (found == null) ? new Found(customerId, Found.Rank.ANYTHING, 0, "", null, "")
					: once.stream().filter((one) -> one.customerId() == customerId).findFirst().orElseThrow())
			.toList();
		return new SearchPage(this.presenting.hits(listed, (text != null) ? text : "", List.of()), from, entries,
				Math.min(counted, COUNTED), counted > COUNTED || found != null && found.more(),
				(found != null) ? hint(text, found) : null);
	}

	/** Records that are joined are one customer: the best of them stands for it. */
	private List<Found> once(List<Found> found) {
		Map<Long, LinkedSet> sets = this.linked.ofAll(found.stream().map(Found::customerId).toList());
		Set<Long> customers = new HashSet<>();
		return found.stream().filter((one) -> customers.add(sets.get(one.customerId()).leading())).toList();
	}

	/** The customers whose telephone number this is, typed in any format. */
	public List<SearchHit> byPhone(String typed) {
		String text = Typed.clean(typed);
		return (text == null) ? List.of()
				: this.turns.take(() -> this.presenting.hits(this.finding.byPhone(shortened(text)), text, List.of()));
	}

	private SearchPage find(String text, int page, int size, int most, List<Long> seen, boolean some) {
		Outcome outcome = this.finding.find(text, most, seen, some);
		List<Found> once = once(outcome.found());
		List<Found> shown = once.stream().skip((long) page * size).limit(size).toList();
		return new SearchPage(this.presenting.hits(shown, text, seen), page, size, once.size(), outcome.more(),
				hint(text, outcome));
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

package app.accord.linked;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which record stands under which. */
final class Forest {

	private final Set<Long> records = new TreeSet<>();

	private final Map<Long, Branch> branches = new TreeMap<>();

	void add(long customerId) {
		this.records.add(customerId);
	}

	void addAll(Forest other) {
		this.records.addAll(other.records);
		this.branches.putAll(other.branches);
	}

	void link(long customerId, long underId, long linkId) {
		this.branches.put(customerId, new Branch(underId, linkId));
	}

	void unlink(long customerId) {
		this.branches.remove(customerId);
	}

	/** The record it stands under; null at the top. */
	Long underOf(long customerId) {
		Branch branch = this.branches.get(customerId);
		return (branch != null) ? branch.underId() : null;
	}

	/** The link by which it stands there; null at the top. */
	Long linkOf(long customerId) {
		Branch branch = this.branches.get(customerId);
		return (branch != null) ? branch.linkId() : null;
	}

	/** The record that was joined by that link. */
	long byLink(long linkId) {
		return this.branches.entrySet()
			.stream()
			.filter((branch) -> branch.getValue().linkId() == linkId)
			.map(Map.Entry::getKey)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("That link holds nothing together any more."));
	}

	/** What stands right under a record, in the order in which it was joined. */
	List<Long> children(long customerId) {
		return this.branches.entrySet()
			.stream()
			.filter((branch) -> branch.getValue().underId() == customerId)
			.sorted(Comparator.comparing((branch) -> branch.getValue().linkId()))
			.map(Map.Entry::getKey)
			.toList();
	}

	/** A record and all that stands under it: it first, then by number. */
	List<Long> members(long top) {
		Set<Long> found = new TreeSet<>();
		Deque<Long> open = new ArrayDeque<>(List.of(top));
		while (!open.isEmpty()) {
			for (long child : children(open.pop())) {
				found.add(child);
				open.push(child);
			}
		}
		List<Long> members = new ArrayList<>(List.of(top));
		members.addAll(found);
		return members;
	}

	/** Whose value is shown at a record: its own, unless a link under it was chosen. */
	long source(long customerId, LinkedField field, Map<Long, Map<LinkedField, Side>> choices) {
		long source = customerId;
		for (long child : children(customerId)) {
			if (choices.getOrDefault(linkOf(child), Map.of()).get(field) == Side.JOINED) {
				source = source(child, field, choices);
			}
		}
		return source;
	}

	/** The newest link on the way from one record to another. */
	long newestBetween(long one, long other) {
		Set<Long> way = new TreeSet<>(linksAbove(one));
		linksAbove(other).forEach((link) -> {
			if (!way.remove(link)) {
				way.add(link);
			}
		});
		return way.stream().max(Comparator.naturalOrder()).orElse(0L);
	}

	private List<Long> linksAbove(long customerId) {
		List<Long> links = new ArrayList<>();
		for (Long here = customerId; linkOf(here) != null; here = underOf(here)) {
			links.add(linkOf(here));
		}
		return links;
	}

	private record Branch(long underId, long linkId) {
	}

}

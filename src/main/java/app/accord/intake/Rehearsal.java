package app.accord.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import app.accord.customer.ContactKind;
import app.accord.customer.NewCustomer;
import app.accord.customer.SearchMarks;
import app.accord.duplicates.Imagined;

/**
 * What a check would have written so far, in memory: whom rows would have made and what
 * they would have changed, findable as the base makes customers findable. So later rows
 * of the file are judged as they will be when it is carried out.
 */
final class Rehearsal implements Imagined {

	/** What is only carried out, and nothing imagined. */
	static final Rehearsal NONE = new Rehearsal();

	/** Stands in no cell: {@code Typed} takes it out. */
	private static final String BETWEEN = "\0";

	/** In the order of being written; who was written anew stands here again. */
	private final List<Known> written = new ArrayList<>();

	/** By id, the last place. */
	private final Map<Long, Integer> places = new HashMap<>();

	private final Map<Long, Postings> byWord = new HashMap<>();

	private final Map<Long, Postings> byPoint = new HashMap<>();

	private final Map<String, Long> byExternalId = new HashMap<>();

	/**
	 * What the source would have said last of a customer: an external id, what it said,
	 * and so on. Packed, for there are many and few are asked for.
	 */
	private final Map<Long, List<String>> said = new HashMap<>();

	private int fresh;

	/** Whether more rows came than can be remembered. */
	boolean full() {
		return this.written.size() >= Taking.MOST_COMPARED;
	}

	/** Imagines that decisions were carried out. */
	void apply(List<Decision> decisions, Map<Long, Known> known) {
		for (Decision decision : decisions) {
			if (full()) {
				return;
			}
			switch (decision.verdict()) {
				case NEW -> {
					this.fresh++;
					long id = -decision.candidate().no();
					say(id, decision.candidate());
					write(Known.of(id, decision.candidate()));
				}
				case CHANGED, SAME -> {
					Known person = known.get(decision.customerId());
					say(decision.customerId(), decision.candidate());
					if (!decision.changes().isEmpty()) {
						for (Change change : decision.changes()) {
							person = person.with(decision.candidate(), change);
						}
						write(person);
					}
				}
				case MAYBE, REFUSED -> {
					// Nothing is written.
				}
			}
		}
	}

	private void say(long id, Candidate candidate) {
		if (candidate.externalId() != null) {
			this.byExternalId.put(candidate.externalId(), id);
			Map<String, Map<String, String>> all = new LinkedHashMap<>(said(id));
			all.put(candidate.externalId(), candidate.slots());
			List<String> packed = new ArrayList<>();
			all.forEach((externalId, slots) -> packed.addAll(List.of(externalId, packed(slots))));
			this.said.put(id, List.copyOf(packed));
		}
	}

	private void write(Known person) {
		int place = this.written.size();
		this.written.add(person);
		this.places.put(person.id(), place);
		NewCustomer record = person.record(externalIds(person.id()));
		SearchMarks.words(record)
			.forEach((word) -> this.byWord.computeIfAbsent(hash(word), (any) -> new Postings()).add(place));
		person.points()
			.stream()
			.filter((point) -> point.canonical() != null)
			.forEach((point) -> this.byPoint
				.computeIfAbsent(hash(point.kind() + point.canonical()), (any) -> new Postings())
				.add(place));
	}

	private List<String> externalIds(long id) {
		return List.copyOf(said(id).keySet());
	}

	/** Whom that id would name, or null. */
	Long named(String externalId) {
		return (externalId != null) ? this.byExternalId.get(externalId) : null;
	}

	/** What would be known of them, or null where that is what the base knows. */
	Known known(long id) {
		Integer place = this.places.get(id);
		return (place != null) ? this.written.get(place) : null;
	}

	/** What the source would have said last of a customer, by external id. */
	Map<String, Map<String, String>> said(long id) {
		List<String> packed = this.said.getOrDefault(id, List.of());
		Map<String, Map<String, String>> all = new LinkedHashMap<>();
		for (int i = 0; i < packed.size(); i += 2) {
			Map<String, String> slots = new LinkedHashMap<>();
			String[] parts = packed.get(i + 1).split(BETWEEN, -1);
			for (int part = 0; part + 1 < parts.length; part += 2) {
				slots.put(parts[part], parts[part + 1]);
			}
			all.put(packed.get(i), slots);
		}
		return all;
	}

	private static String packed(Map<String, String> slots) {
		return slots.entrySet()
			.stream()
			.map((slot) -> slot.getKey() + BETWEEN + slot.getValue())
			.collect(Collectors.joining(BETWEEN));
	}

	@Override
	public int more() {
		return this.fresh;
	}

	@Override
	public Collection<Long> having(ContactKind kind, String canonical) {
		Postings postings = this.byPoint.get(hash(kind + canonical));
		return (postings != null) ? ids(Arrays.stream(postings.places())) : List.of();
	}

	@Override
	public Collection<Long> called(List<Set<String>> words) {
		List<List<Postings>> parts = new ArrayList<>();
		for (Set<String> some : words) {
			List<Postings> part = some.stream()
				.map((word) -> this.byWord.get(hash(word)))
				.filter((postings) -> postings != null)
				.toList();
			if (part.isEmpty()) {
				return List.of();
			}
			parts.add(part);
		}
		List<Postings> rarest = parts.stream()
			.min((one, other) -> Integer.compare(size(one), size(other)))
			.orElse(List.of());
		Set<Integer> places = new TreeSet<>();
		rarest.forEach((postings) -> Arrays.stream(postings.places())
			.filter((place) -> parts.stream().allMatch((part) -> part.stream().anyMatch((one) -> one.has(place))))
			.forEach(places::add));
		return ids(places.stream().mapToInt(Integer::intValue));
	}

	private Collection<Long> ids(IntStream some) {
		Set<Long> ids = new LinkedHashSet<>();
		some.filter((place) -> this.places.get(this.written.get(place).id()) == place)
			.forEach((place) -> ids.add(this.written.get(place).id()));
		return ids;
	}

	@Override
	public NewCustomer as(long id) {
		Known known = known(id);
		return (known != null) ? known.record(List.of()) : null;
	}

	private static int size(List<Postings> part) {
		return part.stream().mapToInt((postings) -> postings.size).sum();
	}

	/** A hash in 64 bits, in less room than the word. */
	private static long hash(String key) {
		long hash = 1125899906842597L;
		for (int i = 0; i < key.length(); i++) {
			hash = 31 * hash + key.charAt(i);
		}
		return hash;
	}

	/** Places in ascending order. */
	private static final class Postings {

		private int[] places = new int[1];

		private int size;

		void add(int place) {
			if (this.size == this.places.length) {
				this.places = Arrays.copyOf(this.places, this.size * 2);
			}
			this.places[this.size++] = place;
		}

		int[] places() {
			return Arrays.copyOf(this.places, this.size);
		}

		boolean has(int place) {
			return Arrays.binarySearch(this.places, 0, this.size, place) >= 0;
		}

	}

}

package app.accord.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.regex.Pattern;

import app.accord.customer.ContactKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Phones;
import app.accord.matching.Entry;
import app.accord.matching.Judgement;
import app.accord.matching.Judging;
import app.accord.matching.RecordKind;
import app.accord.matching.Vocabulary;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Recognises customers in records that somebody typed or sent, many at once: whoever
 * shares a key with a record is compared with it by the learned model. However many
 * records there are, it takes some ten statements.
 */
@Component
public class Recognising {

	/** A telephone number or e-mail of so many is a switchboard's. */
	private static final int SHARED_BY_MANY = 20;

	private static final int HITS = 25;

	private static final int AT_ONCE = 500;

	private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{7,14}");

	private final JdbcClient jdbc;

	private final Customers customers;

	private final Directory directory;

	private final Phones phones;

	private final LearnedModels models;

	private final String region;

	Recognising(JdbcClient jdbc, Customers customers, Directory directory, Phones phones, LearnedModels models,
			@Value("${accord.region:US}") String region) {
		this.jdbc = jdbc;
		this.customers = customers;
		this.directory = directory;
		this.phones = phones;
		this.models = models;
		this.region = region;
	}

	/**
	 * Who the records may be.
	 * @param imagined whom they may be besides
	 * @return by the record's place in the list, the likeliest first; records that are
	 * nobody's are left out
	 */
	@Transactional
	public Map<Integer, List<Recognised>> of(List<NewCustomer> records, Imagined imagined) {
		return weigh(records, candidates(records, imagined), imagined);
	}

	/** Who the records may be, of those. */
	Map<Integer, List<Recognised>> weigh(List<NewCustomer> records, Map<Integer, Set<Long>> candidates,
			Imagined imagined) {
		Set<Long> ids = new LinkedHashSet<>();
		candidates.values().forEach(ids::addAll);
		if (ids.isEmpty()) {
			return Map.of();
		}
		Map<Long, CustomerProfile> profiles = profiles(ids.stream().filter((id) -> id > 0).toList());
		Vocabulary vocabulary = new Vocabulary(this.region);
		Map<Integer, Entry> typed = new HashMap<>();
		candidates.keySet().forEach((at) -> typed.put(at, CustomerEntries.of(records.get(at), vocabulary)));
		Map<Long, Entry> known = new HashMap<>();
		ids.stream()
			.filter((id) -> imagined.as(id) != null)
			.forEach((id) -> known.put(id, CustomerEntries.of(imagined.as(id), vocabulary)));
		profiles.values()
			.forEach((profile) -> known.computeIfAbsent(profile.customerId(),
					(id) -> CustomerEntries.of(profile, vocabulary)));
		this.models.count(vocabulary);
		Models models = new Models(imagined.more());
		Map<Integer, List<Recognised>> all = new HashMap<>();
		candidates.forEach((at, some) -> {
			List<Recognised> found = new ArrayList<>();
			Set<Long> asked = new HashSet<>();
			for (Long id : some) {
				CustomerProfile profile = profiles.get(id);
				long whose = (profile != null) ? profile.customerId() : id;
				if (known.containsKey(whose) && asked.add(whose)) {
					models.judge(typed.get(at), known.get(whose), whose, profile).ifPresent(found::add);
				}
			}
			if (!found.isEmpty()) {
				found.sort(Comparator.comparing((Recognised one) -> !one.certain())
					.thenComparing(Comparator.comparingInt(Recognised::weight).reversed()));
				all.put(at, found);
			}
		});
		return all;
	}

	/** Who shares a key with each of the records. */
	Map<Integer, Set<Long>> candidates(List<NewCustomer> records, Imagined imagined) {
		Map<Integer, Set<Long>> candidates = new LinkedHashMap<>();
		for (ContactKind kind : List.of(ContactKind.PHONE, ContactKind.EMAIL)) {
			Map<String, List<Integer>> askers = new HashMap<>();
			for (int i = 0; i < records.size(); i++) {
				for (NewContactPoint point : records.get(i).contactPoints()) {
					int at = i;
					if (point.kind() == kind && point.typed() != null) {
						canonical(point)
							.ifPresent((value) -> askers.computeIfAbsent(value, (any) -> new ArrayList<>()).add(at));
					}
				}
			}
			if (!askers.isEmpty()) {
				Map<String, List<Long>> named = this.directory.findAll(DirectoryKind.valueOf(kind.name()),
						askers.keySet());
				askers.forEach((value, asking) -> {
					Set<Long> ids = new LinkedHashSet<>(named.getOrDefault(value, List.of()));
					ids.addAll(imagined.having(kind, value));
					if (!ids.isEmpty() && ids.size() <= SHARED_BY_MANY) {
						asking.forEach(
								(at) -> candidates.computeIfAbsent(at, (any) -> new LinkedHashSet<>()).addAll(ids));
					}
				});
			}
		}
		List<Integer> places = new ArrayList<>();
		List<List<Set<String>>> queries = new ArrayList<>();
		for (int i = 0; i < records.size(); i++) {
			for (List<Set<String>> query : BlockingKeys.queries(records.get(i))) {
				places.add(i);
				queries.add(query);
			}
		}
		if (!queries.isEmpty()) {
			List<Set<Long>> found = byWords(queries);
			for (int i = 0; i < queries.size(); i++) {
				Set<Long> hits = found.get(i);
				imagined.called(queries.get(i)).stream().takeWhile((id) -> hits.size() < HITS).forEach(hits::add);
				if (!hits.isEmpty()) {
					candidates.computeIfAbsent(places.get(i), (any) -> new LinkedHashSet<>()).addAll(hits);
				}
			}
		}
		return candidates;
	}

	/** One look into the index for each query, never one through all customers. */
	private List<Set<Long>> byWords(List<List<Set<String>>> queries) {
		List<Set<Long>> found = queries.stream().map((query) -> (Set<Long>) new LinkedHashSet<Long>()).toList();
		setting("off");
		this.jdbc.sql("""
				/* across customers: search */
				select q.place, hit.customer_id from unnest(?, ?) as q (place, query)
				cross join lateral (
				  select s.customer_id from customer_search s where s.words @@ cast(q.query as tsquery) limit ?) hit
				""")
			.param(IntStream.range(0, queries.size()).boxed().toArray(Integer[]::new))
			.param(queries.stream().map(BlockingKeys::text).toArray(String[]::new))
			.param(HITS)
			.query((row) -> {
				found.get(row.getInt(1)).add(row.getLong(2));
			});
		setting("on");
		return found;
	}

	private void setting(String walkThroughAll) {
		this.jdbc.sql("select set_config('enable_seqscan', ?, true)").param(walkThroughAll).query((row) -> {
		});
	}

	private Optional<String> canonical(NewContactPoint point) {
		if (point.kind() == ContactKind.EMAIL) {
			return Optional.of(point.typed().strip().toLowerCase(Locale.ROOT));
		}
		return E164.matcher(point.typed()).matches() ? Optional.of(point.typed())
				: this.phones.canonical(point.typed());
	}

	private Map<Long, CustomerProfile> profiles(List<Long> ids) {
		Map<Long, CustomerProfile> profiles = new HashMap<>();
		for (int from = 0; from < ids.size(); from += AT_ONCE) {
			profiles.putAll(this.customers.readAll(ids.subList(from, Math.min(from + AT_ONCE, ids.size()))));
		}
		return profiles;
	}

	/** The models, each read when it is needed first. */
	private final class Models {

		private final Map<RecordKind, Judging> models = new EnumMap<>(RecordKind.class);

		private final int more;

		Models(int more) {
			this.more = more;
		}

		Optional<Recognised> judge(Entry a, Entry b, long id, CustomerProfile customer) {
			if (a.kind() != b.kind()) {
				return Optional.empty();
			}
			return this.models
				.computeIfAbsent(a.kind(), (kind) -> new Judging(Recognising.this.models.of(kind, this.more)))
				.of(a, b)
				.map((opinion) -> new Recognised(id, customer, opinion.weight(), opinion.judgement().sure(),
						opinion.judgement() == Judgement.SAME || opinion.restated(), opinion.nameOnly(),
						InWords.list(opinion.reasons()), InWords.sentence(opinion.reasons())));
		}

	}

}

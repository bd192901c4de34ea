package app.accord.duplicates;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.customer.ContactKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Page;
import app.accord.customer.Phones;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.matching.Entry;
import app.accord.matching.Judgement;
import app.accord.matching.Model;
import app.accord.matching.Opinion;
import app.accord.matching.Reason;
import app.accord.matching.Vocabulary;
import app.accord.search.CustomerSearch;
import app.accord.search.SearchHit;
import app.accord.time.BusinessCalendar;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Customers who may be the same, and what people decided about them. */
@Service
public class Duplicates {

	/** Pairs of the table that are not joined and about which nobody has decided. */
	private static final String OPEN = """
			from suspected_duplicate s where decided_by is null and not exists (
			  select from linked_customer one join linked_customer other on other.leading_id = one.leading_id
			  where one.customer_id = s.customer_id and other.customer_id = s.other_id)
			""";

	private static final int NAMES = 30;

	private static final int CANDIDATES = 80;

	private static final int SHOWN = 5;

	private final JdbcClient jdbc;

	private final Customers customers;

	private final CustomerSearch search;

	private final Directory directory;

	private final Phones phones;

	private final LearnedModels models;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	private final String region;

	Duplicates(JdbcClient jdbc, Customers customers, CustomerSearch search, Directory directory, Phones phones,
			LearnedModels models, Timeline timeline, BusinessCalendar calendar,
			@Value("${accord.region:US}") String region) {
		this.jdbc = jdbc;
		this.customers = customers;
		this.search = search;
		this.directory = directory;
		this.phones = phones;
		this.models = models;
		this.timeline = timeline;
		this.calendar = calendar;
		this.region = region;
	}

	/**
	 * Who may be the one that is being typed, the likeliest first, at most five.
	 * @param typed what is known so far; a name alone finds those who have just that name
	 */
	@Transactional(readOnly = true)
	public List<Suspect> of(NewCustomer typed) {
		return weigh((vocabulary) -> CustomerEntries.of(typed, vocabulary), candidates(typed), 0).stream()
			.limit(SHOWN)
			.toList();
	}

	/** Who may be the same as that customer, the likeliest first. */
	@Transactional(readOnly = true)
	List<Suspect> of(CustomerProfile customer) {
		List<NewContactPoint> points = customer.contactPoints()
			.stream()
			.map((point) -> new NewContactPoint(point.kind(), point.label(), point.typed(), point.preferred()))
			.toList();
		Set<Long> candidates = candidates(new NewCustomer(customer.kind(), customer.name(), customer.givenName(),
				customer.familyName(), null, null, null, points, null));
		return weigh((vocabulary) -> CustomerEntries.of(customer, vocabulary), candidates, customer.customerId());
	}

	/** Pairs that nobody has decided about, the likeliest first. */
	@Transactional(readOnly = true)
	public Page<SuspectedPair> list(int page, int size) {
		record Row(long one, long other, boolean sure, List<String> reasons, java.time.Instant at) {
		}
		List<Row> rows = this.jdbc.sql("""
				/* across customers: search */
				select customer_id, other_id, sure, reasons, found_at %s
				order by weight desc, customer_id, other_id limit ? offset ?
				""".formatted(OPEN))
			.param(size)
			.param((long) page * size)
			.query((row, number) -> new Row(row.getLong(1), row.getLong(2), row.getBoolean(3),
					List.of((String[]) row.getArray(4).getArray()), row.getTimestamp(5).toInstant()))
			.list();
		long total = this.jdbc.sql("""
				/* across customers: search */
				select count(*) %s
				""".formatted(OPEN)).query(Long.class).single();
		Set<Long> ids = new LinkedHashSet<>();
		rows.forEach((row) -> ids.addAll(List.of(row.one(), row.other())));
		Map<Long, CustomerProfile> who = ids.isEmpty() ? Map.of() : this.customers.readAll(List.copyOf(ids));
		return new Page<>(rows.stream()
			.map((row) -> new SuspectedPair(who.get(row.one()), who.get(row.other()), row.sure(), row.reasons(),
					row.at()))
			.toList(), page, size, total);
	}

	/**
	 * Remembers that two customers are not the same; they are not suspected again. Saying
	 * it twice changes nothing.
	 */
	@Transactional
	public void notTheSame(Actor actor, CustomerNumber one, CustomerNumber other) {
		long first = Math.min(one.customerId(), other.customerId());
		long second = Math.max(one.customerId(), other.customerId());
		if (first == second || !this.customers.exists(first) || !this.customers.exists(second)) {
			return;
		}
		Timestamp now = Timestamp.from(this.calendar.now());
		int changed = this.jdbc.sql("""
				insert into suspected_duplicate (customer_id, other_id, weight, sure, reasons, found_at, decided_by,
					decided_at)
				values (?, ?, 0, false, '{}', ?, ?, ?)
				on conflict (customer_id, other_id) do update set decided_by = excluded.decided_by,
					decided_at = excluded.decided_at where suspected_duplicate.decided_by is null
				""").param(first).param(second).param(now).param(actor.name()).param(now).update();
		if (changed > 0) {
			tell(actor, first, second);
			tell(actor, second, first);
		}
	}

	private void tell(Actor actor, long customerId, long other) {
		this.timeline.record(
				NewInteraction
					.change(customerId, this.calendar.now(), InteractionKind.DATA, actor,
							"Not the same as " + CustomerNumber.of(other) + ", it was decided.")
					.forStaffOnly());
	}

	private Set<Long> candidates(NewCustomer typed) {
		Set<Long> ids = new LinkedHashSet<>();
		for (NewContactPoint point : typed.contactPoints()) {
			if (point.kind() == ContactKind.PHONE) {
				this.phones.canonical(point.typed())
					.ifPresent((phone) -> ids.addAll(this.directory.find(DirectoryKind.PHONE, phone)));
			}
			else if (point.kind() == ContactKind.EMAIL && point.typed() != null) {
				ids.addAll(this.directory.find(DirectoryKind.EMAIL,
						point.typed().strip().toLowerCase(java.util.Locale.ROOT)));
			}
		}
		String name = (typed.name() != null && !typed.name().isBlank()) ? typed.name()
				: ((typed.givenName() != null) ? typed.givenName() : "") + " "
						+ ((typed.familyName() != null) ? typed.familyName() : "");
		if (!name.isBlank()) {
			this.search.find(name, 0, NAMES).items().stream().map(SearchHit::customerId).forEach(ids::add);
		}
		return new LinkedHashSet<>(ids.stream().limit(CANDIDATES).toList());
	}

	private interface Typing {

		Entry entry(Vocabulary vocabulary);

	}

	private List<Suspect> weigh(Typing typing, Set<Long> candidates, long self) {
		if (candidates.isEmpty()) {
			return List.of();
		}
		Vocabulary vocabulary = new Vocabulary(this.region);
		Entry entry = typing.entry(vocabulary);
		Map<Long, CustomerProfile> leading = new LinkedHashMap<>();
		this.customers.readAll(List.copyOf(candidates))
			.values()
			.forEach((profile) -> leading.putIfAbsent(profile.customerId(), profile));
		leading.remove(self);
		List<CustomerProfile> profiles = new ArrayList<>(leading.values());
		List<Entry> others = profiles.stream().map((each) -> CustomerEntries.of(each, vocabulary)).toList();
		this.models.count(vocabulary);
		Model model = this.models.of(entry.kind());
		List<Suspect> suspects = new ArrayList<>();
		for (int i = 0; i < others.size(); i++) {
			if (others.get(i).kind() == entry.kind()) {
				Opinion opinion = Opinion.of(entry, others.get(i), model);
				if (opinion.judgement() != Judgement.DIFFERENT) {
					suspects.add(new Suspect(profiles.get(i), opinion.weight(), opinion.judgement() == Judgement.SAME,
							words(opinion.reasons())));
				}
			}
		}
		suspects.sort(Comparator.comparingInt(Suspect::weight).reversed());
		return suspects;
	}

	/** The reasons that people can use: without what holds for any two. */
	static List<String> words(List<Reason> reasons) {
		return reasons.stream()
			.skip(1)
			.sorted(Comparator.comparingInt((Reason reason) -> Math.abs(reason.weight())).reversed())
			.limit(6)
			.map(Reason::toString)
			.toList();
	}

}

package app.accord.duplicates;

import java.sql.Timestamp;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

import app.accord.actor.Actor;
import app.accord.customer.ContactKind;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.duplicates.ComparisonState.Phase;
import app.accord.job.Job;
import app.accord.matching.Entry;
import app.accord.matching.Field;
import app.accord.matching.Judging;
import app.accord.matching.Matches;
import app.accord.matching.Matching;
import app.accord.matching.Model;
import app.accord.matching.RecordKind;
import app.accord.matching.Vocabulary;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks for customers who may be the same: over the whole base the first time and
 * whenever much has changed, and learns from it; otherwise only for who has changed.
 */
@Component
public class FindingDuplicates {

	static final String JOB = "Find duplicates";

	private static final Logger log = LoggerFactory.getLogger(FindingDuplicates.class);

	private static final int SOME = 5000;

	private static final int FEW = 2;

	private static final int READ_AT_ONCE = 2000;

	/** What was learned from fewer is not kept: what is assumed is better. */
	private static final int LEARNED_FROM = 500;

	private static final int MOST_PAIRS = 100_000;

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Customers customers;

	private final Duplicates duplicates;

	private final SuspectedPairs pairs;

	private final Comparisons comparisons;

	private final LearnedModels models;

	private final BusinessCalendar calendar;

	private final String region;

	FindingDuplicates(JdbcClient client, JdbcTemplate jdbc, Customers customers, Duplicates duplicates,
			SuspectedPairs pairs, Comparisons comparisons, LearnedModels models, BusinessCalendar calendar,
			@Value("${accord.region:US}") String region) {
		this.client = client;
		this.jdbc = jdbc;
		this.customers = customers;
		this.duplicates = duplicates;
		this.pairs = pairs;
		this.comparisons = comparisons;
		this.models = models;
		this.calendar = calendar;
		this.region = region;
	}

	/**
	 * Compares everybody with everybody, in the background.
	 * @throws Refusal if a comparison is under way
	 */
	public void begin(Actor actor) {
		Comparisons.Run run = claim(actor);
		Thread.ofVirtual().name("duplicates").start(() -> {
			try {
				compare(run, this::lookAtAll);
			}
			catch (RuntimeException ex) {
				log.error("Comparing customers failed.", ex);
			}
		});
	}

	/** The same, done when this returns. */
	void beginAndWait(Actor actor) {
		compare(claim(actor), this::lookAtAll);
	}

	private Comparisons.Run claim(Actor actor) {
		return this.comparisons.begin(true, actor.name())
			.orElseThrow(() -> new Refusal("Customers are being compared already. Wait until it is done."));
	}

	/** One night's work; nothing while a comparison is under way. */
	void run() {
		List<Checked> changed = changed();
		boolean everybody = changed.size() > SOME || !this.models.learned();
		this.comparisons.begin(everybody, "the nightly job")
			.ifPresent((run) -> compare(run, everybody ? this::lookAtAll : (one) -> lookAtChanged(one, changed)));
	}

	private void compare(Comparisons.Run run, ToIntFunction<Comparisons.Run> work) {
		try {
			run.done(work.applyAsInt(run));
		}
		catch (RuntimeException ex) {
			run.failed(String.valueOf(ex.getMessage()).lines().findFirst().orElse("?"));
			throw ex;
		}
	}

	private List<Checked> changed() {
		return this.client.sql("""
				/* across customers: search */
				select c.customer_id, c.version from customer c
				left join duplicate_check k on k.customer_id = c.customer_id
				where k.version is distinct from c.version order by c.customer_id limit ?
				""").param(SOME + 1).query((row, number) -> new Checked(row.getLong(1), row.getInt(2))).list();
	}

	private int lookAtChanged(Comparisons.Run run, List<Checked> changed) {
		int found = 0;
		for (int i = 0; i < changed.size(); i++) {
			run.at(Phase.COMPARING, i, changed.size());
			found += lookAt(changed.get(i));
		}
		run.at(Phase.KEEPING, changed.size(), changed.size());
		return found;
	}

	private int lookAt(Checked changed) {
		long customerId = changed.customerId();
		CustomerProfile customer = this.customers.find(customerId).orElseThrow();
		Timestamp now = Timestamp.from(this.calendar.now());
		boolean apart = customer.customerId() == customerId && !withdrawn(customerId);
		List<FoundPair> found = (apart ? this.duplicates.of(customer) : List.<Suspect>of()).stream()
			.map((suspect) -> FoundPair.of(customerId, suspect.customer().customerId(), suspect.weight(),
					suspect.sure(), suspect.reasons()))
			.toList();
		this.pairs.keepOf(customerId, found, now);
		check(List.of(changed));
		return found.size();
	}

	private boolean withdrawn(long customerId) {
		return this.client.sql("""
				select exists (select from customer_withdrawn where customer_id = ?)
					or exists (select from customer_erased where customer_id = ?)
				""").params(customerId, customerId).query(Boolean.class).single();
	}

	private int lookAtAll(Comparisons.Run run) {
		Timestamp begun = Timestamp.from(this.calendar.now());
		Vocabulary vocabulary = new Vocabulary(this.region);
		All all = new All();
		int total = this.client.sql("/* across customers: search */ select count(*) from customer")
			.query(Integer.class)
			.single();
		do {
			run.at(Phase.READING, all.checked.size(), Math.max(total, all.checked.size()));
		}
		while (readSome(all, vocabulary));
		int size = all.checked.size();
		List<Model> models = new ArrayList<>();
		List<FoundPair> found = new ArrayList<>();
		int before = 0;
		for (RecordKind kind : RecordKind.values()) {
			List<Entry> entries = all.entries.get(kind);
			List<Long> ids = all.ids.get(kind);
			if (entries.size() >= FEW) {
				int done = before;
				Matches matches = Matching.within(kind, entries, (thousandths) -> run.at(Phase.COMPARING,
						done + (int) ((long) entries.size() * thousandths / 1000), size));
				if (entries.size() >= LEARNED_FROM) {
					models.add(matches.model());
				}
				Judging judging = new Judging(matches.model());
				matches.pairs()
					.stream()
					.limit(MOST_PAIRS)
					.forEach((pair) -> judging.of(entries.get(pair.a()), entries.get(pair.b()))
						.ifPresent((opinion) -> found.add(FoundPair.of(ids.get(pair.a()), ids.get(pair.b()),
								pair.weight(), pair.judgement().sure(), InWords.list(opinion.reasons())))));
			}
			before += entries.size();
		}
		run.at(Phase.KEEPING, size, size);
		this.models.keep(models, size, vocabulary);
		this.pairs.keep(found, begun);
		this.pairs.forgetBefore(begun);

		check(all.checked);
		return found.size();
	}

	/**
	 * Reads the next ones, in one statement for all who stand alone; a record that is
	 * joined under another is read as that one.
	 * @return whether there were any
	 */
	private boolean readSome(All all, Vocabulary vocabulary) {
		int before = all.checked.size();
		long after = (before > 0) ? all.checked.getLast().customerId() : 0;
		List<Long> leading = new ArrayList<>();
		Map<Long, Read> read = new LinkedHashMap<>();
		this.client
			.sql("""
					/* across customers: search */
					select c.customer_id, c.version, c.kind, c.name, c.given_name, c.family_name, l.leading_id,
						cardinality(l.members) as records, w.customer_id is not null or e.customer_id is not null as withdrawn, p.kind as point_kind,
						coalesce(p.canonical, p.typed) as point
					from (select * from customer where customer_id > ? order by customer_id limit ?) c
					left join linked_customer l on l.customer_id = c.customer_id
					left join customer_withdrawn w on w.customer_id = c.customer_id
					left join customer_erased e on e.customer_id = c.customer_id
					left join contact_point p on p.customer_id = c.customer_id and p.ended_at is null
					order by c.customer_id, p.preferred desc, p.contact_point_id
					""")
			.param(after)
			.param(READ_AT_ONCE)
			.query((row) -> {
				long customerId = row.getLong("customer_id");
				if (all.checked.isEmpty() || all.checked.getLast().customerId() != customerId) {
					all.checked.add(new Checked(customerId, row.getInt("version")));
					boolean joined = row.getInt("records") > 1;
					if (joined && row.getLong("leading_id") == customerId) {
						leading.add(customerId);
					}
					if (!joined && !row.getBoolean("withdrawn")) {
						CustomerKind kind = CustomerKind.valueOf(row.getString("kind"));
						read.put(customerId, new Read(kind, CustomerEntries.named(kind, row.getString("name"),
								row.getString("given_name"), row.getString("family_name"))));
					}
				}
				if (read.containsKey(customerId) && row.getString("point_kind") != null) {
					CustomerEntries.add(read.get(customerId).values(), ContactKind.valueOf(row.getString("point_kind")),
							row.getString("point"));
				}
			});
		read.forEach((customerId, one) -> all.add(customerId, CustomerEntries.kind(one.kind()),
				Entry.of(CustomerEntries.kind(one.kind()), one.values(), vocabulary)));
		if (!leading.isEmpty()) {
			this.customers.readAll(leading)
				.forEach((customerId, customer) -> all.add(customerId, CustomerEntries.kind(customer.kind()),
						CustomerEntries.of(customer, vocabulary)));
		}
		return all.checked.size() > before;
	}

	private void check(List<Checked> checked) {
		this.jdbc.batchUpdate("""
				insert into duplicate_check (customer_id, version) values (?, ?)
				on conflict (customer_id) do update set version = excluded.version
				where duplicate_check.version <> excluded.version
				""", checked, 1000, (statement, each) -> {
			statement.setLong(1, each.customerId());
			statement.setInt(2, each.version());
		});
	}

	/** All customers, made ready to be compared. */
	private static final class All {

		private final List<Checked> checked = new ArrayList<>();

		private final Map<RecordKind, List<Long>> ids = new HashMap<>();

		private final Map<RecordKind, List<Entry>> entries = new HashMap<>();

		All() {
			for (RecordKind kind : RecordKind.values()) {
				this.ids.put(kind, new ArrayList<>());
				this.entries.put(kind, new ArrayList<>());
			}
		}

		void add(long customerId, RecordKind kind, Entry entry) {
			this.ids.get(kind).add(customerId);
			this.entries.get(kind).add(entry);
		}

	}

	private record Checked(long customerId, int version) {
	}

	private record Read(CustomerKind kind, Map<Field, List<String>> values) {
	}

	/** When it is done. */
	@Configuration(proxyBeanMethods = false)
	static class Nightly {

		@Bean
		Job findDuplicates(FindingDuplicates finding) {
			return Job.daily(JOB, LocalTime.of(2, 30), finding::run);
		}

	}

}

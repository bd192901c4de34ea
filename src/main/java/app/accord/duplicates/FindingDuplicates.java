package app.accord.duplicates;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.job.Job;
import app.accord.matching.Entry;
import app.accord.matching.Judgement;
import app.accord.matching.Matches;
import app.accord.matching.Matching;
import app.accord.matching.Model;
import app.accord.matching.Opinion;
import app.accord.matching.RecordKind;
import app.accord.matching.Vocabulary;
import app.accord.time.BusinessCalendar;

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
class FindingDuplicates {

	static final String JOB = "Find duplicates";

	private static final int SOME = 5000;

	private static final int FEW = 2;

	/** What was learned from fewer is not kept: what is assumed is better. */
	private static final int LEARNED_FROM = 500;

	private static final int MOST_PAIRS = 100_000;

	private final JdbcClient client;

	private final JdbcTemplate jdbc;

	private final Customers customers;

	private final Duplicates duplicates;

	private final LearnedModels models;

	private final BusinessCalendar calendar;

	private final String region;

	FindingDuplicates(JdbcClient client, JdbcTemplate jdbc, Customers customers, Duplicates duplicates,
			LearnedModels models, BusinessCalendar calendar, @Value("${accord.region:US}") String region) {
		this.client = client;
		this.jdbc = jdbc;
		this.customers = customers;
		this.duplicates = duplicates;
		this.models = models;
		this.calendar = calendar;
		this.region = region;
	}

	/** One night's work. */
	void run() {
		Map<Long, Integer> changed = new LinkedHashMap<>();
		this.client.sql("""
				/* across customers: search */
				select c.customer_id, c.version from customer c
				left join duplicate_check k on k.customer_id = c.customer_id
				where k.version is distinct from c.version order by c.customer_id limit ?
				""").param(SOME + 1).query((row) -> {
			changed.put(row.getLong(1), row.getInt(2));
		});
		if (changed.size() > SOME || !this.models.learned()) {
			lookAtAll();
		}
		else {
			changed.forEach(this::lookAt);
		}
	}

	private void lookAt(long customerId, int version) {
		CustomerProfile customer = this.customers.find(customerId).orElseThrow();
		Timestamp now = Timestamp.from(this.calendar.now());
		List<Found> found = ((customer.customerId() != customerId) ? List.<Suspect>of() : this.duplicates.of(customer))
			.stream()
			.map((suspect) -> Found.of(customerId, suspect.customer().customerId(), suspect.weight(), suspect.sure(),
					suspect.reasons()))
			.toList();
		this.client.sql("""
				/* across customers: search */
				delete from suspected_duplicate where (customer_id = :id or other_id = :id) and decided_by is null
				""").param("id", customerId).update();
		keep(found, now);
		check(List.of(new Checked(customerId, version)));
	}

	private void lookAtAll() {
		Instant begun = this.calendar.now();
		Vocabulary vocabulary = new Vocabulary(this.region);
		List<Checked> all = new ArrayList<>();
		Map<RecordKind, List<Long>> ids = new LinkedHashMap<>();
		Map<RecordKind, List<Entry>> entries = new LinkedHashMap<>();
		for (RecordKind kind : RecordKind.values()) {
			ids.put(kind, new ArrayList<>());
			entries.put(kind, new ArrayList<>());
		}
		long after = 0;
		int read;
		do {
			read = readSome(after, vocabulary, all, ids, entries);
			after = (read > 0) ? all.getLast().customerId() : after;
		}
		while (read > 0);
		List<Model> models = new ArrayList<>();
		List<Found> found = new ArrayList<>();
		for (RecordKind kind : RecordKind.values()) {
			if (entries.get(kind).size() < FEW) {
				continue;
			}
			Matches matches = Matching.within(kind, entries.get(kind));
			if (entries.get(kind).size() >= LEARNED_FROM) {
				models.add(matches.model());
			}
			matches.pairs().stream().limit(MOST_PAIRS).forEach((pair) -> {
				Opinion opinion = Opinion.of(entries.get(kind).get(pair.a()), entries.get(kind).get(pair.b()),
						matches.model());
				found.add(Found.of(ids.get(kind).get(pair.a()), ids.get(kind).get(pair.b()), pair.weight(),
						pair.judgement() == Judgement.SAME, Duplicates.words(opinion.reasons())));
			});
		}
		this.models.keep(models, all.size(), vocabulary);
		Timestamp now = Timestamp.from(begun);
		keep(found, now);
		this.client.sql("""
				/* across customers: search */
				delete from suspected_duplicate where decided_by is null and found_at < ?
				""").param(now).update();
		check(all);
	}

	private int readSome(long after, Vocabulary vocabulary, List<Checked> all, Map<RecordKind, List<Long>> ids,
			Map<RecordKind, List<Entry>> entries) {
		List<Checked> some = this.client.sql("""
				/* across customers: search */
				select customer_id, version from customer where customer_id > ? order by customer_id limit ?
				""").param(after).param(1000).query((row, number) -> new Checked(row.getLong(1), row.getInt(2))).list();
		all.addAll(some);
		Map<Long, CustomerProfile> profiles = some.isEmpty() ? Map.of()
				: this.customers.readAll(some.stream().map(Checked::customerId).toList());
		profiles.forEach((customerId, customer) -> {
			// A record that is joined under another is read as that one.
			if (customer.customerId() == customerId) {
				RecordKind kind = CustomerEntries.kind(customer.kind());
				ids.get(kind).add(customerId);
				entries.get(kind).add(CustomerEntries.of(customer, vocabulary));
			}
		});
		return some.size();
	}

	private void keep(List<Found> found, Timestamp at) {
		this.jdbc.batchUpdate("""
				insert into suspected_duplicate (customer_id, other_id, weight, sure, reasons, found_at)
				values (?, ?, ?, ?, ?, ?)
				on conflict (customer_id, other_id) do update set weight = excluded.weight, sure = excluded.sure,
					reasons = excluded.reasons, found_at = excluded.found_at
				where suspected_duplicate.decided_by is null
				""", found, 1000, (statement, each) -> {
			statement.setLong(1, each.one());
			statement.setLong(2, each.other());
			statement.setInt(3, each.weight());
			statement.setBoolean(4, each.sure());
			statement.setArray(5, statement.getConnection().createArrayOf("text", each.reasons().toArray()));
			statement.setTimestamp(6, at);
		});
	}

	private void check(List<Checked> checked) {
		this.jdbc.batchUpdate("""
				insert into duplicate_check (customer_id, version) values (?, ?)
				on conflict (customer_id) do update set version = excluded.version
				""", checked, 1000, (statement, each) -> {
			statement.setLong(1, each.customerId());
			statement.setInt(2, each.version());
		});
	}

	private record Checked(long customerId, int version) {
	}

	private record Found(long one, long other, int weight, boolean sure, List<String> reasons) {

		static Found of(long a, long b, int weight, boolean sure, List<String> reasons) {
			return new Found(Math.min(a, b), Math.max(a, b), weight, sure, reasons);
		}

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

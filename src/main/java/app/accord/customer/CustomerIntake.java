package app.accord.customer;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Creates customers, many at a time. Contact points that can't be read are kept as they
 * were typed.
 */
@Component
public class CustomerIntake {

	private static final int BATCH = 1000;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final Directory directory;

	private final SearchDocuments documents;

	private final ReadingContactPoints reading;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	CustomerIntake(JdbcTemplate jdbc, JdbcClient client, Directory directory, SearchDocuments documents,
			ReadingContactPoints reading, Timeline timeline, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.client = client;
		this.directory = directory;
		this.documents = documents;
		this.reading = reading;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Creates them all, in the caller's transaction if there is one.
	 * @param customers each with a name; external ids that exist already are the caller's
	 * to find first ({@link Directory#findAll})
	 * @return their ids in the same order
	 * @throws Refusal if one has no name or a name that is too long
	 */
	@Transactional
	public List<Long> createAll(Actor actor, List<NewCustomer> customers) {
		return createAll(actor, customers, false);
	}

	/**
	 * Creates them all as if each record had been made on the first day as a customer:
	 * for the sample company.
	 * @see #createAll
	 */
	@Transactional
	public List<Long> createAllOnTheirFirstDay(Actor actor, List<NewCustomer> customers) {
		return createAll(actor, customers, true);
	}

	private List<Long> createAll(Actor actor, List<NewCustomer> customers, boolean onTheirFirstDay) {
		if (customers.isEmpty()) {
			return List.of();
		}
		Instant now = this.calendar.now();
		LocalDate today = this.calendar.today();
		List<Long> ids = this.client.sql("select nextval('customer_seq') from generate_series(1, ?)")
			.param(customers.size())
			.query(Long.class)
			.list();
		List<Row> rows = IntStream.range(0, customers.size())
			.mapToObj((i) -> row(ids.get(i), customers.get(i), now, today, onTheirFirstDay))
			.toList();
		List<PointRow> points = rows.stream().flatMap((row) -> row.points().stream()).toList();
		insertCustomers(rows);
		insertContactPoints(rows, points, now);
		this.directory.addAll(entries(rows, points));
		this.documents.addAll(rows.stream().map(CustomerIntake::document).toList());
		this.timeline.recordAll(rows.stream()
			.map((row) -> NewInteraction.change(row.customerId(), row.createdAt(), InteractionKind.DATA, actor,
					"Customer record created."))
			.toList());
		return ids;
	}

	private Row row(long customerId, NewCustomer customer, Instant now, LocalDate today, boolean onTheirFirstDay) {
		String name = Typed.clean(customer.wholeName());
		if (name == null) {
			throw new Refusal("name", "Please give the customer's name.");
		}
		if (name.length() > 200) {
			throw new Refusal("name", "The name is longer than 200 characters. Please shorten it.");
		}
		LocalDate since = (customer.customerSince() != null) ? customer.customerSince() : today;
		Instant tierSince = since.isBefore(today) ? this.calendar.startOf(since) : now;
		List<PointRow> points = new ArrayList<>();
		Set<ContactKind> preferred = EnumSet.noneOf(ContactKind.class);
		customer.contactPoints()
			.stream()
			.filter(NewContactPoint::preferred)
			.map(NewContactPoint::kind)
			.distinct()
			.forEach(preferred::add);
		Set<ContactKind> chosen = EnumSet.noneOf(ContactKind.class);
		for (NewContactPoint point : customer.contactPoints()) {
			String typed = Typed.clean(point.typed());
			if (typed != null) {
				// The first of a kind is tried first where nobody said which.
				boolean wanted = point.preferred() || !preferred.contains(point.kind());
				points.add(new PointRow(customerId, points.size() + 1, point.kind(), Typed.clean(point.label()), typed,
						this.reading.canonical(point.kind(), typed), wanted && chosen.add(point.kind()),
						(point.reachable() != null) ? point.reachable() : Reachable.UNKNOWN, point.reachableReason()));
			}
		}
		return new Row(customerId, customer, name, since, tierSince, onTheirFirstDay ? tierSince : now, points);
	}

	private void insertCustomers(List<Row> rows) {
		this.jdbc.batchUpdate("""
				insert into customer (customer_id, kind, name, given_name, family_name, language, tier, tier_since,
					customer_since, created_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", rows, BATCH, (statement, row) -> {
			NewCustomer customer = row.customer();
			statement.setLong(1, row.customerId());
			statement.setString(2, customer.kind().name());
			statement.setString(3, row.name());
			statement.setString(4, Typed.clean(customer.givenName()));
			statement.setString(5, Typed.clean(customer.familyName()));
			statement.setString(6, (customer.language() != null) ? customer.language() : "en");
			statement.setString(7, ((customer.tier() != null) ? customer.tier() : Tier.STANDARD).name());
			statement.setTimestamp(8, Timestamp.from(row.tierSince()));
			statement.setObject(9, row.since());
			statement.setTimestamp(10, Timestamp.from(row.createdAt()));
		});
	}

	private void insertContactPoints(List<Row> rows, List<PointRow> points, Instant now) {
		this.jdbc.batchUpdate("""
				insert into contact_point (customer_id, contact_point_id, kind, label, typed, canonical, preferred,
					reachable, reachable_reason, created_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", points, BATCH, (statement, point) -> {
			statement.setLong(1, point.customerId());
			statement.setInt(2, point.id());
			statement.setString(3, point.kind().name());
			statement.setString(4, point.label());
			statement.setString(5, point.typed());
			statement.setString(6, point.canonical());
			statement.setBoolean(7, point.preferred());
			statement.setString(8, point.reachable().name());
			statement.setString(9, point.reachableReason());
			statement.setTimestamp(10, Timestamp.from(now));
		});
		List<Row> numbered = rows.stream().filter((row) -> !row.points().isEmpty()).toList();
		this.jdbc.batchUpdate("insert into customer_series (customer_id, series, last_no) values (?, ?, ?)", numbered,
				BATCH, (statement, row) -> {
					statement.setLong(1, row.customerId());
					statement.setString(2, Series.CONTACT_POINT.name());
					statement.setInt(3, row.points().size());
				});
	}

	private List<Directory.Entry> entries(List<Row> rows, List<PointRow> points) {
		List<Directory.Entry> entries = new ArrayList<>();
		points.stream()
			.filter((point) -> point.canonical() != null)
			.forEach((point) -> entries.add(new Directory.Entry(DirectoryKind.valueOf(point.kind().name()),
					point.canonical(), point.customerId())));
		rows.forEach((row) -> row.customer()
			.externalIds()
			.forEach((id) -> entries.add(new Directory.Entry(DirectoryKind.EXTERNAL, id.strip(), row.customerId()))));
		return entries;
	}

	private static SearchDocument document(Row row) {
		return SearchDocument.of(row.customerId(), row.name(), row.customer().givenName(), row.customer().familyName(),
				row.points()
					.stream()
					.map((point) -> new SearchDocument.Point(point.kind(), point.typed(), point.canonical()))
					.toList(),
				row.customer().externalIds());
	}

	private record Row(long customerId, NewCustomer customer, String name, LocalDate since, Instant tierSince,
			Instant createdAt, List<PointRow> points) {
	}

	private record PointRow(long customerId, int id, ContactKind kind, String label, String typed, String canonical,
			boolean preferred, Reachable reachable, String reachableReason) {
	}

}

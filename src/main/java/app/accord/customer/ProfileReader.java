package app.accord.customer;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import app.accord.fact.Fact;
import app.accord.linked.LinkedField;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads who customers are. A record that stands alone takes one statement for all that
 * are asked for; records that are joined one more, so that each answer is of one moment.
 */
@Component
class ProfileReader {

	private static final String POINTS = """
			p.contact_point_id, p.kind as point_kind, p.label, p.typed, p.canonical, p.preferred, p.reachable,
			p.reachable_reason
			""";

	private final JdbcClient jdbc;

	private final ReadingContactPoints reading;

	private final BusinessCalendar calendar;

	ProfileReader(JdbcClient jdbc, ReadingContactPoints reading, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.reading = reading;
		this.calendar = calendar;
	}

	/** Who they are, by the id that was asked for. */
	Map<Long, CustomerProfile> read(Collection<Long> customerIds) {
		Instant at = this.calendar.now();
		Map<Long, Gathered> found = new LinkedHashMap<>();
		this.jdbc.sql("""
				select c.customer_id as asked, c.*, l.members, l.as_of_base, %s
				from customer c
				left join linked_customer l on l.customer_id = c.customer_id
				left join contact_point p on p.customer_id = c.customer_id and p.ended_at is null
				where c.customer_id = any (?)
				order by c.customer_id, p.preferred desc, p.contact_point_id
				""".formatted(POINTS)).param(customerIds.toArray(Long[]::new)).query((row) -> {
			found.computeIfAbsent(row.getLong("asked"), (asked) -> new Gathered()).add(row);
		});
		Long[] joined = found.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().joined)
			.map(Map.Entry::getKey)
			.toArray(Long[]::new);
		if (joined.length > 0) {
			for (long asked : joined) {
				found.put(asked, new Gathered());
			}
			this.jdbc
				.sql("""
						select l.customer_id as asked, c.*, l.members, l.as_of_base, l.name_of, l.language_of, l.tier_of,
							l.since_of, l.phone_of, l.email_of, l.postal_of, %s
						from linked_customer l
						join customer c on c.customer_id = any (l.members)
						left join contact_point p on p.customer_id = c.customer_id and p.ended_at is null
						where l.customer_id = any (?)
						order by l.customer_id, array_position(l.members, c.customer_id), p.preferred desc, p.contact_point_id
						"""
					.formatted(POINTS))
				.param(joined)
				.query((row) -> {
					found.get(row.getLong("asked")).addOfSet(row);
				});
		}
		Map<Long, CustomerProfile> profiles = new LinkedHashMap<>();
		found.forEach((asked, gathered) -> profiles.put(asked, gathered.profile(at)));
		return profiles;
	}

	/** A record as it stands in its row. */
	private record Own(long customerId, CustomerKind kind, String name, String givenName, String familyName, Tier tier,
			Instant tierSince, LocalDate customerSince, String language, int version) {

		static Own of(ResultSet row) throws SQLException {
			return new Own(row.getLong("customer_id"), CustomerKind.valueOf(row.getString("kind")),
					row.getString("name"), row.getString("given_name"), row.getString("family_name"),
					Tier.valueOf(row.getString("tier")), row.getTimestamp("tier_since").toInstant(),
					row.getObject("customer_since", LocalDate.class), row.getString("language"), row.getInt("version"));
		}

	}

	/** What was read of one customer. */
	private final class Gathered {

		private final Map<Long, Own> records = new LinkedHashMap<>();

		private final Map<LinkedField, Long> shown = new EnumMap<>(LinkedField.class);

		private final List<ContactPointView> points = new ArrayList<>();

		private boolean joined;

		private int base;

		void add(ResultSet row) throws SQLException {
			long customerId = row.getLong("customer_id");
			if (!this.records.containsKey(customerId)) {
				this.records.put(customerId, Own.of(row));
				this.base = row.getInt("as_of_base");
				Array members = row.getArray("members");
				this.joined = members != null && ((Long[]) members.getArray()).length > 1;
			}
			if (row.getString("point_kind") != null) {
				this.points.add(point(row, CustomerNumber.of(customerId)));
			}
		}

		void addOfSet(ResultSet row) throws SQLException {
			if (this.shown.isEmpty()) {
				for (LinkedField field : LinkedField.values()) {
					this.shown.put(field, row.getLong(field.column()));
				}
			}
			add(row);
		}

		CustomerProfile profile(Instant at) {
			Own leading = this.records.values().iterator().next();
			CustomerNumber number = CustomerNumber.of(leading.customerId());
			Own named = source(LinkedField.NAME, leading);
			Own tiered = source(LinkedField.TIER, leading);
			LocalDate since = source(LinkedField.CUSTOMER_SINCE, leading).customerSince();
			int version = this.base + this.records.values().stream().mapToInt(Own::version).sum();
			return new CustomerProfile(leading.customerId(), number, named.kind(), named.name(), named.givenName(),
					named.familyName(), tiered.tier(), tiered.tierSince(), since,
					source(LinkedField.LANGUAGE, leading).language(), this.joined ? united() : this.points, version,
					Fact.ofCode("tier", number.toString(), version, at, tiered.tier().name()),
					Fact.ofDate("customer-since", number.toString(), version, at, since),
					this.records.keySet().stream().map(CustomerNumber::of).toList());
		}

		private Own source(LinkedField field, Own leading) {
			return this.records.getOrDefault(this.shown.getOrDefault(field, leading.customerId()), leading);
		}

		/** All ways to reach the customer, the same one once, of each kind one first. */
		private List<ContactPointView> united() {
			Map<String, ContactPointView> once = new LinkedHashMap<>();
			for (ContactPointView point : this.points) {
				once.merge(
						point.kind() + " "
								+ ((point.canonical() != null) ? point.canonical() : Typed.fold(point.typed())),
						point, ContactPointView::stricter);
			}
			List<ContactPointView> all = new ArrayList<>(once.values());
			Map<ContactKind, ContactPointView> first = new EnumMap<>(ContactKind.class);
			for (ContactKind kind : ContactKind.values()) {
				long source = this.shown.get(LinkedField.valueOf(kind.name()));
				this.points.stream()
					.filter((point) -> point.kind() == kind && point.preferred())
					.min(Comparator.comparing((point) -> point.owner().customerId() != source))
					.ifPresent((point) -> first.put(kind, point));
			}
			return all.stream()
				.map((point) -> point
					.preferring(first.containsKey(point.kind()) && point.reaches(first.get(point.kind()))))
				.sorted(Comparator.comparing((ContactPointView point) -> !point.preferred()))
				.toList();
		}

	}

	private ContactPointView point(ResultSet row, CustomerNumber owner) throws SQLException {
		ContactKind kind = ContactKind.valueOf(row.getString("point_kind"));
		String typed = row.getString("typed");
		String canonical = row.getString("canonical");
		return new ContactPointView(row.getInt("contact_point_id"), kind, row.getString("label"), typed, canonical,
				this.reading.shown(kind, typed, canonical), row.getBoolean("preferred"),
				Reachable.valueOf(row.getString("reachable")), row.getString("reachable_reason"), owner);
	}

}

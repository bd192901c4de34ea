package app.accord.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import app.accord.actor.Actor;
import app.accord.fact.Fact;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who the customers are. Each change is one transaction with its entry in the timeline,
 * the directory and the search document.
 */
@Service
public class Customers {

	private final CustomerRecords records;

	private final ContactPoints contactPoints;

	private final CustomerIntake intake;

	private final CustomerSeries series;

	private final Directory directory;

	private final ReadingContactPoints reading;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final JdbcClient jdbc;

	private final EntityManager entities;

	Customers(CustomerRecords records, ContactPoints contactPoints, CustomerIntake intake, CustomerSeries series,
			Directory directory, ReadingContactPoints reading, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar, JdbcClient jdbc, EntityManager entities) {
		this.records = records;
		this.contactPoints = contactPoints;
		this.intake = intake;
		this.series = series;
		this.directory = directory;
		this.reading = reading;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.jdbc = jdbc;
		this.entities = entities;
	}

	/**
	 * Creates a customer.
	 * @return the new customer's number
	 * @throws Refusal by the field: name, phone, email, postal, customerSince, language,
	 * externalIds
	 */
	@Transactional
	public CustomerNumber create(Actor actor, NewCustomer customer) {
		customer.contactPoints().forEach((point) -> this.reading.check(point.kind(), point.typed()));
		if (customer.customerSince() != null && customer.customerSince().isAfter(this.calendar.today())) {
			throw new Refusal("customerSince", "“Customer since” can't be a day in the future.");
		}
		if (customer.language() != null && !customer.language().matches("[a-z]{2,3}(-[A-Z]{2})?")) {
			throw new Refusal("language", "A language is a code such as en, es or fr-CA.");
		}
		try {
			long customerId = this.intake.createAll(actor, List.of(customer)).getFirst();
			this.live.mark(customerId, Topic.CUSTOMER);
			return CustomerNumber.of(customerId);
		}
		catch (DuplicateKeyException ex) {
			throw new Refusal("externalIds", "Another customer has that id already.");
		}
	}

	/**
	 * Who that is, or empty if there is no such customer. One statement, so it is of one
	 * moment.
	 */
	@Transactional(readOnly = true)
	public Optional<CustomerProfile> find(long customerId) {
		return readAll(List.of(customerId)).values().stream().findFirst();
	}

	/**
	 * Who has that number.
	 * @throws Refusal if nobody has it
	 */
	@Transactional(readOnly = true)
	public CustomerProfile read(CustomerNumber number) {
		return find(number.customerId()).orElseThrow(() -> noSuchCustomer(number));
	}

	/** Whether there is such a customer. */
	@Transactional(readOnly = true)
	public boolean exists(long customerId) {
		return this.jdbc.sql("select exists (select from customer where customer_id = ?)")
			.param(customerId)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Who they are, by id; those who don't exist are left out.
	 * @param customerIds at most some hundred
	 */
	@Transactional(readOnly = true)
	public Map<Long, CustomerProfile> readAll(List<Long> customerIds) {
		Instant at = this.calendar.now();
		Map<Long, CustomerProfile> profiles = new LinkedHashMap<>();
		Map<Long, List<ContactPointView>> points = new LinkedHashMap<>();
		this.jdbc.sql("""
				select c.*, p.contact_point_id, p.kind as point_kind, p.label, p.typed, p.canonical, p.preferred,
					p.reachable, p.reachable_reason
				from customer c
				left join contact_point p on p.customer_id = c.customer_id and p.ended_at is null
				where c.customer_id = any (?)
				order by c.customer_id, p.preferred desc, p.contact_point_id
				""").param(customerIds.toArray(Long[]::new)).query((row) -> {
			long customerId = row.getLong("customer_id");
			List<ContactPointView> own = points.computeIfAbsent(customerId, (id) -> new ArrayList<>());
			if (!profiles.containsKey(customerId)) {
				profiles.put(customerId, profile(row, at, own));
			}
			if (row.getString("point_kind") != null) {
				own.add(point(row));
			}
		});
		return profiles;
	}

	/** Changes the name; given and family name may be null. */
	@Transactional
	public void rename(Actor actor, CustomerNumber number, String name, String givenName, String familyName) {
		Customer customer = hold(number);
		String old = customer.name();
		customer.rename(Typed.clean(name), Typed.clean(givenName), Typed.clean(familyName));
		if (!old.equals(customer.name())) {
			tell(actor, number, "Name changed from %s to %s.".formatted(old, customer.name()), null);
		}
		refreshSearch(number, customer);
		this.live.mark(number.customerId(), Topic.CUSTOMER);
	}

	/**
	 * Moves the customer to another tier.
	 * @param reason why, or null
	 */
	@Transactional
	public void changeTier(Actor actor, CustomerNumber number, Tier tier, String reason) {
		Customer customer = hold(number);
		Tier old = customer.tier();
		if (old == tier) {
			return;
		}
		customer.moveTo(tier, this.calendar.now());
		tell(actor, number, "Tier changed from %s to %s.".formatted(old.label(), tier.label()), reason);
		this.live.mark(number.customerId(), Topic.CUSTOMER);
		this.live.mark(number.customerId(), Topic.PRICES);
	}

	/** Changes the language in which the customer is addressed (ISO 639 code). */
	@Transactional
	public void changeLanguage(Actor actor, CustomerNumber number, String language) {
		Customer customer = hold(number);
		String old = customer.language();
		if (!old.equals(language)) {
			customer.speak(language);
			tell(actor, number, "Language changed from %s to %s.".formatted(old, language), null);
			this.live.mark(number.customerId(), Topic.CUSTOMER);
		}
	}

	/**
	 * Adds a contact point. The first of its kind is preferred.
	 * @return its number among the customer's
	 */
	@Transactional
	public int addContactPoint(Actor actor, CustomerNumber number, NewContactPoint point) {
		this.reading.check(point.kind(), point.typed());
		Customer customer = hold(number);
		String typed = Typed.clean(point.typed());
		String canonical = this.reading.canonical(point.kind(), typed);
		List<ContactPoint> present = ofKind(number, point.kind());
		refuseTwice(present, typed, canonical, null);
		ContactPoint added = new ContactPoint(number.customerId(),
				this.series.next(number.customerId(), Series.CONTACT_POINT), point, canonical, this.calendar.now());
		if (point.preferred() || present.isEmpty()) {
			present.stream().filter(ContactPoint::preferred).forEach((other) -> other.prefer(false));
			added.prefer(true);
		}
		this.entities.persist(added);
		enter(number, point.kind(), canonical);
		changed(number, customer, actor, "%s %s added.".formatted(capitalized(point.kind()), shown(added)), null);
		return added.id();
	}

	/** Corrects a contact point; label may be null. */
	@Transactional
	public void changeContactPoint(Actor actor, CustomerNumber number, int id, String label, String typed) {
		Customer customer = hold(number);
		ContactPoint point = present(number, id);
		this.reading.check(point.kind(), typed);
		String old = shown(point);
		String oldCanonical = point.canonical();
		String clean = Typed.clean(typed);
		String canonical = this.reading.canonical(point.kind(), clean);
		refuseTwice(ofKind(number, point.kind()), clean, canonical, id);
		point.correct(Typed.clean(label), clean, canonical);
		if (!Objects.equals(oldCanonical, canonical)) {
			withdraw(number, point.kind(), oldCanonical);
			enter(number, point.kind(), canonical);
		}
		changed(number, customer, actor,
				old.equals(shown(point)) ? "%s %s is now called %s.".formatted(capitalized(point.kind()), old, label)
						: "%s changed from %s to %s.".formatted(capitalized(point.kind()), old, shown(point)),
				null);
	}

	/** Makes a contact point the one to be tried first among its kind. */
	@Transactional
	public void preferContactPoint(Actor actor, CustomerNumber number, int id) {
		Customer customer = hold(number);
		ContactPoint point = present(number, id);
		if (!point.preferred()) {
			ofKind(number, point.kind()).stream()
				.filter(ContactPoint::preferred)
				.forEach((other) -> other.prefer(false));
			point.prefer(true);
			changed(number, customer, actor,
					"%s %s is now the preferred one.".formatted(capitalized(point.kind()), shown(point)), null);
		}
	}

	/**
	 * Notes whether a contact point reaches the customer.
	 * @param reason why; must be given for NO
	 */
	@Transactional
	public void markReachable(Actor actor, CustomerNumber number, int id, Reachable reachable, String reason) {
		Customer customer = hold(number);
		ContactPoint point = present(number, id);
		point.mark(reachable, Typed.clean(reason));
		String words = switch (reachable) {
			case YES -> "reaches the customer";
			case NO -> "does not reach the customer";
			case UNKNOWN -> "may or may not reach the customer";
		};
		changed(number, customer, actor, "%s %s %s.".formatted(capitalized(point.kind()), shown(point), words),
				Typed.clean(reason));
	}

	/** Ends a contact point; what was written of it in the timeline stays. */
	@Transactional
	public void endContactPoint(Actor actor, CustomerNumber number, int id, String reason) {
		Customer customer = hold(number);
		ContactPoint point = present(number, id);
		boolean wasPreferred = point.preferred();
		point.end(this.calendar.now());
		withdraw(number, point.kind(), point.canonical());
		if (wasPreferred) {
			ofKind(number, point.kind()).stream()
				.filter((other) -> other.id() != id)
				.findFirst()
				.ifPresent((other) -> other.prefer(true));
		}
		changed(number, customer, actor, "%s %s removed.".formatted(capitalized(point.kind()), shown(point)),
				Typed.clean(reason));
	}

	private Customer hold(CustomerNumber number) {
		return this.records.hold(number.customerId()).orElseThrow(() -> noSuchCustomer(number));
	}

	private static Refusal noSuchCustomer(CustomerNumber number) {
		return new Refusal("There is no customer %s. Please check the number.".formatted(number));
	}

	private List<ContactPoint> ofKind(CustomerNumber number, ContactKind kind) {
		return this.contactPoints.present(number.customerId())
			.stream()
			.filter((point) -> point.kind() == kind)
			.toList();
	}

	private ContactPoint present(CustomerNumber number, int id) {
		return this.contactPoints.present(number.customerId())
			.stream()
			.filter((point) -> point.id() == id)
			.findFirst()
			.orElseThrow(() -> new Refusal("This contact point is no longer there. Please look at the page again."));
	}

	private void refuseTwice(List<ContactPoint> present, String typed, String canonical, Integer except) {
		present.stream()
			.filter((other) -> except == null || other.id() != except)
			.filter((other) -> other.names(typed, canonical))
			.findFirst()
			.ifPresent((other) -> {
				String field = (other.kind() == ContactKind.PHONE) ? "phone"
						: (other.kind() == ContactKind.EMAIL) ? "email" : "postal";
				throw new Refusal(field, "The customer has this %s already.".formatted(other.kind().noun()));
			});
	}

	private void enter(CustomerNumber number, ContactKind kind, String canonical) {
		if (canonical != null) {
			this.directory.add(DirectoryKind.valueOf(kind.name()), canonical, number.customerId());
		}
	}

	private void withdraw(CustomerNumber number, ContactKind kind, String canonical) {
		if (canonical != null) {
			this.directory.remove(DirectoryKind.valueOf(kind.name()), canonical, number.customerId());
		}
	}

	private void changed(CustomerNumber number, Customer customer, Actor actor, String summary, String reason) {
		customer.changed();
		refreshSearch(number, customer);
		tell(actor, number, summary, reason);
		this.live.mark(number.customerId(), Topic.CUSTOMER);
	}

	private void tell(Actor actor, CustomerNumber number, String summary, String reason) {
		this.timeline.record(
				NewInteraction.change(number.customerId(), this.calendar.now(), InteractionKind.DATA, actor, summary)
					.because(reason));
	}

	private void refreshSearch(CustomerNumber number, Customer customer) {
		this.entities.flush();
		this.jdbc.sql("update customer_search set document = ? where customer_id = ?")
			.param(SearchDocument.of(number.customerId(), customer.name(), customer.givenName(), customer.familyName(),
					this.contactPoints.present(number.customerId())
						.stream()
						.map((point) -> new SearchDocument.Point(point.kind(), point.typed(), point.canonical()))
						.toList(),
					this.directory.externalIds(number.customerId())))
			.param(number.customerId())
			.update();
	}

	private String shown(ContactPoint point) {
		return this.reading.shown(point.kind(), point.typed(), point.canonical());
	}

	private static String capitalized(ContactKind kind) {
		return kind.noun().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + kind.noun().substring(1);
	}

	private ContactPointView point(ResultSet row) throws SQLException {
		ContactKind kind = ContactKind.valueOf(row.getString("point_kind"));
		String typed = row.getString("typed");
		String canonical = row.getString("canonical");
		return new ContactPointView(row.getInt("contact_point_id"), kind, row.getString("label"), typed, canonical,
				this.reading.shown(kind, typed, canonical), row.getBoolean("preferred"),
				Reachable.valueOf(row.getString("reachable")), row.getString("reachable_reason"));
	}

	private static CustomerProfile profile(ResultSet row, Instant at, List<ContactPointView> points)
			throws SQLException {
		CustomerNumber number = CustomerNumber.of(row.getLong("customer_id"));
		int version = row.getInt("version");
		Tier tier = Tier.valueOf(row.getString("tier"));
		LocalDate since = row.getObject("customer_since", LocalDate.class);
		return new CustomerProfile(number.customerId(), number, CustomerKind.valueOf(row.getString("kind")),
				row.getString("name"), row.getString("given_name"), row.getString("family_name"), tier,
				row.getTimestamp("tier_since").toInstant(), since, row.getString("language"), points, version,
				Fact.ofCode("tier", number.toString(), version, at, tier.name()),
				Fact.ofDate("customer-since", number.toString(), version, at, since));
	}

}

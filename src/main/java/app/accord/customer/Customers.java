package app.accord.customer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import app.accord.actor.Actor;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.ErasedCustomers;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedField;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.refusal.Reasons;
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

	private final SearchDocuments documents;

	private final ReadingContactPoints reading;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final JdbcClient jdbc;

	private final EntityManager entities;

	private final ProfileReader profiles;

	private final ErasedCustomers erased;

	private final LinkedCustomers linked;

	private final FieldChanges changes;

	Customers(CustomerRecords records, ContactPoints contactPoints, CustomerIntake intake, CustomerSeries series,
			Directory directory, SearchDocuments documents, ReadingContactPoints reading, Timeline timeline,
			LiveChanges live, BusinessCalendar calendar, JdbcClient jdbc, EntityManager entities,
			ProfileReader profiles, LinkedCustomers linked, FieldChanges changes, ErasedCustomers erased) {
		this.erased = erased;
		this.profiles = profiles;
		this.linked = linked;
		this.changes = changes;
		this.records = records;
		this.contactPoints = contactPoints;
		this.intake = intake;
		this.series = series;
		this.directory = directory;
		this.documents = documents;
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
		check(customer);
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
	 * Refuses by the field what a new customer can't be created with, without creating
	 * anybody.
	 */
	public void check(NewCustomer customer) {
		customer.contactPoints().forEach((point) -> this.reading.check(point.kind(), point.typed()));
		if (customer.customerSince() != null && customer.customerSince().isAfter(this.calendar.today())) {
			throw new Refusal("customerSince", "“Customer since” can't be a day in the future.");
		}
		if (customer.language() != null && !customer.language().matches("[a-z]{2,3}(-[A-Z]{2})?")) {
			throw new Refusal("language", "A language is a code such as en, es or fr-CA.");
		}
	}

	/**
	 * Who that is, or empty if there is no such customer. Of records that are joined,
	 * each gives the same answer.
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

	/**
	 * That something may begin with this customer.
	 * @throws Refusal by the field customer if there is none; without a field if the
	 * person was erased
	 */
	@Transactional(readOnly = true)
	public void require(long customerId) {
		if (!exists(customerId)) {
			throw new Refusal("customer",
					"There is no customer %s. Please check the number.".formatted(CustomerNumber.of(customerId)));
		}
		this.erased.refuse(customerId);
	}

	/** Whether there is such a customer. */
	public boolean exists(long customerId) {
		return this.jdbc.sql("select exists (select from customer where customer_id = ?)")
			.param(customerId)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Who they are, by the id that was asked for; those who don't exist are left out.
	 * @param customerIds at most some hundred
	 */
	public Map<Long, CustomerProfile> readAll(List<Long> customerIds) {
		return this.profiles.read(customerIds);
	}

	/** Changes the name; given and family name may be null. */
	@Transactional
	public void rename(Actor actor, CustomerNumber number, String name, String givenName, String familyName) {
		rename(actor, number, name, givenName, familyName, null);
	}

	/**
	 * Changes the name.
	 * @param reason why, or null
	 */
	@Transactional
	public void rename(Actor actor, CustomerNumber number, String name, String givenName, String familyName,
			String reason) {
		LinkedSet set = hold(number);
		CustomerNumber leading = CustomerNumber.of(set.leading());
		CustomerProfile shown = read(leading);
		Customer customer = record(set.leading());
		String ownName = customer.name();
		String ownGivenName = customer.givenName();
		String ownFamilyName = customer.familyName();
		customer.rename(Typed.clean(name), Typed.clean(givenName), Typed.clean(familyName));
		Long together = this.changes.note(actor, set.leading(), CustomerField.NAME, null, shown.name(), customer.name(),
				ownName, reason, null);
		together = this.changes.note(actor, set.leading(), CustomerField.GIVEN_NAME, null, shown.givenName(),
				customer.givenName(), ownGivenName, reason, together);
		this.changes.note(actor, set.leading(), CustomerField.FAMILY_NAME, null, shown.familyName(),
				customer.familyName(), ownFamilyName, reason, together);
		show(actor, set, LinkedField.NAME, set.leading());
		if (!shown.name().equals(customer.name())) {
			tell(actor, leading, "Name changed from %s to %s.".formatted(shown.name(), customer.name()), reason);
		}
		refreshSearch(leading, customer);
		this.live.mark(set.leading(), Topic.CUSTOMER);
	}

	/**
	 * Moves the customer to another tier.
	 * @param reason why, or null
	 */
	@Transactional
	public void changeTier(Actor actor, CustomerNumber number, Tier tier, String reason) {
		LinkedSet set = hold(number);
		CustomerNumber leading = CustomerNumber.of(set.leading());
		Tier old = read(leading).tier();
		if (old == tier) {
			return;
		}
		Customer customer = record(set.leading());
		Tier own = customer.tier();
		if (own != tier) {
			customer.moveTo(tier, this.calendar.now());
		}
		this.changes.note(actor, set.leading(), CustomerField.TIER, null, old.name(), tier.name(), own.name(), reason,
				null);
		show(actor, set, LinkedField.TIER, set.leading());
		tell(actor, leading, "Tier changed from %s to %s.".formatted(old.label(), tier.label()), reason);
		this.live.mark(set.leading(), Topic.CUSTOMER);
		this.live.mark(set.leading(), Topic.PRICES);
	}

	/** Changes the language in which the customer is addressed (ISO 639 code). */
	@Transactional
	public void changeLanguage(Actor actor, CustomerNumber number, String language) {
		LinkedSet set = hold(number);
		CustomerNumber leading = CustomerNumber.of(set.leading());
		String old = read(leading).language();
		if (!old.equals(language)) {
			Customer customer = record(set.leading());
			String own = customer.language();
			if (!own.equals(language)) {
				customer.speak(language);
			}
			this.changes.note(actor, set.leading(), CustomerField.LANGUAGE, null, old, language, own, null, null);
			show(actor, set, LinkedField.LANGUAGE, set.leading());
			tell(actor, leading, "Language changed from %s to %s.".formatted(old, language), null);
			this.live.mark(set.leading(), Topic.CUSTOMER);
		}
	}

	/**
	 * Adds a contact point, to the leading record of those that are joined. The first of
	 * its kind is preferred.
	 * @return its number among that record's
	 */
	@Transactional
	public int addContactPoint(Actor actor, CustomerNumber number, NewContactPoint point) {
		this.reading.check(point.kind(), point.typed());
		LinkedSet set = hold(number);
		CustomerNumber leading = CustomerNumber.of(set.leading());
		Customer customer = record(set.leading());
		String typed = Typed.clean(point.typed());
		String canonical = this.reading.canonical(point.kind(), typed);
		set.members()
			.forEach((member) -> refuseTwice(ofKind(CustomerNumber.of(member), point.kind()), typed, canonical, null));
		boolean first = set.members()
			.stream()
			.allMatch((member) -> ofKind(CustomerNumber.of(member), point.kind()).isEmpty());
		List<ContactPoint> present = ofKind(leading, point.kind());
		ContactPoint added = new ContactPoint(set.leading(), this.series.next(set.leading(), Series.CONTACT_POINT),
				point, canonical, this.calendar.now());
		if (point.preferred() || present.isEmpty()) {
			present.stream().filter(ContactPoint::preferred).forEach((other) -> other.prefer(false));
			added.prefer(true);
		}
		this.entities.persist(added);
		enter(leading, point.kind(), canonical);
		note(actor, set.leading(), field(point.kind()), added.id(), null, typed, null, null);
		if (point.preferred() || first) {
			show(actor, set, LinkedField.valueOf(point.kind().name()), set.leading());
		}
		changed(leading, customer, actor, "%s %s added.".formatted(capitalized(point.kind()), shown(added)), null);
		return added.id();
	}

	/**
	 * Corrects a contact point; label may be null. Where records are joined that have the
	 * same one, it is corrected in each.
	 * @param owner the record that has it
	 */
	@Transactional
	public void changeContactPoint(Actor actor, CustomerNumber owner, int id, String label, String typed) {
		LinkedSet set = hold(owner);
		ContactPoint point = present(owner, id);
		this.reading.check(point.kind(), typed);
		String clean = Typed.clean(typed);
		String canonical = this.reading.canonical(point.kind(), clean);
		List<Same> all = same(set, point);
		set.members()
			.forEach((member) -> ofKind(CustomerNumber.of(member), point.kind()).stream()
				.filter((other) -> all.stream().noneMatch((one) -> one.point() == other))
				.forEach((other) -> refuseTwice(List.of(other), clean, canonical, null)));
		String said = null;
		for (Same one : all) {
			said = correct(actor, one, Typed.clean(label), clean, canonical);
		}
		changed(owner, record(owner.customerId()), actor, said, null);
	}

	private String correct(Actor actor, Same one, String label, String typed, String canonical) {
		ContactPoint point = one.point();
		String old = shown(point);
		String oldTyped = point.typed();
		String oldLabel = point.label();
		String oldCanonical = point.canonical();
		point.correct(label, typed, canonical);
		if (!Objects.equals(oldCanonical, canonical)) {
			withdraw(one.record(), point.kind(), oldCanonical);
			enter(one.record(), point.kind(), canonical);
		}
		Long together = note(actor, one.record().customerId(), field(point.kind()), point.id(), oldTyped, typed, null,
				null);
		note(actor, one.record().customerId(), CustomerField.LABEL, point.id(), oldLabel, label, null, together);
		refreshSearch(one.record(), record(one.record().customerId()));
		return old.equals(shown(point)) ? "%s %s is now called %s.".formatted(capitalized(point.kind()), old, label)
				: "%s changed from %s to %s.".formatted(capitalized(point.kind()), old, shown(point));
	}

	/**
	 * Makes a contact point the one to be tried first among its kind.
	 * @param owner the record that has it
	 */
	@Transactional
	public void preferContactPoint(Actor actor, CustomerNumber owner, int id) {
		LinkedSet set = hold(owner);
		ContactPoint point = present(owner, id);
		LinkedField kind = LinkedField.valueOf(point.kind().name());
		String old = read(owner).contactPoints()
			.stream()
			.filter((each) -> each.kind() == point.kind() && each.preferred())
			.map(ContactPointView::typed)
			.findFirst()
			.orElse(null);
		if (point.preferred() && set.source(kind) == owner.customerId()) {
			return;
		}
		ofKind(owner, point.kind()).stream().filter(ContactPoint::preferred).forEach((other) -> other.prefer(false));
		point.prefer(true);
		this.entities.flush();
		note(actor, owner.customerId(), CustomerField.PREFERRED, id, old, point.typed(), null, null);
		show(actor, set, kind, owner.customerId());
		changed(owner, record(owner.customerId()), actor,
				"%s %s is now the preferred one.".formatted(capitalized(point.kind()), shown(point)), null);
	}

	/**
	 * Notes whether a contact point reaches the customer.
	 * @param owner the record that has it
	 * @param reason why; must be given for NO
	 */
	@Transactional
	public void markReachable(Actor actor, CustomerNumber owner, int id, Reachable reachable, String reason) {
		LinkedSet set = hold(owner);
		ContactPoint point = present(owner, id);
		for (Same one : same(set, point)) {
			Reachable old = one.point().reachable();
			one.point().mark(reachable, Typed.clean(reason));
			note(actor, one.record().customerId(), CustomerField.REACHABLE, one.point().id(), old.name(),
					reachable.name(), Typed.clean(reason), null);
		}
		String words = switch (reachable) {
			case YES -> "reaches the customer";
			case NO -> "does not reach the customer";
			case UNKNOWN -> "may or may not reach the customer";
		};
		changed(owner, record(owner.customerId()), actor,
				"%s %s %s.".formatted(capitalized(point.kind()), shown(point), words), Typed.clean(reason));
	}

	/**
	 * Ends a contact point, in each record that is joined and has the same one; what was
	 * written of it in the timeline stays.
	 * @param owner the record that has it
	 */
	@Transactional
	public void endContactPoint(Actor actor, CustomerNumber owner, int id, String reason) {
		LinkedSet set = hold(owner);
		ContactPoint point = present(owner, id);
		for (Same one : same(set, point)) {
			end(actor, one, Typed.clean(reason));
		}
		changed(owner, record(owner.customerId()), actor,
				"%s %s removed.".formatted(capitalized(point.kind()), shown(point)), Typed.clean(reason));
	}

	private void end(Actor actor, Same one, String reason) {
		ContactPoint point = one.point();
		boolean wasPreferred = point.preferred();
		point.end(this.calendar.now());
		withdraw(one.record(), point.kind(), point.canonical());
		if (wasPreferred) {
			ofKind(one.record(), point.kind()).stream()
				.filter((other) -> other != point)
				.findFirst()
				.ifPresent((other) -> other.prefer(true));
		}
		note(actor, one.record().customerId(), field(point.kind()), point.id(), point.typed(), null, reason, null);
		refreshSearch(one.record(), record(one.record().customerId()));
	}

	/**
	 * Gives a field the value that it had before a change, as a change of its own.
	 * @param record whose change it was
	 * @param reason why; must be given
	 */
	@Transactional
	public void putBack(Actor actor, CustomerNumber record, long changeId, String reason) {
		String why = Reasons.stripped(reason);
		hold(record);
		List<FieldChange> together = this.changes.together(record, changeId);
		FieldChange change = together.getFirst();
		CustomerProfile shown = read(record);
		switch (change.field()) {
			case NAME, GIVEN_NAME,
					FAMILY_NAME ->
				rename(actor, record, was(together, CustomerField.NAME, shown.name()),
						was(together, CustomerField.GIVEN_NAME, shown.givenName()),
						was(together, CustomerField.FAMILY_NAME, shown.familyName()), why);
			case LANGUAGE -> changeLanguage(actor, record, change.oldValue());
			case TIER -> changeTier(actor, record, Tier.valueOf(change.oldValue()), why);
			case PHONE, EMAIL, POSTAL -> putBack(actor, change, why);
			case LABEL, PREFERRED, REACHABLE ->
				throw new Refusal("This is set with the contact point itself. Please change it there.");
		}
	}

	private void putBack(Actor actor, FieldChange change, String reason) {
		if (change.oldValue() == null) {
			endContactPoint(actor, change.record(), change.contactPoint(), reason);
		}
		else if (change.newValue() == null) {
			addContactPoint(actor, change.record(),
					new NewContactPoint(ContactKind.valueOf(change.field().name()), null, change.oldValue(), false));
		}
		else {
			ContactPoint point = present(change.record(), change.contactPoint());
			changeContactPoint(actor, change.record(), change.contactPoint(), point.label(), change.oldValue());
		}
	}

	private static String was(List<FieldChange> changes, CustomerField field, String otherwise) {
		return changes.stream()
			.filter((change) -> change.field() == field)
			.findFirst()
			.map(FieldChange::oldValue)
			.orElse(otherwise);
	}

	/**
	 * Notes that another system knows the customer by that id; what is known stays.
	 * @param externalId such as {@code telco:7590-VHVEG}
	 * @throws Refusal if another customer has it
	 */
	@Transactional
	public void addExternalId(Actor actor, CustomerNumber number, String externalId) {
		hold(number);
		List<Long> known = this.directory.find(DirectoryKind.EXTERNAL, externalId);
		if (known.contains(number.customerId())) {
			return;
		}
		if (!known.isEmpty()) {
			throw new Refusal("externalIds", "Another customer has the id “%s” already.".formatted(externalId));
		}
		this.directory.add(DirectoryKind.EXTERNAL, externalId, number.customerId());
		changed(number, record(number.customerId()), actor, "Known as %s in another system.".formatted(externalId),
				null);
	}

	/** Forgets an id of another system. */
	@Transactional
	public void removeExternalId(Actor actor, CustomerNumber number, String externalId) {
		hold(number);
		if (this.directory.find(DirectoryKind.EXTERNAL, externalId).contains(number.customerId())) {
			this.directory.remove(DirectoryKind.EXTERNAL, externalId, number.customerId());
			changed(number, record(number.customerId()), actor,
					"No longer known as %s in another system.".formatted(externalId), null);
		}
	}

	private Long note(Actor actor, long customerId, CustomerField field, Integer point, String old, String now,
			String reason, Long together) {
		return this.changes.note(actor, customerId, field, point, old, now, old, reason, together);
	}

	private void show(Actor actor, LinkedSet set, LinkedField field, long source) {
		if (set.several()) {
			this.entities.flush();
			this.linked.show(actor, set, field, source, this.calendar.now());
		}
	}

	/** Holds all records that are joined with that one. */
	private LinkedSet hold(CustomerNumber number) {
		LinkedSet set = this.linked.hold(number.customerId()).getFirst();
		record(set.leading());
		this.erased.refuse(set.leading());
		return set;
	}

	private Customer record(long customerId) {
		return this.records.hold(customerId).orElseThrow(() -> noSuchCustomer(CustomerNumber.of(customerId)));
	}

	/** A contact point in a record. */
	private record Same(CustomerNumber record, ContactPoint point) {
	}

	/** That contact point, and the same one in records that are joined. */
	private List<Same> same(LinkedSet set, ContactPoint point) {
		return set.members()
			.stream()
			.map(CustomerNumber::of)
			.flatMap((record) -> ofKind(record, point.kind()).stream()
				.filter((other) -> other == point || other.names(point.typed(), point.canonical()))
				.map((other) -> new Same(record, other)))
			.toList();
	}

	private static CustomerField field(ContactKind kind) {
		return CustomerField.valueOf(kind.name());
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
		this.documents.replace(SearchDocument.of(number.customerId(), customer.name(), customer.givenName(),
				customer.familyName(), SearchDocument.Point.of(this.contactPoints.present(number.customerId())),
				this.directory.externalIds(number.customerId())));
	}

	private String shown(ContactPoint point) {
		return this.reading.shown(point.kind(), point.typed(), point.canonical());
	}

	private static String capitalized(ContactKind kind) {
		return kind.noun().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + kind.noun().substring(1);
	}

}

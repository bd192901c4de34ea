package app.accord.joining;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.billing.BillingAccounts;
import app.accord.care.Cases;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerField;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.FieldChange;
import app.accord.customer.FieldChanges;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.linked.Link;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.order.Orders;
import app.accord.relationship.Relationships;
import app.accord.subscription.Contracts;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Component;

/** What was done to a customer while records were joined, and whose it can be. */
@Component
class DoneSince {

	private static final Set<CustomerField> NAMES = EnumSet.of(CustomerField.NAME, CustomerField.GIVEN_NAME,
			CustomerField.FAMILY_NAME);

	private static final List<Assignment> SHARED = List.of(Assignment.STAYS, Assignment.GOES, Assignment.BOTH);

	private static final List<Assignment> UNDONE = List.of(Assignment.STAYS, Assignment.BACK);

	private final LinkedCustomers linked;

	private final Customers customers;

	private final FieldChanges changes;

	private final Timeline timeline;

	private final BillingAccounts accounts;

	private final Contracts contracts;

	private final Orders orders;

	private final Relationships relationships;

	private final Cases cases;

	private final BusinessCalendar calendar;

	DoneSince(LinkedCustomers linked, Customers customers, FieldChanges changes, Timeline timeline,
			BillingAccounts accounts, Contracts contracts, Orders orders, Relationships relationships, Cases cases,
			BusinessCalendar calendar) {
		this.cases = cases;
		this.relationships = relationships;
		this.linked = linked;
		this.customers = customers;
		this.changes = changes;
		this.timeline = timeline;
		this.accounts = accounts;
		this.contracts = contracts;
		this.orders = orders;
		this.calendar = calendar;
	}

	/** What can be assigned, oldest first within its kind. */
	List<Item> items(LinkedSet set, Link link) {
		List<Long> leaving = this.linked.under(set, link.linkId());
		Map<Long, Long> since = this.linked.togetherSince(set, link.linkId());
		CustomerProfile now = this.customers.read(CustomerNumber.of(set.leading()));
		List<Item> items = new ArrayList<>();
		for (long record : set.members()) {
			List<FieldChange> changed = this.changes.since(List.of(record), since.get(record));
			if (!leaving.contains(record)) {
				items.addAll(fields(changed));
			}
			items.addAll(points(changed, leaving.contains(record), now));
			if (!leaving.contains(record)) {
				this.timeline.contactsSince(record, since.get(record)).forEach((entry) -> items.add(note(entry)));
			}
		}
		return items;
	}

	/** What was opened since, each with the record that it stays with. */
	List<String> opened(LinkedSet set, Link link) {
		List<String> sentences = new ArrayList<>();
		LocalDate day = this.calendar.dayOf(link.at());
		this.accounts.of(set.leading())
			.stream()
			.filter((account) -> !account.openedAt().isBefore(link.at()))
			.forEach((account) -> sentences.add("Account %s “%s” stays with %s.".formatted(account.number(),
					account.name(), account.number().customer())));
		this.contracts.list(set.leading())
			.stream()
			.filter((service) -> !service.startedOn().isBefore(day))
			.forEach((service) -> sentences.add("Contract %s, %s, stays with %s.".formatted(service.number(),
					service.productName(), CustomerNumber.of(service.number().customerId()))));
		this.orders.list(set.leading(), 0, 200)
			.items()
			.stream()
			.filter((order) -> !order.placedAt().isBefore(link.at()))
			.forEach((order) -> sentences.add("Order %s stays with %s.".formatted(order.number(),
					CustomerNumber.of(order.number().customerId()))));
		this.cases.ofCustomer(set.leading(), false)
			.stream()
			.filter((one) -> !one.openedAt().isBefore(link.at()))
			.forEach((one) -> sentences
				.add("Case %s stays with %s.".formatted(one.number(), CustomerNumber.of(one.customerId()))));
		this.relationships.of(set.leading())
			.stream()
			.filter((tie) -> tie.id() > link.linkId() && tie.open(this.calendar.today()))
			.forEach((tie) -> sentences
				.add("%s, %s, stays with %s.".formatted(tie.otherName(), tie.title(), tie.record())));
		return sentences;
	}

	// What the name, the language or the tier was before, and what it is now: one line.
	private static List<Item> fields(List<FieldChange> changed) {
		Map<CustomerField, List<FieldChange>> byField = new LinkedHashMap<>();
		changed.stream()
			.filter((change) -> NAMES.contains(change.field()) || change.field() == CustomerField.LANGUAGE
					|| change.field() == CustomerField.TIER)
			.forEach((change) -> byField
				.computeIfAbsent(NAMES.contains(change.field()) ? CustomerField.NAME : change.field(),
						(field) -> new ArrayList<>())
				.add(change));
		List<Item> items = new ArrayList<>();
		byField.forEach((field, all) -> {
			FieldChange last = all.getLast();
			List<FieldChange> told = all.stream().filter((change) -> change.field() == field).toList();
			String what = told.isEmpty() ? field.label() + " changed" : "%s changed from %s to %s"
				.formatted(field.label(), told.getFirst().oldValue(), told.getLast().newValue());
			items.add(new Item(since(last, what, SHARED), Kind.FIELD, all, null));
		});
		return items;
	}

	private static List<Item> points(List<FieldChange> changed, boolean leaving, CustomerProfile now) {
		Map<Integer, List<FieldChange>> byPoint = new LinkedHashMap<>();
		changed.stream()
			.filter((change) -> change.field().contactPoint())
			.forEach((change) -> byPoint.computeIfAbsent(change.contactPoint(), (id) -> new ArrayList<>()).add(change));
		List<Item> items = new ArrayList<>();
		byPoint.forEach((id, all) -> {
			FieldChange first = all.getFirst();
			FieldChange last = all.getLast();
			boolean added = first.oldValue() == null;
			boolean ended = last.newValue() == null;
			if (added && ended) {
				return;
			}
			String field = first.field().label();
			if (added) {
				items.add(new Item(
						since(last, "%s %s added".formatted(field, last.newValue()), leaving ? UNDONE : SHARED),
						Kind.POINT_ADDED, all, label(now, last)));
			}
			else if (ended) {
				items.add(new Item(since(last, "%s %s removed".formatted(field, first.oldValue()), UNDONE),
						Kind.POINT_ENDED, all, null));
			}
			else if (!first.oldValue().equals(last.newValue())) {
				items.add(new Item(since(last,
						"%s changed from %s to %s".formatted(field, first.oldValue(), last.newValue()), UNDONE),
						Kind.POINT_CHANGED, all, label(now, last)));
			}
		});
		return items;
	}

	private static String label(CustomerProfile now, FieldChange change) {
		return now.contactPoints()
			.stream()
			.filter((point) -> point.id() == change.contactPoint() && point.owner().equals(change.record()))
			.findFirst()
			.map(ContactPointView::label)
			.orElse(null);
	}

	private static Since since(FieldChange change, String what, List<Assignment> choices) {
		return new Since("c-" + change.record() + "-" + change.id(), change.record(), what, change.reason(),
				change.actor().name(), change.at(), choices, Assignment.STAYS);
	}

	private static Item note(Interaction entry) {
		CustomerNumber record = CustomerNumber.of(entry.customerId());
		return new Item(
				new Since("n-" + record + "-" + entry.interactionId(), record, entry.summary(), entry.body(),
						entry.actor().name(), entry.at(), List.of(Assignment.STAYS, Assignment.BOTH), Assignment.STAYS),
				Kind.NOTE, List.of(), null, entry);
	}

	enum Kind {

		FIELD, POINT_ADDED, POINT_ENDED, POINT_CHANGED, NOTE

	}

	/** Something that was done, with what is needed to assign it. */
	record Item(Since since, Kind kind, List<FieldChange> changes, String label, Interaction entry) {

		Item(Since since, Kind kind, List<FieldChange> changes, String label) {
			this(since, kind, changes, label, null);
		}

		/** The first change of that field. */
		FieldChange first(CustomerField field) {
			return this.changes.stream().filter((change) -> change.field() == field).findFirst().orElse(null);
		}

	}

}

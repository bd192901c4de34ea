package app.accord.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.Typed;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Contact points: a row adds what the customer doesn't have. */
@Component
class ContactRecords implements Records<ContactRecords.Contact> {

	private static final int LONGEST = 500;

	private static final int LONGEST_LABEL = 60;

	private final Customers customers;

	private final ReadingRows reading;

	private final JdbcClient client;

	ContactRecords(Customers customers, ReadingRows reading, JdbcClient client) {
		this.client = client;
		this.customers = customers;
		this.reading = reading;
	}

	@Override
	public ImportKind kind() {
		return ImportKind.CONTACTS;
	}

	/** What a row says. */
	record Contact(String label, List<Point> points) {
	}

	/** A contact point. */
	record Point(ContactKind kind, String typed) {
	}

	@Override
	public Contact read(ImportPlan plan, Cells cells) {
		List<Point> points = new ArrayList<>();
		point(cells, Target.PHONE, ContactKind.PHONE, points);
		point(cells, Target.EMAIL, ContactKind.EMAIL, points);
		point(cells, Target.ADDRESS, ContactKind.POSTAL, points);
		if (points.isEmpty()) {
			throw new BadRow("There is neither a telephone number nor an e-mail or postal address.");
		}
		String label = Stream.of(cells.line(Target.PERSON, LONGEST), cells.line(Target.LABEL, LONGEST))
			.filter((part) -> part != null)
			.collect(Collectors.joining(", "));
		return new Contact(label.isEmpty() ? null : label.substring(0, Math.min(label.length(), LONGEST_LABEL)),
				points);
	}

	private void point(Cells cells, Target target, ContactKind kind, List<Point> points) {
		String typed = cells.text(target, LONGEST);
		if (typed != null) {
			if (kind != ContactKind.POSTAL && this.reading.canonical(kind, typed) == null) {
				throw new BadRow("“" + ReadingRows.cut(typed) + ((kind == ContactKind.PHONE)
						? "” is no telephone number that exists." : "” is no e-mail address."));
			}
			points.add(new Point(kind, typed));
		}
	}

	@Override
	public String title(Contact contact) {
		String points = contact.points()
			.stream()
			.map((point) -> point.typed().replace("\n", ", "))
			.collect(Collectors.joining(" · "));
		return (contact.label() != null) ? contact.label() + ": " + points : points;
	}

	@Override
	public Map<RecordUnit<Contact>, Set<?>> added(List<RecordUnit<Contact>> units) {
		Map<Long, CustomerProfile> profiles = this.customers
			.readAll(units.stream().map(RecordUnit::customerId).distinct().toList());
		Map<RecordUnit<Contact>, Set<?>> added = new HashMap<>();
		units.forEach((unit) -> added.put(unit,
				added(unit.first(), profiles.get(unit.customerId())).stream()
					.map((point) -> List.of(point.kind(), comparable(point)))
					.collect(Collectors.toSet())));
		return added;
	}

	private String comparable(Point point) {
		String canonical = this.reading.canonical(point.kind(), point.typed());
		return (canonical != null) ? canonical : Typed.fold(point.typed());
	}

	private List<Point> added(Contact contact, CustomerProfile known) {
		return contact.points()
			.stream()
			.filter((point) -> known.contactPoints().stream().noneMatch((view) -> same(view, point)))
			.toList();
	}

	private boolean same(ContactPointView view, Point point) {
		String canonical = this.reading.canonical(point.kind(), point.typed());
		return view.kind() == point.kind() && ((view.canonical() != null) ? view.canonical().equals(canonical)
				: Typed.fold(view.typed()).equals(Typed.fold(point.typed())));
	}

	@Override
	public List<MadeRecord.Made> write(ImportPlan plan, List<RecordUnit<Contact>> units, Actor actor) {
		List<MadeRecord.Made> made = new ArrayList<>();
		for (RecordUnit<Contact> unit : units) {
			CustomerNumber number = CustomerNumber.of(unit.customerId());
			List<Long> ids = new ArrayList<>();
			for (Point point : added(unit.first(), this.customers.read(number))) {
				ids.add((long) this.customers.addContactPoint(actor, number,
						new NewContactPoint(point.kind(), unit.first().label(), point.typed(), false)));
			}
			made.add(MadeRecord.Made.of(ids));
		}
		return made;
	}

	@Override
	public Map<MadeRecord, String> staying(List<MadeRecord> made) {
		Set<List<Long>> changed = new HashSet<>();
		this.client.sql("""
				select customer_id, contact_point_id from contact_point
				where customer_id = any (?) and ended_at is null
				and version > case when preferred then 1 else 0 end
				""").param(made.stream().map(MadeRecord::customerId).distinct().toArray(Long[]::new)).query((row) -> {
			changed.add(List.of(row.getLong(1), row.getLong(2)));
		});
		Map<MadeRecord, String> staying = new HashMap<>();
		made.stream()
			.filter((one) -> one.made()
				.seqs()
				.stream()
				.anyMatch((id) -> changed.contains(List.of(one.customerId(), id))))
			.forEach((one) -> staying.put(one, "it was changed since"));
		return staying;
	}

	private static List<ContactPointView> own(MadeRecord made, CustomerProfile profile) {
		return profile.contactPoints()
			.stream()
			.filter((view) -> view.owner().customerId() == made.customerId()
					&& made.made().seqs().contains((long) view.id()))
			.toList();
	}

	@Override
	public void takeBack(List<MadeRecord> made, String reason, Actor actor) {
		for (MadeRecord one : made) {
			CustomerNumber number = CustomerNumber.of(one.customerId());
			own(one, this.customers.read(number))
				.forEach((point) -> this.customers.endContactPoint(actor, number, point.id(), reason + "."));
		}
	}

}

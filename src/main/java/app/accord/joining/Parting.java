package app.accord.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import app.accord.actor.Actor;
import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerField;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.FieldChange;
import app.accord.customer.NewContactPoint;
import app.accord.customer.Tier;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.interaction.Interaction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.joining.DoneSince.Item;
import app.accord.linked.Link;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.live.LiveChanges;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes joined records apart. What was there before goes back by itself, since nothing
 * was moved; what was done since is assigned by a person.
 */
@Service
public class Parting {

	private static final String WHY = "Records taken apart";

	private final LinkedCustomers linked;

	private final Customers customers;

	private final DoneSince done;

	private final RepeatableWrites repeatable;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	Parting(LinkedCustomers linked, Customers customers, DoneSince done, RepeatableWrites repeatable, Timeline timeline,
			LiveChanges live, BusinessCalendar calendar) {
		this.linked = linked;
		this.customers = customers;
		this.done = done;
		this.repeatable = repeatable;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/** The links that hold a customer's records together, oldest first. */
	@Transactional(readOnly = true)
	public List<Link> links(CustomerNumber number) {
		return this.linked.links(this.linked.of(number.customerId()));
	}

	/**
	 * What taking them apart would do.
	 * @throws Refusal if that link does not hold them together any more
	 */
	@Transactional(readOnly = true)
	public PartPreview preview(CustomerNumber number, long linkId) {
		LinkedSet set = this.linked.of(number.customerId());
		Link link = link(set, linkId);
		List<Long> leaving = this.linked.under(set, linkId);
		return new PartPreview(link,
				set.members().stream().filter((record) -> !leaving.contains(record)).map(CustomerNumber::of).toList(),
				leaving.stream().map(CustomerNumber::of).toList(),
				this.done.items(set, link).stream().map(Item::since).toList(), this.done.opened(set, link));
	}

	/**
	 * Takes them apart.
	 * @param number one of the records
	 * @param linkId the link that ends
	 * @param assigned whose it is, by {@link Since#key}; where nothing is said, its
	 * proposal
	 * @param reason why they are not the same customer; must be given
	 * @param key the write's idempotency key, or null
	 */
	@Transactional
	public Answer<Parted> part(Actor actor, CustomerNumber number, long linkId, Map<String, Assignment> assigned,
			String reason, String key) {
		String why = Reasons.stripped("reason", reason, "Say how you know that they are not the same customer.");
		if (!this.customers.exists(number.customerId())) {
			throw new NotFound("There is no customer %s. Please check the number.".formatted(number));
		}
		LinkedSet set = this.linked.hold(number.customerId()).getFirst();
		return this.repeatable.once(number.customerId(), key,
				List.of("part", number, linkId, new TreeMap<>(assigned), why, actor.id()), Parted.class,
				() -> part(actor, set, linkId, assigned, why));
	}

	private Parted part(Actor actor, LinkedSet set, long linkId, Map<String, Assignment> assigned, String why) {
		Link link = link(set, linkId);
		List<Item> items = this.done.items(set, link);
		CustomerProfile shown = this.customers.read(CustomerNumber.of(set.leading()));
		this.linked.part(actor, set, linkId, why, this.calendar.now());
		CustomerNumber leaving = CustomerNumber.of(link.customerId());
		for (Item item : items) {
			Assignment whose = assigned.getOrDefault(item.since().key(), item.since().proposal());
			if (!item.since().choices().contains(whose)) {
				throw new Refusal("That can’t be assigned so: " + item.since().what() + ".");
			}
			assign(actor, item, whose, leaving, shown);
		}
		List<Long> left = this.linked.of(leaving.customerId()).members();
		List<Long> staying = this.linked.of(set.leading()).members();
		tell(actor, set.leading(), leaving.customerId(), why);
		Joining.mark(this.live, set.members());
		return new Parted(Joining.numbers(staying), Joining.numbers(left));
	}

	private Link link(LinkedSet set, long linkId) {
		return this.linked.links(set)
			.stream()
			.filter((each) -> each.linkId() == linkId)
			.findFirst()
			.orElseThrow(() -> new Refusal("These records are not joined any more: somebody has taken them apart."));
	}

	private void assign(Actor actor, Item item, Assignment whose, CustomerNumber leaving, CustomerProfile shown) {
		if (whose == Assignment.STAYS) {
			return;
		}
		CustomerNumber here = item.since().record();
		switch (item.kind()) {
			case FIELD -> {
				if (whose == Assignment.GOES) {
					restore(actor, item, here);
				}
				give(actor, item, leaving, shown);
			}
			case POINT_ADDED -> {
				FieldChange last = item.changes().getLast();
				if (whose != Assignment.BOTH) {
					this.customers.endContactPoint(actor, here, last.contactPoint(), WHY);
				}
				if (whose != Assignment.BACK) {
					add(actor, leaving, last, item.label());
				}
			}
			case POINT_ENDED -> add(actor, here, item.changes().getFirst(), null);
			case POINT_CHANGED -> this.customers.changeContactPoint(actor, here,
					item.changes().getFirst().contactPoint(), item.label(), item.changes().getFirst().oldValue());
			case NOTE -> copy(item.entry(), leaving);
		}
	}

	/** Gives the record here what it had of its own before. */
	private void restore(Actor actor, Item item, CustomerNumber here) {
		CustomerProfile now = this.customers.read(here);
		FieldChange first = item.changes().getFirst();
		switch (first.field()) {
			case LANGUAGE -> this.customers.changeLanguage(actor, here, first.ownValue());
			case TIER -> this.customers.changeTier(actor, here, Tier.valueOf(first.ownValue()), WHY);
			default -> this.customers.rename(actor, here, own(item, CustomerField.NAME, now.name()),
					own(item, CustomerField.GIVEN_NAME, now.givenName()),
					own(item, CustomerField.FAMILY_NAME, now.familyName()), WHY);
		}
	}

	private static String own(Item item, CustomerField field, String otherwise) {
		FieldChange first = item.first(field);
		return (first != null) ? first.ownValue() : otherwise;
	}

	private void give(Actor actor, Item item, CustomerNumber leaving, CustomerProfile shown) {
		switch (item.changes().getFirst().field()) {
			case LANGUAGE -> this.customers.changeLanguage(actor, leaving, shown.language());
			case TIER -> this.customers.changeTier(actor, leaving, shown.tier(), WHY);
			default -> this.customers.rename(actor, leaving, shown.name(), shown.givenName(), shown.familyName(), WHY);
		}
	}

	private void add(Actor actor, CustomerNumber record, FieldChange change, String label) {
		String value = (change.newValue() != null) ? change.newValue() : change.oldValue();
		ContactKind kind = ContactKind.valueOf(change.field().name());
		boolean there = this.customers.read(record)
			.contactPoints()
			.stream()
			.filter((point) -> point.kind() == kind)
			.map(ContactPointView::typed)
			.anyMatch(value::equals);
		if (!there) {
			this.customers.addContactPoint(actor, record, new NewContactPoint(kind, label, value, false));
		}
	}

	// The timeline is only added to: the other gets the same words, and where they came
	// from.
	private void copy(Interaction entry, CustomerNumber leaving) {
		List<String> body = new ArrayList<>();
		if (entry.body() != null) {
			body.add(entry.body());
		}
		body.add("Written in the history of %s while the records were joined."
			.formatted(CustomerNumber.of(entry.customerId())));
		NewInteraction copied = NewInteraction
			.contact(leaving.customerId(), entry.at(), entry.kind(), entry.direction(), entry.actor(), entry.summary(),
					String.join("\n\n", body))
			.spokenBy(entry.speaker());
		this.timeline.record(entry.internal() ? copied.forStaffOnly() : copied);
	}

	private void tell(Actor actor, long staying, long leaving, String why) {
		for (long[] pair : new long[][] { { staying, leaving }, { leaving, staying } }) {
			CustomerNumber other = CustomerNumber.of(pair[1]);
			this.timeline.record(
					NewInteraction
						.change(pair[0], this.calendar.now(), InteractionKind.DATA, actor,
								"Taken apart from %s again.".formatted(other))
						.because(why)
						.forStaffOnly());
			this.timeline.record(NewInteraction.change(pair[0], this.calendar.now(), InteractionKind.DATA, actor,
					"Your customer number %s stands alone again.".formatted(CustomerNumber.of(pair[0]))));
		}
	}

}

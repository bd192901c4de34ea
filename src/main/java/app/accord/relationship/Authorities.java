package app.accord.relationship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.linked.LinkedSet;
import app.accord.relationship.RelationshipRows.Row;
import app.accord.time.BusinessCalendar;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says who may act for whom and how far, as of this moment: what has ended or is over
 * gives nothing. Answers are read anew each time and kept nowhere.
 */
@Service
public class Authorities {

	private final RelationshipRows rows;

	private final Relationships relationships;

	private final LinkedCustomers linked;

	private final Customers customers;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	Authorities(RelationshipRows rows, Relationships relationships, LinkedCustomers linked, Customers customers,
			Timeline timeline, BusinessCalendar calendar) {
		this.rows = rows;
		this.relationships = relationships;
		this.linked = linked;
		this.customers = customers;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * How far a person may act for a customer now. What counts is what stands with the
	 * customer who is acted for.
	 */
	@Transactional(readOnly = true)
	public Access access(long personId, long customerId) {
		LinkedSet person = this.linked.of(personId);
		LinkedSet customer = this.linked.of(customerId);
		if (person.leading() == customer.leading()) {
			return new Access(Set.of(), Set.of());
		}
		return access(this.rows.between(customer, person));
	}

	private Access access(List<Row> rows) {
		LocalDate today = this.calendar.today();
		Set<Scope> scopes = EnumSet.noneOf(Scope.class);
		Set<AccountNumber> paid = new HashSet<>();
		rows.stream().filter((row) -> row.holdsOn(today)).forEach((row) -> {
			if (row.role() == Role.REPRESENTATIVE) {
				scopes.addAll(row.scopes());
			}
			else if (row.role() == Role.PAYER) {
				paid.add(AccountNumber.of(row.customerId(), row.accountNo()));
			}
		});
		return new Access(Set.copyOf(scopes), Set.copyOf(paid));
	}

	/** Those for whom a person may act now, by name. */
	@Transactional(readOnly = true)
	public List<ActsFor> actsFor(long personId) {
		LocalDate today = this.calendar.today();
		List<Relationship> all = this.relationships.of(personId)
			.stream()
			.filter((each) -> each.holdsOn(today))
			.toList();
		Map<CustomerNumber, ActsFor> found = new LinkedHashMap<>();
		for (Relationship each : all) {
			if (each.role() == Role.REPRESENTED || each.role() == Role.PAID_FOR) {
				found.computeIfAbsent(each.other(),
						(number) -> new ActsFor(number, each.otherName(), title(all, number)));
			}
		}
		return found.values().stream().sorted(Comparator.comparing(ActsFor::name)).toList();
	}

	/** Those who may speak for a customer now, with how far and what they are. */
	@Transactional(readOnly = true)
	public List<Speaker> speakers(long customerId) {
		LocalDate today = this.calendar.today();
		List<Relationship> all = this.relationships.of(customerId)
			.stream()
			.filter((each) -> each.holdsOn(today))
			.toList();
		List<Speaker> speakers = new ArrayList<>();
		for (Relationship each : all) {
			if (each.role() == Role.REPRESENTATIVE) {
				speakers.add(new Speaker(each.other(), each.otherName(), title(all, each.other()), each.scopes(),
						each.until()));
			}
		}
		return speakers;
	}

	/**
	 * Notes in the history of a customer that somebody who acts for them has looked.
	 * @param actor who, as it is shown
	 * @param personName the name of the one who looked
	 * @param what what was looked at, in words
	 */
	@Transactional
	public void looked(Actor actor, long customerId, String personName, String what) {
		this.timeline.record(NewInteraction.change(customerId, this.calendar.now(), InteractionKind.DATA, actor,
				"Looked at by %s: %s".formatted(personName, what)));
	}

	/** The name of a customer, for those who act for them. */
	@Transactional(readOnly = true)
	public CustomerProfile represented(long customerId) {
		return this.customers.read(CustomerNumber.of(customerId));
	}

	/**
	 * What they are to each other, in a word, their own if they said one; null where
	 * nothing is noted.
	 */
	private static String title(List<Relationship> all, CustomerNumber other) {
		return all.stream()
			.filter((each) -> each.role().relation() && each.other().equals(other))
			.min(Comparator.comparing((each) -> each.called() == null))
			.map(Relationship::title)
			.orElse(null);
	}

}

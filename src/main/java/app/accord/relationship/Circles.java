package app.accord.relationship;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import app.accord.billing.BillingAccounts;
import app.accord.billing.Positions;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads households and organisations: those with whom a customer has something to do, and
 * who lives with these in one household.
 */
@Component
public class Circles {

	private static final int MOST = 60;

	private final Relationships relationships;

	private final Customers customers;

	private final BillingAccounts accounts;

	private final Positions positions;

	private final Payers payers;

	private final BusinessCalendar calendar;

	Circles(Relationships relationships, Customers customers, BillingAccounts accounts, Positions positions,
			Payers payers, BusinessCalendar calendar) {
		this.relationships = relationships;
		this.customers = customers;
		this.accounts = accounts;
		this.positions = positions;
		this.payers = payers;
		this.calendar = calendar;
	}

	/** The customer and the people around, as of now. */
	@Transactional(readOnly = true)
	public Circle of(long customerId) {
		CustomerProfile customer = this.customers.find(customerId).orElseThrow();
		Map<CustomerNumber, Found> found = new LinkedHashMap<>();
		holding(customerId).filter((each) -> each.role().relation())
			.forEach((each) -> found
				.computeIfAbsent(each.other(), (number) -> new Found(each.otherName(), new ArrayList<>(), null))
				.titles()
				.add((customer.kind() == CustomerKind.ORGANIZATION && each.called() != null)
						? each.called() + " (" + each.role().label() + ")" : each.title()));
		household(customer, found);
		List<Circle.Person> people = new ArrayList<>();
		people.add(person(customer.number(), new Found(customer.name(), List.of(), null)));
		found.entrySet()
			.stream()
			.sorted(Comparator.comparing((entry) -> entry.getValue().name()))
			.limit(MOST)
			.forEach((entry) -> people.add(person(entry.getKey(), entry.getValue())));
		return new Circle(people, sums(people), Math.max(0, found.size() - MOST));
	}

	// Everybody in one household, however many steps away.
	private void household(CustomerProfile customer, Map<CustomerNumber, Found> found) {
		Deque<CustomerNumber> open = new ArrayDeque<>();
		holding(customer.customerId()).filter((each) -> each.role() == Role.HOUSEHOLD_MEMBER)
			.forEach((each) -> open.add(each.other()));
		while (!open.isEmpty() && found.size() <= MOST) {
			CustomerNumber here = open.poll();
			String through = found.get(here).name();
			holding(here.customerId()).filter((each) -> each.role() == Role.HOUSEHOLD_MEMBER)
				.filter((each) -> !each.other().equals(customer.number()) && !found.containsKey(each.other()))
				.forEach((each) -> {
					found.put(each.other(),
							new Found(each.otherName(), new ArrayList<>(List.of(each.role().label())), through));
					open.add(each.other());
				});
		}
	}

	private java.util.stream.Stream<Relationship> holding(long customerId) {
		LocalDate today = this.calendar.today();
		return this.relationships.of(customerId).stream().filter((each) -> each.holdsOn(today));
	}

	private Circle.Person person(CustomerNumber number, Found found) {
		return new Circle.Person(number, found.name(), found.titles().stream().distinct().toList(), found.through(),
				this.accounts.of(number.customerId())
					.stream()
					.map((account) -> new Circle.Account(account, this.positions.of(account.number()),
							this.payers.of(account.number()).map(CustomerProfile::name).orElse(null)))
					.toList());
	}

	private static List<Money> sums(List<Circle.Person> people) {
		Map<String, Money> sums = new TreeMap<>();
		people.stream()
			.flatMap((person) -> person.accounts().stream())
			.map((account) -> account.position().balance())
			.forEach((balance) -> sums.merge(balance.getCurrencyUnit().getCode(), balance, Money::plus));
		return List.copyOf(sums.values());
	}

	private record Found(String name, List<String> titles, String through) {
	}

}

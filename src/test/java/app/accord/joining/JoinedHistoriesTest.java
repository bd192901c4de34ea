package app.accord.joining;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContactKind;
import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Reachable;
import app.accord.customer.Tier;
import app.accord.interaction.Audience;
import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.Noting;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedField;
import app.accord.linked.Side;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two customers who are joined and taken apart again and again while money moves, beside
 * their doubles who live the same life and are never joined: in the end nobody can tell
 * them apart.
 */
@AccordTest
class JoinedHistoriesTest {

	private static final int HISTORIES = 3;

	private static final int JOININGS = 2;

	private static final List<String> MONEY = List.of("billing_account", "ledger_entry", "invoice", "invoice_line",
			"payment");

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private Joining joining;

	@Autowired
	private Parting parting;

	@Autowired
	private Customers customers;

	@Autowired
	private Noting noting;

	private Cast cast;

	private int made;

	@Test
	void joinedAndTakenApartIsAsIfNothingHadHappened() throws Exception {
		long seed = Long.getLong("accord.seed", System.nanoTime() & 0xffffff);
		System.out.println("JoinedHistoriesTest: -Daccord.seed=" + seed);
		this.cast = Cast.of(this.program);
		Random random = new Random(seed);
		for (int history = 0; history < HISTORIES; history++) {
			live(random);
		}
	}

	private void live(Random random) throws Exception {
		Person x = person(random);
		Person y = person(random);
		try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
			List<Future<?>> writers = new ArrayList<>();
			for (Person person : List.of(x, y)) {
				long money = random.nextLong();
				writers.add(threads.submit(moving(person.joined(), money)));
				writers.add(threads.submit(moving(person.alone(), money)));
			}
			for (int joining = 0; joining < JOININGS; joining++) {
				change(random, x, false);
				change(random, y, false);
				boolean leads = random.nextBoolean();
				together(random, leads ? x : y, leads ? y : x);
			}
			for (Future<?> writer : writers) {
				writer.get();
			}
		}
		for (Person person : List.of(x, y)) {
			assertThat(facts(person.joined())).isEqualTo(facts(person.alone()));
			assertThat(rows(person.joined())).isEqualTo(rows(person.alone()));
		}
	}

	/** Joins them, changes them meanwhile, and takes them apart. */
	private void together(Random random, Person leading, Person other) {
		Map<LinkedField, Side> choices = new EnumMap<>(LinkedField.class);
		for (LinkedField field : LinkedField.values()) {
			choices.put(field, Side.values()[random.nextInt(2)]);
		}
		long link = this.joining
			.join(Cast.agent(), leading.number(), other.number(), choices, "They look the same", null)
			.value()
			.link();
		Map<String, Person> whose = new HashMap<>();
		Person[] both = { leading, other };
		String name = word(random);
		whose.put("Name", both[random.nextInt(2)]);
		rename(random.nextBoolean() ? leading.number() : other.number(), name);
		rename(whose.get("Name").alone().customer(), name);
		Tier tier = fresh(random, leading, other);
		if (tier != null) {
			whose.put("Tier", both[random.nextInt(2)]);
			this.customers.changeTier(Cast.agent(), other.number(), tier, "why not");
			this.customers.changeTier(Cast.agent(), whose.get("Tier").alone().customer(), tier, "why not");
		}
		NewContactPoint added = point();
		whose.put(added.typed(), both[random.nextInt(2)]);
		this.customers.addContactPoint(Cast.agent(), other.number(), added);
		this.customers.addContactPoint(Cast.agent(), whose.get(added.typed()).alone().customer(), added);
		end(random, other);
		change(random, both[random.nextInt(2)], true);
		note(leading.number(), "Called about " + name);
		note(leading.alone().customer(), "Called about " + name);
		boolean copied = random.nextBoolean();
		if (copied) {
			note(other.alone().customer(), "Called about " + name);
		}
		PartPreview preview = this.parting.preview(other.number(), link);
		Map<String, Assignment> assigned = new TreeMap<>();
		for (Since item : preview.items()) {
			String key = whose.keySet().stream().filter((each) -> item.what().contains(each)).findFirst().orElse("");
			if (item.what().startsWith("Called about")) {
				assigned.put(item.key(), copied ? Assignment.BOTH : Assignment.STAYS);
			}
			else if (whose.get(key) == other && item.choices().contains(Assignment.GOES)) {
				assigned.put(item.key(), Assignment.GOES);
			}
		}
		this.parting.part(Cast.agent(), leading.number(), link, assigned, "They are two", null);
	}

	/** Something of the record's own: it stays there whether it is joined or not. */
	private void change(Random random, Person person, boolean joined) {
		if (!joined) {
			String name = word(random);
			rename(person.number(), name);
			rename(person.alone().customer(), name);
			end(random, person);
		}
		Reachable reachable = Reachable.values()[random.nextInt(3)];
		for (CustomerNumber number : List.of(person.number(), person.alone().customer())) {
			ContactPointView first = own(number).getFirst();
			this.customers.markReachable(Cast.agent(), number, first.id(), reachable, "somebody said so");
		}
	}

	/** Ends the newest of its contact points that is not the preferred one. */
	private void end(Random random, Person person) {
		if (random.nextBoolean()) {
			return;
		}
		for (CustomerNumber number : List.of(person.number(), person.alone().customer())) {
			ContactPointView last = own(number).stream()
				.filter((point) -> point.kind() == ContactKind.POSTAL)
				.reduce((one, next) -> next)
				.orElseThrow();
			if (own(number).stream().filter((point) -> point.kind() == ContactKind.POSTAL).count() > 1) {
				this.customers.endContactPoint(Cast.agent(), number, last.id(), "gone");
			}
		}
	}

	private List<ContactPointView> own(CustomerNumber number) {
		return this.customers.read(number)
			.contactPoints()
			.stream()
			.filter((point) -> point.owner().equals(number))
			.sorted((one, other) -> Integer.compare(one.id(), other.id()))
			.toList();
	}

	private Tier fresh(Random random, Person one, Person other) {
		List<Tier> used = new ArrayList<>();
		used.add(this.customers.read(one.number()).tier());
		for (Person person : List.of(one, other)) {
			used.add(this.customers.read(person.alone().customer()).tier());
		}
		List<Tier> free = new ArrayList<>(List.of(Tier.values()));
		free.removeAll(used);
		return free.isEmpty() ? null : free.get(random.nextInt(free.size()));
	}

	/** Charges, bills and cash, as that seed says. */
	private Callable<Void> moving(AccountNumber account, long seed) {
		return () -> {
			Random random = new Random(seed);
			for (int step = 0; step < 12; step++) {
				String amount = (1 + random.nextInt(90)) + "." + (10 + random.nextInt(90));
				switch (random.nextInt(3)) {
					case 0 -> this.cast.bean(Adjusting.class)
						.charge(account, Cast.dollars(amount), LocalDate.of(2027, 2, 1), "Setup", Cast.agent(), null);
					case 1 -> this.cast.bill(account, amount, LocalDate.of(2027, 2, 1), "Mobile");
					default -> this.cast.cash(account, amount);
				}
			}
			return null;
		};
	}

	private Person person(Random random) {
		String name = word(random);
		List<NewContactPoint> points = List.of(point(), point(),
				NewContactPoint.email("p" + this.made + "@example.com"),
				NewContactPoint.postal(this.made + " Canal St"), NewContactPoint.postal(this.made + " Harbor St"));
		return new Person(account(name, points), account(name, points));
	}

	private AccountNumber account(String name, List<NewContactPoint> points) {
		CustomerNumber number = this.customers.create(Cast.agent(),
				NewCustomer.person(name, "Okafor").with(points.toArray(NewContactPoint[]::new)));
		return this.cast.bean(BillingAccounts.class).open(number.customerId(), "Home", "USD", Cast.agent());
	}

	private NewContactPoint point() {
		this.made++;
		return NewContactPoint.phone("(212) 555-%04d".formatted(2000 + this.made));
	}

	private String word(Random random) {
		this.made++;
		return "Name%d%c".formatted(this.made, 'a' + random.nextInt(26));
	}

	private void rename(CustomerNumber number, String name) {
		this.customers.rename(Cast.agent(), number, name + " Okafor", name, "Okafor");
	}

	private void note(CustomerNumber number, String words) {
		this.noting.note(Cast.agent(), number.customerId(), InteractionKind.CALL, Direction.IN, words, null, true);
	}

	/** Everything that can be told of a customer, without numbers of its own. */
	private Map<String, Object> facts(AccountNumber account) {
		CustomerProfile profile = this.customers.read(account.customer());
		Map<String, Object> facts = new TreeMap<>();
		facts.put("name", List.of(profile.name(), profile.givenName(), profile.familyName()));
		facts.put("tier", profile.tier());
		facts.put("language", profile.language());
		facts.put("since", profile.customerSince());
		facts.put("records", profile.numbers().size());
		TreeSet<String> points = new TreeSet<>();
		profile.contactPoints()
			.forEach((point) -> points.add(point.kind() + " " + point.typed() + " " + point.preferred() + " "
					+ point.reachable() + " " + point.reachableReason()));
		facts.put("contact", points);
		facts.put("position", this.cast.bean(Positions.class).of(account).balance());
		facts.put("accounts", this.cast.bean(BillingAccounts.class).of(account.customerId()).size());
		facts.put("calls",
				this.cast.bean(Timeline.class)
					.page(account.customerId(), Audience.STAFF, List.of(InteractionKind.Group.CONTACT), 0, 200)
					.stream()
					.map((entry) -> entry.summary())
					.toList());
		return facts;
	}

	/** The rows of its money, without its number and without times. */
	private Map<String, String> rows(AccountNumber account) throws SQLException {
		Map<String, String> rows = new TreeMap<>();
		try (Connection connection = this.database.connect()) {
			for (String table : MONEY) {
				try (PreparedStatement statement = connection
					.prepareStatement("select t::text from " + table + " t where customer_id = ? order by t::text")) {
					statement.setLong(1, account.customerId());
					List<String> lines = new ArrayList<>();
					try (ResultSet found = statement.executeQuery()) {
						while (found.next()) {
							lines.add(found.getString(1)
								.replaceAll("\\b" + account.customerId() + "(-\\d+)*\\b", "X")
								.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:[\\d.]+[+-]\\d\\d", "T"));
						}
					}
					lines.sort(null);
					rows.put(table, String.join("\n", lines));
				}
			}
		}
		return rows;
	}

	/** Somebody with a double who is never joined with anybody. */
	private record Person(AccountNumber joined, AccountNumber alone) {

		CustomerNumber number() {
			return this.joined.customer();
		}

	}

}

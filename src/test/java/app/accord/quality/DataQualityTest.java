package app.accord.quality;

import app.accord.actor.Actor;
import app.accord.customer.CustomerIntake;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.Reachable;
import app.accord.joining.Joining;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted as a fault of a record. */
@AccordTest
class DataQualityTest {

	private static final Actor ACTOR = Actor.system("test");

	@Autowired
	private DataQuality quality;

	@Autowired
	private Customers customers;

	@Autowired
	private CustomerIntake intake;

	@Autowired
	private Joining joining;

	@Autowired
	private MovableClock clock;

	@AfterEach
	void backToNow() {
		this.clock.reset();
	}

	@Test
	void findsEachFault() {
		CustomerNumber silent = this.customers.create(ACTOR, NewCustomer.person("No", "Contact"));
		CustomerNumber post = this.customers.create(ACTOR,
				NewCustomer.person("Only", "Letters").with(NewContactPoint.postal("1 Elm St")));
		CustomerNumber half = this.customers.create(ACTOR,
				NewCustomer.person("Cher", null).with(email("cher@q.example")));
		CustomerNumber dead = this.customers.create(ACTOR,
				NewCustomer.person("Gone", "Away").with(email("gone@q.example")));
		this.customers.markReachable(ACTOR, dead, this.customers.read(dead).emails().getFirst().id(), Reachable.NO,
				"Bounced.");
		CustomerNumber firm = this.customers.create(ACTOR,
				NewCustomer.person("Acme", "Tools Inc").with(email("a@q.example")));
		CustomerNumber one = this.customers.create(ACTOR,
				NewCustomer.person("Two", "Times").with(email("two@q.example")));
		CustomerNumber two = this.customers.create(ACTOR,
				NewCustomer.person("two", "times").with(email("TWO@q.example")));
		CustomerNumber other = this.customers.create(ACTOR,
				NewCustomer.person("One", "Times").with(email("two@q.example")));
		assertThat(of(Measure.NO_CONTACT)).containsExactly(silent);
		assertThat(of(Measure.NO_EMAIL)).containsExactly(post);
		assertThat(of(Measure.HALF_A_NAME)).containsExactly(half);
		assertThat(of(Measure.UNREACHABLE)).containsExactly(dead);
		assertThat(of(Measure.PERSON_AS_COMPANY)).containsExactly(firm);
		assertThat(of(Measure.DOUBLED)).containsExactly(one, two).doesNotContain(other);
		assertThat(of(Measure.STALE)).isEmpty();
		this.quality.count();
		assertThat(this.quality.counted()).hasSize(Measure.values().length)
			.allSatisfy((counted) -> assertThat(counted.before()).isNull());
		this.clock.move(java.time.Duration.ofDays(740));
		assertThat(of(Measure.STALE)).contains(silent, one);
		this.quality.count();
		assertThat(this.quality.counted()
			.stream()
			.filter((counted) -> counted.measure() == Measure.STALE)
			.findFirst()
			.orElseThrow()).satisfies((stale) -> {
				assertThat(stale.before()).isZero();
				assertThat(stale.customers()).isEqualTo(stale.ofAll()).isGreaterThanOrEqualTo(8);
				assertThat(stale.trend().line(100, 20)).isEqualTo("2.0,18.0 98.0,2.0");
			});
	}

	@Test
	void takesJoinedRecordsForOneCustomerAndListsByNameOrNumber() {
		CustomerNumber one = this.customers.create(ACTOR,
				NewCustomer.person("Joined", "Twice").with(email("joined@q.example")));
		CustomerNumber two = this.customers.create(ACTOR,
				NewCustomer.person("Joined", "Twice").with(email("joined@q.example")));
		CustomerNumber letters = this.customers.create(ACTOR,
				NewCustomer.person("Joined", "Letters").with(NewContactPoint.postal("1 Elm St")));
		CustomerNumber typo = CustomerNumber
			.of(this.intake.createAll(ACTOR, java.util.List.of(NewCustomer.person("Number", "Mistyped")
				.with(NewContactPoint.phone("12"), email("mistyped@q.example")))).getFirst());
		assertThat(of(Measure.DOUBLED, "joined")).containsExactly(one, two);
		assertThat(of(Measure.DOUBLED, two.toString())).containsExactly(two);
		assertThat(of(Measure.DOUBLED, "nobody")).isEmpty();
		assertThat(of(Measure.NO_EMAIL, "joined")).containsExactly(letters);
		assertThat(of(Measure.UNREADABLE, "")).containsExactly(typo);
		this.customers.rename(ACTOR, typo, "Number Married", "Number", "Mistyped");
		assertThat(of(Measure.NAME_CONTRADICTS)).containsExactly(typo);
		this.customers.rename(ACTOR, typo, "Number Mistyped", "Number", "Mistyped");
		assertThat(of(Measure.NAME_CONTRADICTS)).isEmpty();
		int all = of(Measure.STALE, "").size();
		join(one, two);
		assertThat(of(Measure.DOUBLED, "joined")).isEmpty();
		join(one, letters);
		assertThat(of(Measure.NO_EMAIL, "joined")).as("another record of hers has one").isEmpty();
		this.clock.move(java.time.Duration.ofDays(740));
		assertThat(of(Measure.STALE, two.toString())).as("by each of the numbers").containsExactly(one);
		assertThat(all).isZero();
	}

	private void join(CustomerNumber leading, CustomerNumber other) {
		this.joining.join(ACTOR, leading, other, java.util.Map.of(), "The same", null);
	}

	private java.util.List<CustomerNumber> of(Measure measure, String q) {
		var found = this.quality.list(measure, q, 0, 50).stream().map(CustomerProfile::number).toList();
		assertThat(this.quality.total(measure, q)).isEqualTo(found.size());
		return found;
	}

	private java.util.List<CustomerNumber> of(Measure measure) {
		return of(measure, "");
	}

	private static NewContactPoint email(String address) {
		return NewContactPoint.email(address);
	}

}

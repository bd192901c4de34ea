package app.accord.customer;

import java.time.LocalDate;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class CustomersTest {

	private static final Actor AGENT = new Actor(ActorKind.STAFF, "agent", "Ada Lindqvist", Channel.DESK);

	@Autowired
	private Customers customers;

	@Autowired
	private Directory directory;

	@Autowired
	private Timeline timeline;

	@Test
	void keepsTheNumberAsTypedAndInE164() {
		CustomerProfile nora = create(NewCustomer.person("Nora", "Bauer")
			.with(NewContactPoint.phone("(212) 555-0142"), NewContactPoint.email("Nora.Bauer@Example.com")));
		assertThat(nora.phones()).singleElement().satisfies((phone) -> {
			assertThat(phone.typed()).isEqualTo("(212) 555-0142");
			assertThat(phone.canonical()).isEqualTo("+12125550142");
			assertThat(phone.preferred()).isTrue();
			assertThat(phone.reachable()).isEqualTo(Reachable.UNKNOWN);
		});
		assertThat(nora.emails()).extracting(ContactPointView::canonical).containsExactly("nora.bauer@example.com");
		assertThat(this.directory.find(DirectoryKind.PHONE, "+12125550142")).contains(nora.customerId());
		assertThat(nora.facts()).extracting((fact) -> fact.fact()).containsExactly("tier", "customer-since");
	}

	@Test
	void keepsAPhoneThatCannotBeRead() {
		CustomerProfile customer = create(
				NewCustomer.person("Ola", "Unread").with(NewContactPoint.phone("ask for ext 4711")));
		assertThat(customer.phones()).singleElement().satisfies((phone) -> {
			assertThat(phone.typed()).isEqualTo("ask for ext 4711");
			assertThat(phone.canonical()).isNull();
			assertThat(phone.readable()).isFalse();
		});
	}

	@Test
	void refusesAnAddressThatIsNone() {
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> create(NewCustomer.person("A", "B").with(NewContactPoint.email("a at b"))))
			.satisfies((refusal) -> assertThat(refusal.field()).isEqualTo("email"))
			.withMessageContaining("is not an e-mail address");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> create(NewCustomer.organization("  ")))
			.withMessage("Please give the customer's name.");
	}

	@Test
	void everyChangeIsToldWithWhoAndOldAndNew() {
		CustomerProfile customer = create(
				NewCustomer.person("Iris", "Old").with(NewContactPoint.phone("+1 212 555 0177")));
		CustomerNumber number = customer.number();
		this.customers.rename(AGENT, number, "Iris New", "Iris", "New");
		this.customers.changeTier(AGENT, number, Tier.PLATINUM, "Twenty years with us");
		int second = this.customers.addContactPoint(AGENT, number, NewContactPoint.phone("2125550178"));
		this.customers.preferContactPoint(AGENT, number, second);
		this.customers.changeContactPoint(AGENT, number, second, "work", "212-555-0179");
		this.customers.markReachable(AGENT, number, second, Reachable.NO, "No reception at home");
		this.customers.endContactPoint(AGENT, number, second, "Number given up");
		this.customers.changeLanguage(AGENT, number, "es");
		CustomerProfile now = this.customers.read(number);
		assertThat(now.version()).isEqualTo(8);
		assertThat(now.tierFact().value()).isEqualTo("PLATINUM");
		assertThat(now.tierFact().asOf()).isEqualTo(8);
		assertThat(now.phones()).singleElement().satisfies((phone) -> assertThat(phone.preferred()).isTrue());
		assertThat(this.directory.find(DirectoryKind.PHONE, "+12125550178")).doesNotContain(number.customerId());
		assertThat(this.directory.find(DirectoryKind.PHONE, "+12125550179")).doesNotContain(number.customerId());
		List<Interaction> told = this.timeline.page(number.customerId(), Audience.CUSTOMER, List.of(), 0, 50);
		assertThat(told).extracting(Interaction::summary)
			.contains("Name changed from Iris Old to Iris New.", "Tier changed from Standard to Platinum.",
					"Telephone number changed from (212) 555-0178 to (212) 555-0179.",
					"Telephone number (212) 555-0179 does not reach the customer.");
		assertThat(told).extracting((entry) -> entry.actor().name()).containsOnly("Ada Lindqvist");
	}

	@Test
	void refusesTheSameNumberTwiceAndAReasonlessNo() {
		CustomerNumber number = create(NewCustomer.person("Tom", "Twice").with(NewContactPoint.phone("212 555 0155")))
			.number();
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.customers.addContactPoint(AGENT, number, NewContactPoint.phone("+1 (212) 555-0155")))
			.withMessage("The customer has this telephone number already.");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.customers.markReachable(AGENT, number, 1, Reachable.NO, " "))
			.withMessageContaining("why");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.customers.read(CustomerNumber.of(999_999_999)))
			.withMessageContaining("There is no customer C-999999999-");
	}

	@Test
	void anExternalIdNamesOneCustomer() {
		CustomerProfile customer = create(
				NewCustomer.person("Ext", "Ernal").withExternalId("test:1").since(LocalDate.of(2019, 5, 1)));
		assertThat(this.directory.find(DirectoryKind.EXTERNAL, "test:1")).containsExactly(customer.customerId());
		assertThat(customer.yearsOn(LocalDate.of(2026, 4, 30))).isEqualTo(6);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> create(NewCustomer.person("Other", "One").withExternalId("test:1")))
			.withMessage("Another customer has that id already.");
	}

	private CustomerProfile create(NewCustomer customer) {
		return this.customers.read(this.customers.create(AGENT, customer));
	}

}

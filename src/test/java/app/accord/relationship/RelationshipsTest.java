package app.accord.relationship;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.idempotency.KeyReused;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.joining.Joining;
import app.accord.joining.Parting;
import app.accord.message.Medium;
import app.accord.message.Message;
import app.accord.message.Messages;
import app.accord.payment.SendingPayLinks;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What customers are to each other: noted with both, ended at once, never merged. */
@AccordTest
class RelationshipsTest {

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Relationships relationships;

	@Autowired
	private Authorities authorities;

	@Autowired
	private MovableClock clock;

	private Cast cast;

	private LocalDate today;

	private AccountNumber rosa;

	private AccountNumber ana;

	@BeforeEach
	void people() {
		this.cast = Cast.of(this.program);
		this.today = this.program.getBean(BusinessCalendar.class).today();
		this.rosa = this.cast.account("Rosa", "Quell");
		this.ana = this.cast.account("Ana", "Quell");
	}

	@Test
	void isReadFromBothSidesAndStaysInTheHistoryWhenItEnds() {
		Noted noted = relate(this.rosa, this.ana, Role.CHILD, "daughter");
		Relationship here = only(this.rosa);
		assertThat(here.title()).isEqualTo("daughter");
		assertThat(here.other()).isEqualTo(this.ana.customer());
		Relationship there = only(this.ana);
		assertThat(there.role()).isEqualTo(Role.PARENT);
		assertThat(there.title()).isEqualTo("parent");
		assertThat(there.id()).isEqualTo(here.id()).isEqualTo(noted.id());
		assertThat(timeline(this.ana)).first().satisfies((entry) -> {
			assertThat(entry.summary()).contains("Noted as daughter of Rosa Quell");
			assertThat(entry.internal()).isTrue();
		});
		this.relationships.end(Cast.agent(), this.ana.customer(), noted.id(), "Entered wrongly", null);
		assertThat(only(this.rosa).open(this.today)).isFalse();
		assertThat(only(this.rosa).end().reason()).isEqualTo("Entered wrongly");
		assertThat(refused(() -> this.relationships.end(Cast.agent(), this.rosa.customer(), noted.id(), "Again", null)))
			.contains("ended already");
		assertThatExceptionOfType(NotFound.class).isThrownBy(() -> this.relationships.end(Cast.agent(),
				this.cast.account("Otto", "Quell").customer(), noted.id(), "Not mine", null));
	}

	@Test
	void refusesWhatCannotBe() {
		CustomerNumber company = this.cast.bean(Customers.class)
			.create(Cast.agent(), NewCustomer.organization("Quell Tools"));
		assertThat(refused(() -> relate(this.rosa, this.rosa, Role.CHILD, null))).contains("same customer");
		assertThat(refused(() -> relate(this.rosa.customer(), company, Role.CHILD))).contains("can’t be that");
		assertThat(refused(() -> relate(this.rosa.customer(), company, Role.PAYER))).contains("Choose what they are");
		assertThat(refused(() -> relate(this.rosa.customer(), CustomerNumber.of(9_999_999), Role.CHILD)))
			.contains("Choose the other");
		relate(this.rosa, this.ana, Role.CHILD, null);
		assertThat(refused(() -> relate(this.rosa, this.ana, Role.CHILD, null))).contains("noted as child already");
		relate(company, this.ana.customer(), Role.DECISION_MAKER);
		assertThat(refused(() -> this.relationships.relate(Cast.agent(), new NewRelation(this.rosa.customer(),
				this.ana.customer(), Role.CARER, null, this.today, this.today.minusDays(1), "So"), null)))
			.contains("before the first");
		assertThat(refused(() -> authorise(Set.of(), null))).contains("Tick what");
		assertThat(refused(() -> authorise(Set.of(Scope.BILLS), this.today.minusDays(1)))).contains("before the first");
	}

	@Test
	void aWriteIsDoneOnceForItsKey() {
		String key = UUID.randomUUID().toString();
		NewRelation asked = new NewRelation(this.rosa.customer(), this.ana.customer(), Role.CHILD, "daughter", null,
				null, "She said so");
		Noted first = this.relationships.relate(Cast.agent(), asked, key).value();
		assertThat(this.relationships.relate(Cast.agent(), asked, key)).satisfies((again) -> {
			assertThat(again.repeated()).isTrue();
			assertThat(again.value()).isEqualTo(first);
		});
		assertThatExceptionOfType(KeyReused.class).isThrownBy(() -> this.relationships.relate(Cast.agent(),
				new NewRelation(this.rosa.customer(), this.ana.customer(), Role.CARER, null, null, null, "So"), key));
		assertThat(this.relationships.of(this.rosa.customerId())).hasSize(1);
	}

	@Test
	void anAuthorityHoldsFromItsFirstDayToItsLastAndNotAfterItsEnd() {
		authorise(Set.of(Scope.PAY), this.today.plusDays(3));
		assertThat(access().scopes()).containsExactlyInAnyOrder(Scope.BILLS, Scope.PAY);
		assertThat(this.authorities.access(this.rosa.customerId(), this.ana.customerId()).any())
			.as("not the other way round")
			.isFalse();
		assertThat(this.authorities.actsFor(this.ana.customerId())).extracting(ActsFor::name)
			.containsExactly("Rosa Quell");
		assertThat(timeline(this.rosa)).first().satisfies((entry) -> {
			assertThat(entry.summary()).startsWith("Ana Quell may be told about bills and payments and pay until ");
			assertThat(entry.internal()).isFalse();
		});
		this.clock.move(Duration.ofDays(4));
		assertThat(access().any()).isFalse();
		Noted later = this.relationships
			.authorise(Cast.agent(),
					new NewAuthority(this.rosa.customer(), this.ana.customer(), Set.of(Scope.DATA), "Passport", null,
							this.today.plusDays(6), null, "Asked for"),
					null)
			.value();
		assertThat(access().any()).isFalse();
		this.clock.move(Duration.ofDays(2));
		assertThat(access().scopes()).containsExactly(Scope.DATA);
		this.relationships.end(Cast.agent(), this.rosa.customer(), later.id(), "She asked", null);
		assertThat(access().any()).isFalse();
		assertThat(this.authorities.speakers(this.rosa.customerId())).isEmpty();
	}

	@Test
	void billsAndPayLinksGoToThePayerInThePayersLanguage() {
		Customers customers = this.cast.bean(Customers.class);
		customers.addContactPoint(Cast.agent(), this.ana.customer(),
				NewContactPoint.email("ana" + this.ana.customerId() + "@example.com"));
		customers.addContactPoint(Cast.agent(), this.rosa.customer(),
				NewContactPoint.email("rosa" + this.rosa.customerId() + "@example.com"));
		customers.changeLanguage(Cast.agent(), this.ana.customer(), "de");
		Noted payer = this.relationships
			.namePayer(Cast.agent(), new NewPayer(this.rosa, this.ana.customer(), null, null, "Signed"), null)
			.value();
		assertThat(refused(() -> this.relationships.namePayer(Cast.agent(),
				new NewPayer(this.rosa, this.cast.account("Otto", "Quell").customer(), null, null, "Signed"), null)))
			.contains("Ana Quell is asked to pay");
		Message bill = mailOf("12.00");
		assertThat(bill.sentTo()).startsWith("ana");
		assertThat(bill.language()).isEqualTo("de");
		assertThat(bill.text()).contains("Guten Tag Ana Quell", "Konto " + this.rosa + " von Rosa Quell");
		assertThat(bill.html()).contains("/portal/for/" + this.rosa.customer() + "/portal");
		assertThat(timeline(this.ana)).anySatisfy((entry) -> assertThat(entry.summary()).contains("Rosa Quell owes"));
		this.cast.bean(SendingPayLinks.class).send(this.rosa, Medium.EMAIL, Cast.agent(), null);
		this.cast.bean(Jobs.class).run("Send messages");
		assertThat(this.cast.bean(Messages.class).sent(this.rosa.customerId(), 0, 1).items()).singleElement()
			.satisfies((link) -> {
				assertThat(link.kind()).isEqualTo("pay-link");
				assertThat(link.sentTo()).startsWith("ana");
			});
		assertThat(timeline(this.rosa))
			.anySatisfy((entry) -> assertThat(entry.summary()).contains("to Ana Quell, who pays"));
		this.relationships.end(Cast.agent(), this.ana.customer(), payer.id(), "Moved out", null);
		Message own = mailOf("13.00");
		assertThat(own.sentTo()).startsWith("rosa");
		assertThat(own.text()).contains("Hello Rosa Quell").doesNotContain("Ana Quell");
	}

	@Test
	void joinedRecordsShowOneSetOfPeopleAndAreNothingToEachOther() {
		AccountNumber twin = this.cast.account("R.", "Quell");
		relate(this.rosa, this.ana, Role.CHILD, "daughter");
		Noted given = authorise(Set.of(Scope.BILLS), null);
		Noted wrong = relate(this.rosa, twin, Role.RELATIVE, "sister");
		Joining joining = this.cast.bean(Joining.class);
		assertThat(refused(
				() -> joining.join(Cast.agent(), twin.customer(), this.rosa.customer(), Map.of(), "Same", null)))
			.contains("can’t be one customer");
		this.relationships.end(Cast.agent(), twin.customer(), wrong.id(), "It is she", null);
		long link = joining.join(Cast.agent(), twin.customer(), this.rosa.customer(), Map.of(), "Same", null)
			.value()
			.link();
		assertThat(this.relationships.of(twin.customerId())).extracting(Relationship::title).contains("daughter");
		assertThat(this.authorities.access(this.ana.customerId(), twin.customerId()).scopes())
			.containsExactly(Scope.BILLS);
		assertThat(this.relationships.of(this.ana.customerId())).extracting(Relationship::other)
			.contains(twin.customer())
			.doesNotContain(this.rosa.customer());
		assertThat(refused(() -> relate(this.rosa, twin, Role.RELATIVE, null))).contains("joined");
		Parting parting = this.cast.bean(Parting.class);
		relate(twin, this.cast.account("Ben", "Quell"), Role.SPOUSE, null);
		assertThat(parting.preview(twin.customer(), link).opened())
			.anyMatch((line) -> line.contains("Ben Quell, spouse or partner, stays with " + twin.customer()));
		parting.part(Cast.agent(), twin.customer(), link, Map.of(), "Sisters", null);
		assertThat(this.authorities.access(this.ana.customerId(), twin.customerId()).any()).isFalse();
		assertThat(access().any()).isTrue();
		assertThat(given.id()).isPositive();
	}

	@Test
	void aHouseholdIsEverybodyInItWithWhatTheyOwe() {
		AccountNumber ben = this.cast.owing("Ben", "Quell", "12.50");
		AccountNumber kim = this.cast.owing("Kim", "Quell", "7.50");
		relate(this.rosa, ben, Role.HOUSEHOLD_MEMBER, null);
		relate(this.rosa, ben, Role.SPOUSE, "husband");
		relate(ben, kim, Role.HOUSEHOLD_MEMBER, null);
		Circle circle = this.cast.bean(Circles.class).of(this.rosa.customerId());
		assertThat(circle.people()).extracting(Circle.Person::name)
			.containsExactly("Rosa Quell", "Ben Quell", "Kim Quell");
		assertThat(circle.people().get(1).titles()).containsExactlyInAnyOrder("husband", "household member");
		assertThat(circle.people().get(2).through()).isEqualTo("Ben Quell");
		assertThat(circle.sums()).containsExactly(Cast.dollars("20.00"));
	}

	private Access access() {
		return this.authorities.access(this.ana.customerId(), this.rosa.customerId());
	}

	private Noted authorise(Set<Scope> scopes, LocalDate until) {
		return this.relationships
			.authorise(Cast.agent(),
					new NewAuthority(this.rosa.customer(), this.ana.customer(), scopes, "Both passports", null, null,
							until, "Asked for on the telephone"),
					null)
			.value();
	}

	private Noted relate(AccountNumber customer, AccountNumber other, Role role, String called) {
		return this.relationships.relate(Cast.agent(),
				new NewRelation(customer.customer(), other.customer(), role, called, null, null, "She said so"), null)
			.value();
	}

	private Noted relate(CustomerNumber customer, CustomerNumber other, Role role) {
		return this.relationships
			.relate(Cast.agent(), new NewRelation(customer, other, role, null, null, null, "They said so"), null)
			.value();
	}

	private Relationship only(AccountNumber account) {
		List<Relationship> all = this.relationships.of(account.customerId());
		assertThat(all).hasSize(1);
		return all.getFirst();
	}

	private Message mailOf(String amount) {
		var number = this.cast.bill(this.rosa, amount, this.today.plusDays(9), "Mobile S");
		this.cast.bean(Jobs.class).run("Send messages");
		return this.cast.bean(Messages.class).decided(this.rosa.customerId(), "bill:" + number).orElseThrow();
	}

	private List<Interaction> timeline(AccountNumber account) {
		return this.cast.bean(Timeline.class).page(account.customerId(), Audience.STAFF, List.of(), 0, 20);
	}

	private static String refused(ThrowingCallable write) {
		return assertThatExceptionOfType(Refusal.class).isThrownBy(write).actual().getMessage();
	}

}

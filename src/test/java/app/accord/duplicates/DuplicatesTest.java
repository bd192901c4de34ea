package app.accord.duplicates;

import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.job.Jobs;
import app.accord.joining.Joining;
import app.accord.security.StaffRole;
import app.accord.testing.AccordTest;
import app.accord.testing.SignedIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

/**
 * Who may be the same is said while typing and found at night; decisions are remembered.
 */
@AccordTest
class DuplicatesTest {

	private static final Actor ADA = Actor.system("Test");

	/** A round is a test: each has its own Marisol. */
	private static final List<String> TOWNSPEOPLE = List.of("Theo Lindgren", "Ingrid Solberg", "Li Wei",
			"Juergen Gross", "Priya Raman", "Kwame Mensah", "Olga Petrova", "Hassan Demir", "Chloe Martin",
			"Diego Alvarez", "Aiko Tanaka", "Sean Byrne");

	private static int round;

	@Autowired
	private Customers customers;

	@Autowired
	private Duplicates duplicates;

	@Autowired
	private Joining joining;

	@Autowired
	private Jobs jobs;

	@Autowired
	private WebApplicationContext context;

	private String surname;

	private String phone;

	private CustomerNumber marisol;

	@BeforeEach
	void knowSomePeople() {
		this.surname = List.of("Okafor", "Brightwater", "Castellanos", "Dunmore", "Eastlake").get(round);
		this.phone = List.of("415 555 0131", "212 555 0177", "646 555 0142", "303 555 0198", "617 555 0161").get(round);
		for (int i = 0; round == 0 && i < TOWNSPEOPLE.size(); i++) {
			String[] name = TOWNSPEOPLE.get(i).split(" ");
			create(NewCustomer.person(name[0], name[1])
				.with(NewContactPoint.email(name[0] + i + "r" + round + "@example.com")));
		}
		this.marisol = create(NewCustomer.person("Marisol", this.surname)
			.with(NewContactPoint.phone(this.phone), NewContactPoint.email(mail())));
	}

	@AfterEach
	void goOn() {
		round++;
	}

	@Test
	void saysWhoItMayBeWhileItIsTyped() {
		List<Suspect> suspects = this.duplicates
			.of(NewCustomer.person("Marisl", this.surname).with(NewContactPoint.phone("+1 " + this.phone)));
		assertThat(suspects).extracting((suspect) -> suspect.customer().number()).containsExactly(this.marisol);
		assertThat(suspects.getFirst().reasons()).anyMatch((reason) -> reason.startsWith("Phone the same"));
		assertThat(this.duplicates.of(NewCustomer.person("Bartholomew", "Quint"))).isEmpty();
		assertThat(this.duplicates.of(NewCustomer.person("Theo", "Zimmermann").with(NewContactPoint.email(mail()))))
			.as("a shared e-mail is no match by itself")
			.isEmpty();
	}

	@Test
	void findsAtNightWhoIsThereTwiceAndRemembersWhatIsDecided() {
		this.jobs.run(FindingDuplicates.JOB);
		CustomerNumber again = create(NewCustomer.person("Marisol", this.surname).with(NewContactPoint.email(mail())));
		this.jobs.run(FindingDuplicates.JOB);
		assertThat(pairs()).contains(this.marisol + " " + again);
		this.duplicates.notTheSame(ADA, again, this.marisol);
		this.duplicates.notTheSame(ADA, again, this.marisol);
		assertThat(pairs()).doesNotContain(this.marisol + " " + again);
		this.customers.addContactPoint(ADA, again, NewContactPoint.phone(this.phone));
		this.jobs.run(FindingDuplicates.JOB);
		assertThat(pairs()).doesNotContain(this.marisol + " " + again);
	}

	@Test
	void suspectsNobodyOfBeingTheRecordThatIsJoinedToIt() {
		CustomerNumber again = create(NewCustomer.person("Marisol", this.surname).with(NewContactPoint.email(mail())));
		this.jobs.run(FindingDuplicates.JOB);
		assertThat(pairs()).contains(this.marisol + " " + again);
		this.joining.join(ADA, this.marisol, again, Map.of(), "She is one", "join-" + round);
		assertThat(pairs()).doesNotContain(this.marisol + " " + again);
		this.jobs.run(FindingDuplicates.JOB);
		assertThat(pairs()).noneMatch((pair) -> pair.contains(again.toString()));
	}

	@Test
	void decidesAtTheDesk() {
		MockMvcTester pages = MockMvcTester.from(this.context, (builder) -> builder.apply(springSecurity()).build());
		CustomerNumber again = create(NewCustomer.person("Marisol", this.surname).with(NewContactPoint.email(mail())));
		this.jobs.run(FindingDuplicates.JOB);
		assertThat(pages.get().uri("/desk/duplicates").with(SignedIn.as(StaffRole.AGENT))).hasStatusOk()
			.bodyText()
			.contains(this.marisol.toString(), again.toString(), "E-mail the same");
		assertThat(pages.get()
			.uri("/desk/customers/new/suspects")
			.param("kind", "PERSON")
			.param("givenName", "Marisol")
			.param("familyName", this.surname)
			.param("email", mail())
			.with(SignedIn.as(StaffRole.AGENT))).hasStatusOk().bodyText().contains(this.marisol.toString());
		assertThat(pages.post()
			.uri("/desk/duplicates/" + this.marisol + "/" + again + "/difference")
			.with(csrf())
			.with(SignedIn.as(StaffRole.AGENT))).hasStatus3xxRedirection();
		assertThat(pairs()).doesNotContain(this.marisol + " " + again);
	}

	private static String mail() {
		return "marisol" + round + "@example.com";
	}

	private List<String> pairs() {
		return this.duplicates.list(0, 50)
			.items()
			.stream()
			.map((pair) -> pair.one().number() + " " + pair.other().number())
			.toList();
	}

	private CustomerNumber create(NewCustomer customer) {
		return this.customers.create(ADA, customer);
	}

}

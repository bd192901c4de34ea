package app.accord.duplicates;

import java.util.List;
import java.util.Map;

import app.accord.actor.Actor;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.duplicates.SuspectedPairs.Order;
import app.accord.duplicates.SuspectedPairs.Shown;
import app.accord.duplicates.SuspectedPairs.Wanted;
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
	private SuspectedPairs list;

	@Autowired
	private FindingDuplicates finding;

	@Autowired
	private Comparisons comparisons;

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
		this.surname = List.of("Okafor", "Brightwater", "Castellanos", "Dunmore", "Eastlake", "Farquhar", "Garibay")
			.get(round);
		this.phone = List
			.of("415 555 0131", "212 555 0177", "646 555 0142", "303 555 0198", "617 555 0161", "415 555 0187",
					"212 555 0119")
			.get(round);
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
		assertThat(this.customers.read(again).numbers()).as("nobody but a person joins them").containsExactly(again);
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

	@Test
	void listsByNameAndNumberAndTakesADecisionBack() {
		MockMvcTester pages = MockMvcTester.from(this.context, (builder) -> builder.apply(springSecurity()).build());
		CustomerNumber again = create(NewCustomer.person("Marisol", this.surname).with(NewContactPoint.email(mail())));
		this.finding.beginAndWait(ADA);
		assertThat(this.comparisons.running()).isEmpty();
		ComparisonState compared = this.comparisons.lastOfAll().orElseThrow();
		assertThat(compared.done()).isEqualTo(compared.total()).isGreaterThan(12);
		assertThat(compared.startedBy()).isEqualTo(ADA.name());
		String pair = this.marisol + " " + again;
		assertThat(pairs(this.surname.toUpperCase(), Shown.OPEN)).containsExactly(pair);
		assertThat(pairs(again.toString(), Shown.OPEN)).containsExactly(pair);
		assertThat(pairs(this.surname, Shown.SURE)).isEmpty();
		assertThat(pairs(this.surname, Shown.MAYBE)).containsExactly(pair);
		assertThat(pairs("nobody called so", Shown.OPEN)).isEmpty();
		assertThat(pages.get()
			.uri("/desk/duplicates")
			.param("q", this.surname)
			.param("sort", "NEWEST")
			.with(SignedIn.as(StaffRole.SUPERVISOR))).hasStatusOk()
			.bodyText()
			.contains("Compare everybody now", again.toString(), ">Test<");
		assertThat(pages.get().uri("/desk/duplicates.csv").param("q", this.surname).with(SignedIn.as(StaffRole.AGENT)))
			.hasStatusOk()
			.bodyText()
			.startsWith("Known first,Name,Came later")
			.contains(this.marisol + ",Marisol " + this.surname + "," + again);
		this.duplicates.notTheSame(ADA, this.marisol, again);
		assertThat(pairs(this.surname, Shown.OPEN)).isEmpty();
		assertThat(pairs(this.surname, Shown.DECIDED)).containsExactly(pair);
		assertThat(pages.post()
			.uri("/desk/duplicates/" + this.marisol + "/" + again + "/doubt")
			.with(csrf())
			.with(SignedIn.as(StaffRole.AGENT))).hasStatus3xxRedirection();
		assertThat(pairs(this.surname, Shown.DECIDED)).isEmpty();
		assertThat(pairs(this.surname, Shown.OPEN)).containsExactly(pair);
		assertThat(pages.post().uri("/desk/duplicates/comparison").with(csrf()).with(SignedIn.as(StaffRole.AGENT)))
			.hasStatus(403);
	}

	@Test
	void warnsAtTheCounterAndRemembersThatItIsSomebodyElse() {
		MockMvcTester pages = MockMvcTester.from(this.context, (builder) -> builder.apply(springSecurity()).build());
		assertThat(pages.get()
			.uri("/counter/customers/new/suspects")
			.param("name", "Marisol " + this.surname)
			.param("phone", this.phone)
			.with(SignedIn.as(StaffRole.CLERK))).hasStatusOk()
			.bodyText()
			.contains(this.marisol.toString(), "Same phone");
		var first = pages.post()
			.uri("/counter/customers")
			.param("name", "Marisol " + this.surname)
			.param("phone", this.phone)
			.with(csrf())
			.with(SignedIn.as(StaffRole.CLERK));
		assertThat(first).hasStatus(422).bodyText().contains("has that telephone number", "It’s somebody else");
		var second = pages.post()
			.uri("/counter/customers")
			.param("name", "Marisol " + this.surname)
			.param("phone", this.phone)
			.param("email", "other." + mail())
			.param("postal", "12 Elm St, Troy, NY 12180")
			.param("others", this.marisol.toString())
			.with(csrf())
			.with(SignedIn.as(StaffRole.CLERK))
			.exchange();
		assertThat(second).hasStatus3xxRedirection();
		String fresh = second.getResponse().getRedirectedUrl().replaceAll(".*/", "");
		assertThat(this.customers.read(CustomerNumber.parse(fresh)).postals()).hasSize(1);
		this.finding.beginAndWait(ADA);
		assertThat(pairs()).doesNotContain(this.marisol + " " + fresh);
		assertThat(pages.post()
			.uri("/counter/customers")
			.param("name", "Ana " + this.surname.charAt(0) + "idou")
			.param("phone", this.phone)
			.with(csrf())
			.with(SignedIn.as(StaffRole.CLERK))).as("a family shares its telephone").hasStatus3xxRedirection();
	}

	private List<String> pairs(String query, Shown shown) {
		return this.list.list(new Wanted(query, shown, Order.LIKELIEST), 0, 50)
			.items()
			.stream()
			.map((pair) -> pair.one().number() + " " + pair.other().number())
			.toList();
	}

	private static String mail() {
		return "marisol" + round + "@example.com";
	}

	private List<String> pairs() {
		return pairs(null, Shown.OPEN);
	}

	private CustomerNumber create(NewCustomer customer) {
		return this.customers.create(ADA, customer);
	}

}

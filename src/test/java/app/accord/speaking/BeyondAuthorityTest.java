package app.accord.speaking;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.order.Orders;
import app.accord.relationship.NewAuthority;
import app.accord.relationship.Noted;
import app.accord.relationship.Relationships;
import app.accord.relationship.Scope;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody who speaks for a customer asks for beyond the authority is refused at the
 * desk and the counter, unless a supervisor goes on with a reason.
 */
@AccordTest
class BeyondAuthorityTest {

	private static int count;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	private Cast cast;

	private AccountNumber rosa;

	private CustomerNumber ana;

	private Noted given;

	@BeforeEach
	void people() {
		this.cast = Cast.of(this.program);
		if (count == 0) {
			this.cast.clerk("kay", "Kay Moreno");
			this.cast.bean(Staff.class).create("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
			this.cast.bean(Staff.class).create("ruth", "Ruth Bauer", StaffRole.SUPERVISOR, Cast.PASSWORD);
			this.cast.product("MUG", "Mug", "9.50");
		}
		String one = "b" + ++count;
		this.rosa = this.cast.customer("Rosa", "Brook", "(212) 555-03" + (10 + count), "rosa-" + one);
		this.ana = this.cast.withoutAccount("Ana", "Brook", "ana-" + one);
		this.given = this.cast.bean(Relationships.class)
			.authorise(Cast.agent(),
					new NewAuthority(this.rosa.customer(), this.ana, Set.of(Scope.BILLS), "Both passports", null, null,
							null, "Asked for"),
					null)
			.value();
	}

	/** Whoever adds a form decides whether it needs an authority. */
	@Test
	void everyFormAboutACustomerIsDecided() {
		assertThat(refused("/desk/")).containsExactlyInAnyOrder("/desk/customers/{number}/refunds",
				"/desk/customers/{number}/payments/{receipt}/refund", "/desk/customers/{number}/auto-pay",
				"/desk/customers/{number}/cards/{id}/preference", "/desk/customers/{number}/cards/{id}/removal",
				"/desk/services/{number}/change", "/desk/customers/{number}/people/authority",
				"/desk/customers/{number}/people/payer", "/desk/customers/{number}/people/{id}/end",
				"/desk/customers/{number}/people/relation", "/desk/customers/{number}/name",
				"/desk/customers/{number}/contact-points", "/desk/customers/{number}/contact-points/{id}",
				"/desk/customers/{number}/fields/{change}/put-back", "/desk/customers/{number}/password-link",
				"/desk/customers/{number}/personal-data", "/desk/customers/{number}/erasure",
				"/desk/customers/{number}/erasure/answer", "/desk/accounts/{number}/donations");
		assertThat(refused("/counter/")).containsExactlyInAnyOrder("/counter/receipts/{number}/refund",
				"/counter/orders/{number}/return", "/counter/customers/{number}/donations/{account}");
	}

	private Set<String> refused(String root) {
		List<Doings> channels = List.copyOf(this.program.getBeansOfType(Doings.class).values());
		return this.program.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
			.getHandlerMethods()
			.keySet()
			.stream()
			.filter((mapping) -> mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST))
			.flatMap((mapping) -> mapping.getPatternValues().stream())
			.filter((pattern) -> pattern.startsWith(root))
			.filter((pattern) -> channels.stream()
				.filter((channel) -> channel.has(pattern))
				.flatMap((channel) -> channel.at(pattern.replaceAll("\\{[^}]*}", "X-1")).stream())
				.anyMatch(Doings.Doing::refused))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	@Test
	void theDeskRefusesItAndSaysWhatToDo() {
		Visitor ada = visitor("desk", "ada");
		speaking(ada, "desk", this.ana.toString());
		Document sheet = Jsoup.parse(ada.get(customer("desk") + "/name/new").body());
		assertThat(sheet.select("[role=alert]").text()).isEqualTo(
				"Ana Brook may not change personal data for Rosa Brook: the authority says only “may be told about "
						+ "bills and payments”. Speak with Rosa Brook and choose that under “Speaking with”, or have a "
						+ "supervisor go on with a reason.");
		assertThat(sheet.select("[name=beyond]")).isEmpty();
		HttpResponse<String> refused = rename(ada, Map.of("beyond", "I think it is fine"));
		assertThat(refused.headers().firstValue("Location").orElseThrow()).endsWith(customer("desk"));
		assertThat(ada.get(customer("desk")).body()).contains("Ana Brook may not change personal data for Rosa Brook");
		assertThat(name()).isEqualTo("Rosa Brook");
		assertThat(post(ada, "desk", "/people/payer", Map.of("other", this.ana.toString())).statusCode())
			.isEqualTo(302);
		assertThat(this.cast.bean(Relationships.class).of(this.rosa.customerId())).hasSize(1);
		assertThat(ada.get(customer("desk") + "/payments/new").body()).as("only warned of")
			.contains("may not pay for Rosa Brook", "note who agreed");
		assertThat(post(ada, "desk", "/notes",
				Map.of("what", "note", "body", "Asks what is due", "idempotencyKey", UUID.randomUUID().toString()))
			.statusCode()).isEqualTo(200);
		speaking(ada, "desk", "");
		assertThat(rename(ada, Map.of()).statusCode()).isEqualTo(200);
		assertThat(name()).isEqualTo("Rosa Stone");
	}

	@Test
	void aSupervisorGoesOnWithAReasonThatStaffReads() {
		Visitor ruth = visitor("desk", "ruth");
		speaking(ruth, "desk", this.ana.toString());
		assertThat(Jsoup.parse(ruth.get(customer("desk") + "/name/new").body()).select("[name=beyond]")).hasSize(1);
		assertThat(rename(ruth, Map.of("beyond", " ")).statusCode()).isEqualTo(302);
		assertThat(rename(ruth, Map.of("beyond", "4242 4242 4242 4242")).statusCode()).isEqualTo(302);
		assertThat(name()).isEqualTo("Rosa Brook");
		assertThat(rename(ruth, Map.of("familyName", "", "givenName", "", "beyond", "Rosa agreed on the telephone"))
			.statusCode()).isEqualTo(422);
		assertThat(rename(ruth, Map.of("beyond", "Rosa agreed on the telephone")).statusCode()).isEqualTo(200);
		assertThat(name()).isEqualTo("Rosa Stone");
		assertThat(history(Audience.STAFF)).filteredOn((entry) -> entry.summary().startsWith("Went on beyond"))
			.as("once, however often the form was sent")
			.hasSize(1)
			.first()
			.satisfies((entry) -> {
				assertThat(entry.summary())
					.isEqualTo("Went on beyond the authority of Ana Brook: who may not change personal data");
				assertThat(entry.reason()).isEqualTo("Rosa agreed on the telephone");
				assertThat(entry.speaker()).isEqualTo("Ana Brook");
				assertThat(entry.actor().name()).isEqualTo("Ruth Bauer");
			});
		assertThat(history(Audience.CUSTOMER)).noneMatch((entry) -> entry.summary().startsWith("Went on"));
	}

	@Test
	void anAuthorityThatHasEndedGivesNothingFromThatMomentOn() {
		Visitor ada = visitor("desk", "ada");
		speaking(ada, "desk", this.ana.toString());
		assertThat(ada.get(customer("desk") + "/credits/new").body()).doesNotContain("may not");
		this.cast.bean(Relationships.class).end(Cast.agent(), this.rosa.customer(), this.given.id(), "She asked", null);
		assertThat(ada.get(customer("desk") + "/credits/new").body())
			.contains("You are speaking with somebody who may not speak for Rosa Brook.");
		assertThat(rename(ada, Map.of()).statusCode()).isEqualTo(302);
	}

	@Test
	void theCounterNotesWhoIsThereAndRefusesTheSame() {
		Visitor kay = visitor("counter", "kay");
		assertThat(kay.get("/counter/customers/" + this.ana).body()).as("nobody may speak for Ana")
			.doesNotContain("speaking-with");
		assertThat(kay.get(customer("counter")).body()).contains("Speaking with", "Ana Brook");
		String order = path(sale(kay, "CASH"));
		speaking(kay, "counter", this.ana.toString());
		Document page = Jsoup.parse(kay.get(customer("counter")).body());
		assertThat(page.select(".speaking-may").text()).startsWith("May be told about bills and payments. Not: pay;");
		HttpResponse<String> refused = sale(kay, "ON_ACCOUNT");
		assertThat(refused.statusCode()).isEqualTo(422);
		Document again = Jsoup.parse(refused.body());
		assertThat(again.select("#sale-problem").text())
			.contains("Ana Brook may not order and change contracts for Rosa Brook");
		assertThat(again.select("[name=basket]").val()).as("what was rung up").isEqualTo("MUG:1");
		assertThat(path(sale(kay, "CASH"))).as("money that is brought is anybody’s").contains("/counter/orders/");
		assertThat(kay.get(order + "/return").body()).contains("may not have money paid out for Rosa Brook");
		Map<String, String> back = Map.of("line-1", "1", "reason", "Wrong colour", "idempotencyKey",
				UUID.randomUUID().toString());
		assertThat(path(kay.post(order + "/return", order + "/return", back))).isEqualTo(customer("counter"));
		assertThat(kay.get(customer("counter")).body()).contains("may not have money paid out");
		assertThat(this.cast.bean(Orders.class).list(this.rosa.customerId(), 0, 10).total()).isEqualTo(2);
		speaking(kay, "counter", "");
		assertThat(path(kay.post(order + "/return", order + "/return", back))).contains("/counter/orders/");
		assertThat(this.cast.bean(Orders.class).list(this.rosa.customerId(), 0, 10).total()).isEqualTo(3);
	}

	private HttpResponse<String> sale(Visitor clerk, String settlement) {
		return post(clerk, "counter", "/sales", Map.of("account", this.rosa.toString(), "basket", "MUG:1", "settlement",
				settlement, "expectedTotal", "9.50", "idempotencyKey", UUID.randomUUID().toString()));
	}

	private HttpResponse<String> rename(Visitor employee, Map<String, String> more) {
		Map<String, String> fields = new HashMap<>(
				Map.of("givenName", "Rosa", "familyName", "Stone", "language", "en"));
		fields.putAll(more);
		return post(employee, "desk", "/name", fields);
	}

	private void speaking(Visitor employee, String channel, String person) {
		assertThat(post(employee, channel, "/speaking-with", Map.of("person", person)).statusCode()).isLessThan(400);
	}

	private HttpResponse<String> post(Visitor employee, String channel, String path, Map<String, String> fields) {
		return employee.post(customer(channel), customer(channel) + path, fields);
	}

	private String customer(String channel) {
		return "/" + channel + "/customers/" + this.rosa.customer();
	}

	private Visitor visitor(String channel, String username) {
		Visitor visitor = new Visitor(this.port);
		visitor.signIn(channel, username, Cast.PASSWORD);
		return visitor;
	}

	private static String path(HttpResponse<String> answer) {
		return answer.headers()
			.firstValue("Location")
			.orElse("nowhere: " + answer.statusCode())
			.replaceAll("^https?://[^/]+", "")
			.replaceAll("\\?.*", "");
	}

	private String name() {
		return this.cast.bean(Customers.class).read(this.rosa.customer()).name();
	}

	private List<Interaction> history(Audience audience) {
		return this.cast.bean(Timeline.class).page(this.rosa.customerId(), audience, List.of(), 0, 30);
	}

}

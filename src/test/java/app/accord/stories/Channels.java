package app.accord.stories;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.api.ApiClient;
import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An agent, a clerk, the customer and a program, each on their own channel: what they are
 * told about an account, read over HTTP.
 */
final class Channels {

	private static int stories;

	private final AccountNumber account;

	private final Visitor agent;

	private final Visitor biller;

	private final Visitor clerk;

	private final Visitor customer;

	private final ApiClient shop;

	/**
	 * @param username the customer's on the portal
	 */
	Channels(ApplicationContext program, int port, AccountNumber account, String username) {
		int story = ++stories;
		this.account = account;
		this.agent = staff(program, port, "desk", "agent-" + story, StaffRole.AGENT);
		this.biller = staff(program, port, "desk", "biller-" + story, StaffRole.BILLER);
		this.clerk = staff(program, port, "counter", "clerk-" + story, StaffRole.CLERK);
		this.customer = signedIn(port, "portal", username);
		program.getBean(ApiTokens.class).allow("shop " + story, "the-token-of-story-" + story);
		this.shop = new ApiClient(port, "the-token-of-story-" + story);
	}

	Visitor agent() {
		return this.agent;
	}

	Visitor biller() {
		return this.biller;
	}

	Visitor clerk() {
		return this.clerk;
	}

	Visitor customer() {
		return this.customer;
	}

	ApiClient shop() {
		return this.shop;
	}

	/** Each channel's page about the customer says that balance, as of one entry. */
	void tellBalance(String balance) {
		Map<String, String> told = new LinkedHashMap<>();
		told.put("portal", fact(this.customer.get("/portal"), "balance"));
		told.put("desk", fact(this.agent.get("/desk/customers/" + this.account.customer()), "balance"));
		told.put("desk, account", fact(this.agent.get("/desk/accounts/" + this.account), "balance"));
		told.put("counter", fact(this.clerk.get("/counter/customers/" + this.account.customer()), "balance"));
		ApiClient.Answer position = this.shop.get("/accounts/" + this.account + "/position");
		position.json()
			.get("facts")
			.forEach((fact) -> told.merge("API " + fact.get("fact").asString(),
					fact.get("value").asString() + " as of " + fact.get("asOf").asLong(), (one, other) -> other));
		told.keySet().removeIf((channel) -> channel.startsWith("API ") && !channel.equals("API balance"));
		String first = told.values().iterator().next();
		assertThat(first).startsWith(balance + " as of ");
		assertThat(told).allSatisfy((channel, amount) -> assertThat(amount).as(channel).isEqualTo(first));
	}

	/**
	 * Portal, desk and API say the same of the latest payment by card. The customer's
	 * page is opened first: it asks the gateway.
	 * @return the sentence
	 */
	String tellVerdict(String code) {
		ApiClient.Answer before = this.shop.get("/accounts/" + this.account + "/payment-verdict");
		Document portal = page(this.customer, "/portal/payments/" + before.text("/payment"));
		ApiClient.Answer api = this.shop.get("/accounts/" + this.account + "/payment-verdict");
		Document desk = page(this.agent, "/desk/accounts/" + this.account);
		String sentence = api.text("/sentence");
		assertThat(api.text("/code")).as("API: " + sentence).isEqualTo(code);
		assertThat(portal.select("#verdict").attr("data-value")).as("portal").isEqualTo(code);
		assertThat(portal.select("#verdict").text()).as("portal").contains(sentence);
		assertThat(desk.select(".verdict-box").attr("data-value")).as("desk").isEqualTo(code);
		assertThat(desk.select(".verdict-box").text()).as("desk").contains(sentence);
		return sentence;
	}

	/** The account's latest payment by card. */
	AttemptNumber payment() {
		return AttemptNumber.parse(this.shop.get("/accounts/" + this.account + "/payment-verdict").text("/payment"));
	}

	/** The customer's page to pay offers to. */
	boolean offersToPay() {
		return !page(this.customer, "/portal/accounts/" + this.account + "/payment").select("form[action$=/payment]")
			.isEmpty();
	}

	/** The customer sends the form that pays all that is owed. */
	HttpResponse<String> pay() {
		String path = "/portal/accounts/" + this.account + "/payment";
		Document form = page(this.customer, path);
		return this.customer.post(path, path, Map.of("amount", form.select("#amount").val(), "seen",
				form.select("input[name=seen]").val(), "idempotencyKey", UUID.randomUUID().toString()));
	}

	static Document page(Visitor who, String path) {
		HttpResponse<String> answer = who.get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		return Jsoup.parse(answer.body());
	}

	/** Where an answer leads. */
	static String to(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(Jsoup.parse(answer.body()).text()).isEqualTo(302);
		return answer.headers().firstValue("Location").orElseThrow();
	}

	private String fact(HttpResponse<String> answer, String fact) {
		List<String> shown = Jsoup.parse(answer.body())
			.select("data.fact[data-fact=" + fact + "][data-subject=" + this.account + "]")
			.stream()
			.map((one) -> one.attr("value") + " as of " + one.attr("data-as-of"))
			.distinct()
			.toList();
		assertThat(shown).as(answer.uri().getPath()).hasSize(1);
		return shown.getFirst();
	}

	private static Visitor staff(ApplicationContext program, int port, String channel, String name, StaffRole role) {
		program.getBean(Staff.class).create(name, name, role, Cast.PASSWORD);
		return signedIn(port, channel, name);
	}

	private static Visitor signedIn(int port, String channel, String name) {
		Visitor visitor = new Visitor(port);
		visitor.signIn(channel, name, Cast.PASSWORD);
		return visitor;
	}

}

package app.accord.consistency;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import app.accord.api.ApiClient;
import app.accord.testing.AccordTest;
import app.accord.testing.TestDatabase;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Visits every customer of the sample company on desk, counter, portal and API, and
 * compares everything they are told.
 */
@AccordTest(properties = "accord.embedded=true")
class ChannelsAgreeTest {

	private static final String PASSWORD = "demo";

	/** Of most customers the main pages are read; of some, all that can be reached. */
	private static final int EVERY = 40;

	private static final int MOST_PAGES = 30;

	@LocalServerPort
	private int port;

	@Autowired
	private TestDatabase database;

	private final Set<String> broken = ConcurrentHashMap.newKeySet();

	private ApiClient api;

	private Visitor agent;

	private Visitor clerk;

	@BeforeEach
	void signIn() throws SQLException {
		this.api = new ApiClient(this.port, "demo-api-token");
		this.agent = Visitor.signedIn(this.port, "desk", "agent", PASSWORD);
		this.clerk = Visitor.signedIn(this.port, "counter", "clerk", PASSWORD);
		letEverybodySignIn();
	}

	@Test
	void everyCustomerIsToldTheSameEverywhere() throws Exception {
		Map<String, List<String>> accounts = accountsByCustomer();
		assertThat(accounts).hasSizeGreaterThan(100);
		List<String> customers = List.copyOf(accounts.keySet());
		Map<String, List<String>> violations = new ConcurrentHashMap<>();
		Set<String> seen = ConcurrentHashMap.newKeySet();
		try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < customers.size(); i++) {
				String customer = customers.get(i);
				boolean thoroughly = i % EVERY == 0;
				all.add(threads.submit(() -> {
					List<Shown> shown = visit(customer, accounts.get(customer), thoroughly);
					shown.forEach((one) -> seen.add(one.fact() + " on " + one.channel()));
					List<String> wrong = compare(shown, accounts.get(customer));
					if (!wrong.isEmpty()) {
						violations.put(customer, wrong);
					}
				}));
			}
			for (Future<?> done : all) {
				done.get();
			}
		}
		assertThat(violations).isEmpty();
		assertThat(this.broken).as("links that lead nowhere").isEmpty();
		assertThat(seen).contains("balance on desk", "balance on portal", "balance on counter", "balance on api",
				"tier on desk", "service-status on desk", "service-status on portal", "order-status on desk",
				"order-status on portal", "price on counter", "invoice-total on portal", "case-state on desk",
				"case-state on portal", "case-state on counter", "case-state on api");
	}

	private List<String> compare(List<Shown> shown, List<String> accounts) {
		List<String> wrong = new ArrayList<>(Agreement.violations(shown));
		// Those of the household are shown on the desk too; they must agree, no more.
		List<Shown> own = shown.stream().filter((one) -> !ofOther(one, accounts)).toList();
		wrong.addAll(Agreement.missing(own, "balance", Set.of("desk", "portal", "counter", "api")));
		wrong.addAll(Agreement.missing(own, "due-now", Set.of("desk", "portal", "api")));
		wrong.addAll(Agreement.missing(own, "due-date", Set.of("desk", "portal", "api")));
		wrong.addAll(Agreement.missing(own, "tier", Set.of("desk", "api")));
		// What is shown on any page can be had from the API as well.
		for (String fact : new HashSet<>(shown.stream().map(Shown::fact).toList())) {
			wrong.addAll(Agreement.missing(shown, fact, Set.of("api")));
		}
		for (String account : accounts) {
			if (shown.stream().noneMatch((one) -> one.what().equals("balance of " + account))) {
				wrong.add("Nobody shows the balance of " + account);
			}
		}
		return wrong;
	}

	/** Whether it is said of an account of somebody else. */
	private static boolean ofOther(Shown one, List<String> accounts) {
		return one.subject().startsWith("A-") && !accounts.contains(one.subject());
	}

	private List<Shown> visit(String customer, List<String> accounts, boolean thoroughly) {
		Visitor owner = Visitor.signedIn(this.port, "portal", "visitor-" + customer.toLowerCase(), PASSWORD);
		List<Shown> shown = new ArrayList<>();
		shown.addAll(read(this.agent, "desk", List.of("/desk/customers/" + customer), customer, thoroughly));
		List<String> counter = new ArrayList<>(List.of("/counter/customers/" + customer));
		accounts.stream()
			.skip(1)
			.forEach((account) -> counter.add("/counter/customers/" + customer + "?account=" + account));
		shown.addAll(read(this.clerk, "counter", counter, customer, thoroughly));
		shown.addAll(read(owner, "portal", List.of("/portal", "/portal/bills"), customer, thoroughly));
		shown.addAll(answers(customer, accounts));
		shown.addAll(prices(shown));
		List<String> others = shown.stream()
			.filter((one) -> ofOther(one, accounts))
			.map(Shown::subject)
			.distinct()
			.toList();
		others.forEach((account) -> shown.addAll(answer("/accounts/" + account + "/position")));
		return shown;
	}

	/** Reads these pages and, if asked to be thorough, those that they lead to. */
	private List<Shown> read(Visitor visitor, String channel, List<String> starts, String customer,
			boolean thoroughly) {
		List<Shown> shown = new ArrayList<>();
		Set<String> seen = new LinkedHashSet<>(starts);
		Deque<String> waiting = new ArrayDeque<>(starts);
		while (!waiting.isEmpty()) {
			String address = waiting.poll();
			Visitor.Page start = visitor.start();
			Visitor.Page page = start.address().equals(address) ? start : visitor.get(address);
			if (page.status() != 200 || page.address().contains("/sign-in")) {
				this.broken.add(page.status() + " " + address.replaceAll("\\d+(-\\d+)+", "…"));
				continue;
			}
			shown.addAll(Shown.on(page.html(), channel, address));
			if (thoroughly) {
				for (Element link : page.html().select("main a[href], main [hx-get]")) {
					String to = link.hasAttr("hx-get") ? link.attr("hx-get") : link.attr("href");
					// A bill's paper is made anew each time, and says no fact to a
					// program: one is enough.
					boolean another = to.endsWith(".pdf") && seen.stream().anyMatch((one) -> one.endsWith(".pdf"));
					if (leadsOn(to, channel, customer) && !another && seen.size() < MOST_PAGES && seen.add(to)) {
						waiting.add(to);
					}
				}
			}
		}
		return shown;
	}

	private static boolean leadsOn(String to, String channel, String customer) {
		if (!to.matches("/[A-Za-z0-9/._~?=&%+-]*")) {
			return false;
		}
		String path = URI.create(to).getPath();
		return channel.equals("portal") ? path.startsWith("/portal") && !path.matches(".*(/live|[.]csv)")
				: path.startsWith("/" + channel + "/customers/" + customer)
						|| path.matches("/" + channel + "/(bills|invoices)/INV-" + customer.split("-")[1] + "-.*");
	}

	private List<Shown> answers(String customer, List<String> accounts) {
		List<Shown> shown = new ArrayList<>(answer("/customers/" + customer));
		shown.addAll(answer("/customers/" + customer + "/consents"));
		shown.addAll(answer("/customers/" + customer + "/services?size=200"));
		shown.addAll(answer("/customers/" + customer + "/purchases?size=200"));
		shown.addAll(answer("/customers/" + customer + "/cases?size=200"));
		for (String account : accounts) {
			shown.addAll(answer("/accounts/" + account + "/position"));
			shown.addAll(answer("/accounts/" + account + "/invoices?size=200"));
			shown.addAll(answer("/accounts/" + account + "/reminders"));
			ApiClient.Answer nextBill = this.api.get("/accounts/" + account + "/next-bill");
			if (nextBill.status() != 404) {
				shown.addAll(Shown.in(nextBill.json(), "next-bill"));
			}
		}
		return shown;
	}

	/** The prices that a page showed, asked again of the API. */
	private List<Shown> prices(List<Shown> onPages) {
		List<Shown> shown = new ArrayList<>();
		onPages.stream()
			.filter((one) -> one.fact().equals("price"))
			.map(Shown::subject)
			.distinct()
			.forEach((subject) -> {
				String[] named = subject.split("@", 2);
				String[] product = named[0].split("\\+", 2);
				shown
					.addAll(answer("/prices?product=" + product[0] + ((named.length > 1) ? "&customer=" + named[1] : "")
							+ ((product.length > 1) ? "&promotion=" + product[1] : "")));
			});
		return shown;
	}

	private List<Shown> answer(String path) {
		ApiClient.Answer answer = this.api.get(path);
		assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(200);
		return Shown.in(answer.json(), path);
	}

	private Map<String, List<String>> accountsByCustomer() {
		Map<String, List<String>> accounts = new TreeMap<>();
		for (int page = 0;; page++) {
			JsonNode items = this.api.get("/customers?size=200&page=" + page).json().at("/items");
			if (items.isEmpty()) {
				return accounts;
			}
			items.forEach((item) -> {
				List<String> own = accounts.computeIfAbsent(item.at("/number").asString(),
						(number) -> new ArrayList<>());
				item.at("/accounts").forEach((account) -> own.add(account.asString()));
			});
		}
	}

	/** Gives everybody a login of ours, with one password, which is hashed already. */
	private void letEverybodySignIn() throws SQLException {
		try (Connection connection = this.database.connect()) {
			connection.setAutoCommit(false);
			try (PreparedStatement statement = connection.prepareStatement("""
					insert into portal_credential (customer_id, username, password_hash, created_at)
					select customer_id, 'none-' || customer_id,
						(select password_hash from portal_credential order by customer_id limit 1), created_at
					from customer c
					where not exists (select from portal_credential p where p.customer_id = c.customer_id)
					""")) {
				statement.executeUpdate();
			}
			for (String customer : accountsByCustomer().keySet()) {
				try (PreparedStatement statement = connection.prepareStatement("""
						insert into directory (kind, value, customer_id) values ('LOGIN', ?, ?) on conflict do nothing
						""")) {
					statement.setString(1, "visitor-" + customer.toLowerCase());
					statement.setLong(2, Long.parseLong(customer.split("-")[1]));
					statement.executeUpdate();
				}
			}
			connection.commit();
		}
	}

}

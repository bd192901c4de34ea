package app.accord.desk;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

import app.accord.billing.Invoices;
import app.accord.customer.AccountNumber;
import app.accord.invoicing.BillRun;
import app.accord.invoicing.BillRunWork;
import app.accord.invoicing.BillRuns;
import app.accord.invoicing.Taxes;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages and the API by which bills are made. */
@AccordTest(properties = "accord.zone=UTC")
class BillRunPagesTest {

	private static final String TOKEN = "a token of a test, long enough";

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Staff staff;

	@Autowired
	private Taxes taxes;

	@Autowired
	private BillRuns runs;

	@Autowired
	private BillRunWork work;

	@Autowired
	private Invoices invoices;

	@Autowired
	private MovableClock clock;

	private Cast cast;

	private Visitor biller;

	@BeforeEach
	void prepare() {
		this.clock.set(Instant.parse("2031-03-20T10:00:00Z"));
		this.cast = Cast.of(this.program);
		if (this.staff.none()) {
			this.staff.create("grace", "Grace Oyelaran", StaffRole.BILLER, Cast.PASSWORD);
			this.staff.create("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
			this.cast.bean(ApiTokens.class).allow("Test", TOKEN);
			this.taxes.importRate(Cast.agent(), "US", "STANDARD", "Sales tax", new BigDecimal("10"),
					LocalDate.parse("2020-01-01"));
		}
		this.biller = new Visitor(this.port);
		this.biller.signIn("desk", "grace", Cast.PASSWORD);
	}

	@Test
	void showsWhatRunWouldBillAndMakesBillsOnceApproved() {
		AccountNumber account = this.cast.customer("Marisol", "Okafor", "+14155550134", "marisol");
		this.cast.service(account, "MOBILE-L", "Mobile L", "+1 415 555 0134", "45.00");
		Document card = page("/desk/accounts/" + account + "/next-bill");
		assertThat(card.select("[data-fact=next-bill]").attr("value")).isEqualTo("68.66");
		assertThat(card.text()).contains("12 of 31 days × $45.00").contains("1 month × $45.00");
		Visitor customer = new Visitor(this.port);
		customer.signIn("portal", "marisol", Cast.PASSWORD);
		Document mine = Jsoup.parse(customer.get("/portal/accounts/" + account + "/next-bill").body());
		assertThat(mine.select("[data-fact=next-bill]").attr("value")).isEqualTo("68.66");
		assertThat(api("GET", "/api/v1/accounts/" + account + "/next-bill", null).body())
			.contains("\"total\":\"68.66\"");

		this.clock.set(Instant.parse("2031-04-01T10:00:00Z"));
		this.biller.get("/desk/bill-runs");
		HttpResponse<String> started = this.biller.post("/desk/bill-runs", "/desk/bill-runs",
				Map.of("billDate", "2031-04-01"));
		assertThat(started.statusCode()).isEqualTo(302);
		BillRun run = this.runs.underWay().orElseThrow();
		String path = "/desk/bill-runs/" + run.id();
		assertThat(started.headers().firstValue("Location").orElseThrow()).endsWith(path);
		assertThat(page(path).text()).contains("computing");
		this.work.work();
		Document preview = page(path);
		assertThat(preview.text()).contains("waits for approval", "Nothing is billed yet", "Approve: make 1 bill",
				"$68.66");
		assertThat(this.invoices.count(account)).isZero();
		this.biller.post(path, path + "/accounts/" + account + "/hold", Map.of());
		assertThat(page(path).text()).contains("Held by Grace Oyelaran.");
		this.biller.post(path, path + "/approval", Map.of());
		this.work.work();
		assertThat(this.invoices.count(account)).isZero();
		this.biller.post(path, path + "/accounts/" + account + "/release", Map.of());
		assertThat(this.invoices.count(account)).isOne();
		assertThat(page(path + "?state=ALL").text()).contains("billed", "done", "Decided by Grace Oyelaran");
		assertThat(this.biller.get(path + "/accounts.csv").body())
			.contains(account + ",Marisol Okafor,BILLED,USD,68.66");
		assertThat(api("GET", "/api/v1/bill-runs/" + run.id(), null).body()).contains("\"state\":\"DONE\"")
			.contains("\"total\":\"68.66\"");
	}

	@Test
	void isClosedToAgents() {
		Visitor agent = new Visitor(this.port);
		agent.signIn("desk", "ada", Cast.PASSWORD);
		assertThat(agent.get("/desk/bill-runs").statusCode()).isEqualTo(403);
		assertThat(agent.get("/desk/prices/taxes").statusCode()).isEqualTo(403);
	}

	@Test
	void keepsWhatWasTypedWhenRunIsRefused() {
		HttpResponse<String> refused = this.biller.post("/desk/bill-runs", "/desk/bill-runs",
				Map.of("billDate", "2099-04-01"));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(refused.body()).text()).contains("not in advance");
	}

	@Test
	void setsRateOfTaxAndKeepsOldOne() {
		HttpResponse<String> set = this.biller.post("/desk/prices/taxes", "/desk/prices/taxes",
				Map.of("place", "us-ny", "taxClass", "STANDARD", "name", "Sales tax", "percent", "8.875", "startsOn",
						"2031-04-01", "reason", "city tax"));
		assertThat(set.statusCode()).isEqualTo(302);
		this.biller.post("/desk/prices/taxes", "/desk/prices/taxes", Map.of("place", "US-NY", "taxClass", "STANDARD",
				"name", "Sales tax", "percent", "9", "startsOn", "2031-06-01", "reason", ""));
		assertThat(page("/desk/prices/taxes").text()).contains("8.875 %", "9 %", "city tax", "to come");
		assertThat(this.biller
			.post("/desk/prices/taxes", "/desk/prices/taxes/products",
					Map.of("product", "nothing", "productClass", "REDUCED", "pricedPer", "100"))
			.statusCode()).isEqualTo(302);
		HttpResponse<String> refused = this.biller.post("/desk/prices/taxes", "/desk/prices/taxes",
				Map.of("place", "US-NY", "taxClass", "STANDARD", "name", "Sales tax", "percent", "lots", "startsOn",
						"2031-06-01", "reason", ""));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(refused.body()).text()).contains("Write a percentage such as 8.875.");
	}

	@Test
	void movesBillToAnotherDay() {
		AccountNumber account = this.cast.customer("Theo", "Lindgren", "+17185550112", "theo");
		String path = "/desk/accounts/" + account + "/cycle";
		assertThat(page(path + "/preview?day=15&terms=20&medium=EMAIL&place=US&reason=").text())
			.contains("14 of 31 days");
		HttpResponse<String> refused = this.biller.post("/desk/bill-runs", path,
				Map.of("day", "32", "terms", "20", "medium", "EMAIL", "place", "US", "reason", "salary"));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(refused.body()).text()).contains("1 to 31");
		assertThat(this.biller
			.post("/desk/bill-runs", path,
					Map.of("day", "15", "terms", "20", "medium", "POST", "place", "US", "reason", "salary"))
			.statusCode()).isEqualTo(200);
		assertThat(page(path).select("input[name=day]").attr("value")).isEqualTo("15");
	}

	@Test
	void takesUsageByApi() {
		AccountNumber account = this.cast.customer("Priya", "Raman", "+19175550168", "priya");
		HttpResponse<String> taken = api("POST", "/api/v1/usage",
				"{\"records\":[{\"account\":\"%s\",\"product\":\"CALLS\",\"quantity\":5,\"at\":\"2031-03-19T10:00:00Z\",\"externalId\":\"1\"}]}"
					.formatted(account));
		assertThat(taken.statusCode()).isEqualTo(200);
		assertThat(taken.body()).contains("\"taken\":0").contains("nothing that is charged by use");
		assertThat(api("POST", "/api/v1/usage", "{\"records\":[]}").statusCode()).isEqualTo(422);
		HttpResponse<String> run = api("POST", "/api/v1/bill-runs", "{}");
		assertThat(run.statusCode()).isEqualTo(201);
		long id = this.runs.underWay().orElseThrow().id();
		assertThat(api("POST", "/api/v1/bill-runs", "{}").statusCode()).isEqualTo(422);
		assertThat(api("GET", "/api/v1/bill-runs/" + id + "/accounts", null).statusCode()).isEqualTo(200);
		assertThat(api("POST", "/api/v1/bill-runs/" + id + "/cancellation", null).body())
			.contains("\"state\":\"CANCELLED\"");
		assertThat(api("GET", "/api/v1/bill-runs", null).body()).contains("CANCELLED");
		assertThat(api("GET", "/api/v1/bill-runs/999", null).statusCode()).isEqualTo(404);
	}

	private Document page(String path) {
		HttpResponse<String> response = this.biller.get(path);
		assertThat(response.statusCode()).as(path).isEqualTo(200);
		return Jsoup.parse(response.body());
	}

	private HttpResponse<String> api(String method, String path, String body) {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
					.header("Authorization", "Bearer " + TOKEN)
					.header("Content-Type", "application/json")
					.method(method,
							(body != null) ? HttpRequest.BodyPublishers.ofString(body)
									: HttpRequest.BodyPublishers.noBody())
					.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package app.accord.counter;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.order.Orders;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said at the counter to input that can't be. */
@AccordTest
class CounterWallsTest {

	private static AccountNumber pia;

	private static AccountNumber quinn;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Orders orders;

	private Visitor clerk;

	@BeforeEach
	void people() {
		if (pia == null) {
			Cast cast = Cast.of(this.program);
			pia = cast.customer("Pia", "Holm", "(212) 555-0111", "pia");
			quinn = cast.customer("Quinn", "Holm", "(212) 555-0112", "quinn");
			cast.clerk("kay", "Kay Moreno");
			cast.product("MUG", "Mug", "9.50");
			cast.service(quinn, "MOBILE-S", "Mobile S", "(212) 555-0112", "15.00");
		}
		this.clerk = new Visitor(this.port);
		this.clerk.signIn("counter", "kay", Cast.PASSWORD);
		this.clerk.post("/counter/terminal", "/counter/terminal", Map.of("terminal", "tm_front"));
	}

	@Test
	void sellsOnceForTheSameFormSentTwice() {
		Map<String, String> fields = sale("MUG:2", "CASH", "19.00", "sold-once");
		String first = post("/sales", fields).headers().firstValue("Location").orElseThrow();
		assertThat(post("/sales", fields).headers().firstValue("Location").orElseThrow()).isEqualTo(first);
		assertThat(this.orders.list(pia.customerId(), 0, 10).total()).isOne();
	}

	@Test
	void refusesASaleThatCannotBe() {
		long before = this.orders.list(pia.customerId(), 0, 10).total();
		for (Map<String, String> fields : List.of(sale("", "CARD", "0.00", "k1"), sale("NONE:1", "CARD", "1.00", "k2"),
				sale("MUG:1", "BARTER", "9.50", "k3"), sale("MUG:1", "CARD", "8.00", "k4"), Map.<String, String>of())) {
			HttpResponse<String> answer = post("/sales", fields);
			assertThat(answer.statusCode()).as(fields.toString()).isEqualTo(422);
			assertThat(Jsoup.parse(answer.body()).select("#sale-problem").text()).as(fields.toString()).isNotBlank();
		}
		assertThat(
				Jsoup.parse(post("/sales", sale("MUG:1", "CARD", "8.00", "k5")).body()).select("#sale-problem").text())
			.contains("now comes to $9.50, not $8.00");
		Map<String, String> cash = new java.util.HashMap<>(sale("MUG:1", "CASH", "9.50", "k6"));
		cash.put("tendered", "5");
		assertThat(post("/sales", cash).body()).contains("is less than");
		cash.put("tendered", "plenty");
		assertThat(post("/sales", cash).statusCode()).isEqualTo(422);
		Map<String, String> elsewhere = new java.util.HashMap<>(sale("MUG:1", "CARD", "9.50", "k7"));
		elsewhere.put("account", quinn.toString());
		assertThat(post("/sales", elsewhere).statusCode()).isEqualTo(404);
		assertThat(this.orders.list(pia.customerId(), 0, 10).total()).isEqualTo(before);
	}

	@Test
	void leavesServicesToTheAgents() {
		assertThat(Jsoup.parse(post("/basket", Map.of("basket", "MUG:1", "change", "+MOBILE-S")).body())
			.select("#sale .note-box")
			.text()).contains("an agent starts it under a contract");
		assertThat(post("/sales", sale("MOBILE-S:1", "CARD", "15.00", "k8")).statusCode()).isEqualTo(422);
	}

	@Test
	void takesNoCashThatCannotBe() {
		for (String amount : List.of("", "0", "-1", "1.234", "some", "4242424242424242")) {
			HttpResponse<String> answer = post("/payments", Map.of("account", pia.toString(), "amount", amount,
					"tendered", "", "idempotencyKey", UUID.randomUUID().toString()));
			assertThat(answer.statusCode()).as(amount).isEqualTo(422);
			assertThat(Jsoup.parse(answer.body()).select("dialog [role=alert]").text()).as(amount).isNotBlank();
			assertThat(answer.body()).doesNotContain("4242424242424242");
		}
		assertThat(post("/payments", Map.of("account", quinn.toString(), "amount", "1")).statusCode()).isEqualTo(404);
	}

	@Test
	void knowsNoCustomerByAWrongNumber() {
		for (String path : List.of("/counter/customers/" + CustomerNumber.of(99_999_999L), "/counter/customers/none",
				"/counter/orders/O-1", "/counter/receipts/none", "/counter/live?customer=none")) {
			assertThat(this.clerk.get(path).statusCode()).as(path).isEqualTo(404);
		}
	}

	@Test
	void takesOnNobodyTwice() {
		HttpResponse<String> answer = this.clerk.post("/counter?phone=nobodyatall", "/counter/customers",
				Map.of("name", "Pia Holm", "phone", "212 555 0111"));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(answer.body()).text()).contains("has that telephone number");
		assertThat(Jsoup.parse(answer.body()).select("#name").val()).isEqualTo("Pia Holm");
		assertThat(this.clerk.post("/counter?phone=nobodyatall", "/counter/customers", Map.of()).statusCode())
			.isEqualTo(422);
		assertThat(this.clerk
			.post("/counter?phone=nobodyatall", "/counter/customers", Map.of("name", "A B", "phone", "12"))
			.statusCode()).isEqualTo(422);
	}

	@Test
	void takesOnAnOrganisationOnceWithTheSameWarning() {
		Map<String, String> acme = Map.of("kind", "ORGANIZATION", "name", "Acme Bakery & Sons Inc.", "phone",
				"(212) 555-0190", "email", "office@acmebakery.example", "idempotencyKey", "acme-bakery-1");
		String page = "/counter/customers/new";
		String made = this.clerk.post(page, "/counter/customers", acme).headers().firstValue("Location").orElseThrow();
		assertThat(this.clerk.post(page, "/counter/customers", acme).statusCode()).as("tapped twice").isEqualTo(422);
		CustomerNumber number = CustomerNumber.parse(made.substring(made.lastIndexOf('/') + 1));
		assertThat(this.program.getBean(Customers.class).read(number)).satisfies((customer) -> {
			assertThat(customer.kind()).isEqualTo(CustomerKind.ORGANIZATION);
			assertThat(customer.name()).isEqualTo("Acme Bakery & Sons Inc.");
		});
		assertThat(Jsoup
			.parse(this.clerk
				.get("/counter/customers/new/suspects?kind=ORGANIZATION&name=ACME+Bakery+and+Sons&phone=2125550190")
				.body())
			.text()).contains("somebody whom we know already", number.toString());
		HttpResponse<String> again = this.clerk.post(page, "/counter/customers", Map.of("kind", "ORGANIZATION", "name",
				"ACME Bakery and Sons", "phone", "212 555 0190", "idempotencyKey", "acme-bakery-2"));
		assertThat(again.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(again.body()).select("[name=kind][checked]").val()).isEqualTo("ORGANIZATION");
		assertThat(this.clerk
			.post(page, "/counter/customers", Map.of("kind", "ORGANIZATION", "name", "ACME Bakery and Sons", "phone",
					"212 555 0190", "others", number.toString(), "idempotencyKey", "acme-bakery-3"))
			.statusCode()).isEqualTo(302);
	}

	private static Map<String, String> sale(String basket, String settlement, String expected, String key) {
		return Map.of("account", pia.toString(), "basket", basket, "settlement", settlement, "expectedTotal", expected,
				"idempotencyKey", key);
	}

	private HttpResponse<String> post(String path, Map<String, String> fields) {
		String page = "/counter/customers/" + pia.customer();
		return this.clerk.post(page, page + path, fields);
	}

}

package app.accord.api;

import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.api.ApiClient.Answer;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Invoices;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.NewInvoice;
import app.accord.catalog.NewPrice;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.Products;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.OrderNumber;
import app.accord.money.Amounts;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderKind;
import app.accord.order.Orders;
import app.accord.order.SoldThrough;
import app.accord.security.ApiTokens;
import app.accord.subscription.Contracts;
import app.accord.subscription.NewContract;
import app.accord.testing.AccordTest;
import app.accord.time.BusinessCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The API as its clients see it. */
@AccordTest
class ApiTest {

	private static final Actor AGENT = new Actor(ActorKind.STAFF, "agent", "Ada Lindqvist", Channel.DESK);

	private static final String TOKEN = "a-token-for-the-tests";

	@LocalServerPort
	private int port;

	@Autowired
	private ApiTokens tokens;

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private Invoices invoices;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Products products;

	@Autowired
	private PriceBook prices;

	@Autowired
	private Contracts contracts;

	@Autowired
	private Orders orders;

	@Autowired
	private BusinessCalendar calendar;

	private ApiClient api;

	private CustomerNumber marisol;

	private AccountNumber account;

	@BeforeEach
	void someCustomer() {
		this.tokens.allow("shop-app", TOKEN);
		this.api = new ApiClient(this.port, TOKEN);
		this.marisol = this.customers.create(AGENT, NewCustomer.person("Marisol", "Okafor")
			.with(NewContactPoint.phone("(415) 555-0134"), NewContactPoint.email("marisol@example.com")));
		this.account = this.accounts.open(this.marisol.customerId(), "Household", "USD", AGENT);
	}

	@Test
	void findsCustomersWithTheirAccounts() {
		Answer answer = this.api.get("/customers?query=" + this.marisol + "&size=5");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().at("/size").asInt()).isEqualTo(5);
		assertThat(answer.json().at("/page").asInt()).isZero();
		assertThat(answer.json().at("/total").asInt()).isPositive();
		JsonNode found = item(answer, "number", this.marisol.toString());
		assertThat(found.at("/name").asString()).isEqualTo("Marisol Okafor");
		assertThat(found.at("/kind").asString()).isEqualTo("PERSON");
		assertThat(found.at("/tier").asString()).isEqualTo("STANDARD");
		assertThat(found.at("/accounts/0").asString()).isEqualTo(this.account.toString());
		assertThat(this.api.get("/customers?query=415-555-0134&size=200").body()).contains(this.marisol.toString());
		assertThat(this.api.get("/customers?query=nobody-of-that-name-at-all").json().at("/items")).isEmpty();
	}

	@Test
	void showsACustomer() {
		Answer answer = this.api.get("/customers/" + this.marisol.toString().toLowerCase());
		assertThat(answer.text("/number")).isEqualTo(this.marisol.toString());
		assertThat(answer.text("/contactPoints/0/canonical")).isEqualTo("+14155550134");
		assertThat(answer.text("/accounts/0/number")).isEqualTo(this.account.toString());
		assertThat(answer.text("/facts/0/fact")).isEqualTo("tier");
		assertThat(answer.text("/facts/0/value")).isEqualTo("STANDARD");
		assertThat(answer.json().has("customerId")).isFalse();
	}

	@Test
	void notesListsAndEndsWhatCustomersAreToEachOther() {
		CustomerNumber ana = this.customers.create(AGENT, NewCustomer.person("Ana", "Okafor"));
		String people = "/customers/" + this.marisol;
		String relation = """
				{"relatedParty": "%s", "role": "CHILD", "called": "daughter", "reason": "Both said so"}"""
			.formatted(ana);
		String key = UUID.randomUUID().toString();
		Answer noted = this.api.post(people + "/relationships", relation, key);
		assertThat(noted.status()).isEqualTo(201);
		assertThat(noted.text("/relatedParty/name")).isEqualTo("Ana Okafor");
		assertThat(noted.json().at("/relatedParty").has("customerId")).isFalse();
		assertThat(this.api.post(people + "/relationships", relation, key).header("Idempotency-Replayed"))
			.hasValue("true");
		assertProblem(this.api.post(people + "/relationships", relation.replace("daughter", "niece"), key), 409);
		assertProblem(this.api.post(people + "/relationships", relation.replace("CHILD", "SUBSIDIARY"), null), 422);
		assertThat(this.api.get("/customers/" + ana + "/relationships").text("/items/0/relatedParty/role"))
			.isEqualTo("PARENT");
		Answer given = this.api.post(people + "/authorities", """
				{"relatedParty": "%s", "scopes": ["PAY"], "proof": "Passport", "reason": "Asked for"}""".formatted(ana),
				null);
		assertThat(given.status()).isEqualTo(201);
		assertThat(given.json().at("/scopes").toString()).contains("BILLS", "PAY");
		Answer payer = this.api.post(people + "/payers", """
				{"relatedParty": "%s", "account": "%s", "reason": "Signed"}""".formatted(ana, this.account), null);
		assertThat(payer.text("/account")).isEqualTo(this.account.toString());
		assertProblem(this.api.post("/customers/" + ana + "/payers", """
				{"relatedParty": "%s", "account": "%s", "reason": "Signed"}""".formatted(this.marisol, this.account),
				null), 404);
		Answer ended = this.api.post("/customers/" + ana + "/relationships/" + given.json().at("/id").asLong() + "/end",
				"{\"reason\": \"She asked\"}", null);
		assertThat(ended.status()).isEqualTo(201);
		assertThat(this.api.get(people + "/authorities").text("/items/0/endReason")).isEqualTo("She asked");
		assertProblem(this.api.post(people + "/relationships/1/end", "{\"reason\": \"Guessed\"}", null), 404);
		this.api.post(people + "/notes", "{\"text\": \"Asks what is due\", \"speaker\": \"Ana (daughter)\"}", null);
		assertThat(this.api.get(people + "/timeline").text("/items/0/speaker")).isEqualTo("Ana (daughter)");
		CustomerNumber stranger = this.customers.create(AGENT, NewCustomer.person("Otto", "Quell"));
		assertProblem(
				this.api.post("/customers/" + stranger + "/relationships/" + noted.json().at("/id").asLong() + "/end",
						"{\"reason\": \"Not mine\"}", null),
				404);
	}

	@Test
	void createsACustomerOnceForAKey() {
		String body = """
				{"kind": "person", "givenName": "Nora", "familyName": "Bauer", "currency": "EUR",
				 "contactPoints": [{"kind": "EMAIL", "value": "nora@example.org", "preferred": true}],
				 "tier": "PLATINUM", "customerSince": "1990-01-01", "version": 99, "number": "C-1-0"}
				""";
		String key = UUID.randomUUID().toString();
		Answer created = this.api.post("/customers", body, key);
		assertThat(created.status()).isEqualTo(201);
		assertThat(this.api.get("/customers?query=request&size=200").body()).doesNotContain(created.text("/number"));
		assertThat(created.header("Location")).hasValue("/api/v1/customers/" + created.text("/number"));
		assertThat(created.text("/name")).isEqualTo("Nora Bauer");
		assertThat(created.text("/accounts/0/currency")).isEqualTo("EUR");
		assertThat(created.text("/tier")).as("what is not of the request does nothing").isEqualTo("STANDARD");
		assertThat(created.text("/customerSince")).isEqualTo(this.calendar.today().toString());
		Answer again = this.api.post("/customers", body, key);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.body()).isEqualTo(created.body());
		assertThat(again.header("Idempotency-Replayed")).hasValue("true");
		assertProblem(this.api.post("/customers", body.replace("Nora", "Mona"), key), 409);
		assertThat(this.api.post("/customers", body, null).text("/number")).isNotEqualTo(created.text("/number"));
	}

	@Test
	void createsOneCustomerForParallelRequestsWithOneKey() throws Exception {
		String body = """
				{"kind": "ORGANIZATION", "name": "Harbor Books", "currency": "USD"}""";
		String key = UUID.randomUUID().toString();
		List<Answer> answers = parallel(12, () -> patiently(() -> this.api.post("/customers", body, key)));
		assertThat(answers).extracting(Answer::status).containsOnly(201);
		assertThat(answers).extracting((answer) -> answer.text("/number")).hasSize(12);
		assertThat(new HashSet<>(answers.stream().map((answer) -> answer.text("/number")).toList())).hasSize(1);
	}

	@Test
	void postsAPaymentAndShowsTheSameEverywhere() {
		bill("97.06", 14);
		Answer before = this.api.get("/accounts/" + this.account + "/position");
		assertThat(fact(before.json().at("/facts"), "balance")).isEqualTo("97.06");
		assertThat(before.text("/due/0/amount")).isEqualTo("97.06");
		assertThat(before.text("/dueNow")).isEqualTo("0.00");
		assertThat(before.json().at("/asOf").asLong()).isEqualTo(1);
		Answer paid = this.api.post("/accounts/" + this.account + "/payments", payment("\"40.00\"", "till 7, 000123"),
				null);
		assertThat(paid.status()).isEqualTo(201);
		assertThat(paid.header("Idempotency-Replayed")).isEmpty();
		assertThat(paid.text("/position/balance")).isEqualTo("57.06");
		assertThat(paid.text("/position/due/0/amount")).isEqualTo("57.06");
		assertThat(paid.json().at("/position/facts")).hasSize(5);
		Answer after = this.api.get("/accounts/" + this.account + "/position");
		assertThat(List.copyOf(after.json().propertyNames()))
			.isEqualTo(List.copyOf(paid.json().at("/position").propertyNames()));
		assertThat(after.text("/balance")).isEqualTo("57.06");
		Answer receipt = this.api.get(paid.header("Location").orElseThrow());
		assertThat(receipt.text("/receipt")).isEqualTo(paid.text("/receipt"));
		assertThat(receipt.text("/reference")).isEqualTo("till 7, 000123");
		assertThat(receipt.text("/actor")).isEqualTo("shop-app");
		assertThat(receipt.text("/channel")).isEqualTo("API");
		Answer payments = this.api.get("/accounts/" + this.account + "/payments");
		assertThat(payments.json().at("/total").asInt()).isEqualTo(1);
		assertThat(payments.text("/items/0/amount")).isEqualTo("40.00");
		assertThat(this.api.get("/accounts/" + this.account).text("/customer")).isEqualTo(this.marisol.toString());
	}

	@Test
	void keepsNoCardNumbers() {
		Answer paid = this.api.post("/accounts/" + this.account + "/payments",
				payment("\"40.00\"", "card 4242-4242-4242-4242"), null);
		assertProblem(paid, 422);
		assertThat(paid.body()).contains("card number", "reference").doesNotContain("4242");
		assertProblem(this.api.post("/customers/" + this.marisol + "/notes", """
				{"text": "She pays with 4242 4242 4242 4242."}""", null), 422);
		assertProblem(this.api.post("/customers", """
				{"kind": "ORGANIZATION", "name": "Harbor Books", "currency": "USD",
				 "contactPoints": [{"kind": "POSTAL", "value": "4242424242424242"}]}""", null), 422);
		assertThat(this.ledger.count(this.account)).isZero();
	}

	@Test
	void listsEntriesEitherWay() {
		bill("97.06", 14);
		pay("50.00");
		pay("7.06");
		JsonNode newest = this.api.get("/accounts/" + this.account + "/entries?size=2").json();
		assertThat(newest.at("/total").asInt()).isEqualTo(3);
		assertThat(newest.at("/items/0/seq").asInt()).isEqualTo(3);
		assertThat(newest.at("/items")).hasSize(2);
		JsonNode oldest = this.api.get("/accounts/" + this.account + "/entries?order=asc").json().at("/items");
		BigDecimal balance = BigDecimal.ZERO;
		long seq = 0;
		for (JsonNode entry : oldest) {
			balance = balance.add(new BigDecimal(entry.at("/amount").asString()));
			assertThat(entry.at("/balanceAfter").asString()).isEqualTo(balance.toPlainString());
			assertThat(entry.at("/seq").asLong()).isEqualTo(++seq);
		}
		assertThat(oldest.at("/0/kind").asString()).isEqualTo("INVOICE");
		assertThat(oldest.at("/0/debit").asString()).isEqualTo("RECEIVABLE");
		assertThat(oldest.at("/0/invoice").asString()).startsWith("INV-");
		assertThat(oldest.at("/1/reference").asString()).startsWith("R-");
		assertThat(oldest.at("/1/credit").asString()).isEqualTo("RECEIVABLE");
		assertThat(this.api.get("/accounts/" + this.account + "/entries?order=asc&size=2&page=1").json().at("/items"))
			.singleElement()
			.satisfies((entry) -> assertThat(entry.at("/seq").asInt()).isEqualTo(3));
		assertThat(this.api.get("/accounts/" + this.account + "/entries/2").text("/amount")).isEqualTo("-50.00");
		assertProblem(this.api.get("/accounts/" + this.account + "/entries/9"), 404);
		assertProblem(this.api.get("/accounts/" + this.account + "/entries/x"), 400);
		assertProblem(this.api.get("/accounts/" + this.account + "/entries?order=up"), 400);
	}

	@Test
	void answersARepeatWithTheFirstAnswer() {
		bill("97.06", 14);
		String key = UUID.randomUUID().toString();
		Answer first = this.api.post("/accounts/" + this.account + "/payments", payment("97.06", "A"), key);
		pay("1.00");
		Answer again = this.api.post("/accounts/" + this.account + "/payments", payment("\"97.06\"", "A"), key);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(again.header("Location")).isEqualTo(first.header("Location"));
		assertThat(again.header("Idempotency-Replayed")).hasValue("true");
		assertProblem(this.api.post("/accounts/" + this.account + "/payments", payment("97.07", "A"), key), 409);
		assertProblem(this.api.post("/accounts/" + this.account + "/credits",
				"{\"amount\": \"97.06\", \"reason\": \"A\"}", key), 409);
		assertThat(this.ledger.count(this.account)).isEqualTo(3);
		assertProblem(this.api.post("/accounts/" + this.account + "/payments", payment("1", "A"), "x".repeat(256)),
				400);
	}

	@Test
	void postsOnceForFiftyParallelRequestsWithOneKey() throws Exception {
		bill("97.06", 14);
		String key = UUID.randomUUID().toString();
		List<Answer> answers = parallel(50, () -> patiently(
				() -> this.api.post("/accounts/" + this.account + "/payments", payment("97.06", "A"), key)));
		assertThat(answers).extracting(Answer::status).containsOnly(201);
		assertThat(new HashSet<>(answers.stream().map(Answer::body).toList())).hasSize(1);
		assertThat(answers.stream().filter((answer) -> answer.header("Idempotency-Replayed").isEmpty()))
			.hasSizeLessThanOrEqualTo(1);
		assertThat(this.ledger.count(this.account)).isEqualTo(2);
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void readsAmountsDigitByDigit() {
		assertThat(pay("0.1").text("/amount")).isEqualTo("0.10");
		assertThat(pay("0.2").text("/position/balance")).isEqualTo("-0.30");
		assertThat(pay("12345678.91").text("/amount")).isEqualTo("12345678.91");
		assertThat(pay("1e2").text("/amount")).isEqualTo("100.00");
		assertThat(pay("\"7\"").text("/amount")).isEqualTo("7.00");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			1.005       | 422 | too many decimals
			"1.005"     | 422 | too many decimals
			0           | 422 | above zero
			-5          | 422 | above zero
			"12,50"     | 422 | not an amount
			"$5"        | 422 | not an amount
			""          | 422 | not an amount
			1e30        | 422 | too large
			1e999999999 | 422 | not an amount
			99999999999999999 | 422 | too large
			null        | 422 | Say how much
			true        | 400 | wrong type
			[1]         | 400 | wrong type
			{}          | 400 | wrong type
			NaN         | 400 | well-formed
			""")
	void refusesAmounts(String amount, int status, String sentence) {
		Answer answer = this.api.post("/accounts/" + this.account + "/payments", payment(amount, "A"), null);
		assertProblem(answer, status);
		assertThat(answer.body()).contains(sentence);
		if (status == 422) {
			assertThat(answer.text("/errors/0/field")).isEqualTo("amount");
		}
		assertThat(this.ledger.count(this.account)).isZero();
	}

	@Test
	void namesEachMissingField() {
		Answer answer = this.api.post("/accounts/" + this.account + "/payments", "{}", null);
		assertProblem(answer, 422);
		assertThat(answer.json().at("/errors")).hasSize(3);
		assertThat(answer.text("/errors/0/message")).isNotBlank();
		assertProblem(this.api.post("/accounts/" + this.account + "/reversals", "{}", null), 422);
		assertProblem(this.api.post("/accounts/" + this.account + "/credits", "{}", null), 422);
		assertProblem(this.api.post("/customers", "{}", null), 422);
		assertProblem(this.api.post("/customers", """
				{"kind": "PERSON", "name": "A", "currency": "USD", "contactPoints": [{"kind": "PHONE"}, null]}""",
				null), 422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "\"text\"", "null", "{\"amount\": 1,}", "{\"amount\": 1e}", "\u0000" })
	void refusesBodiesThatAreNone(String body) {
		assertProblem(this.api.post("/accounts/" + this.account + "/payments", body, null), 400);
	}

	@Test
	void refusesAPaymentThatDoesNotFit() {
		String path = "/accounts/" + this.account + "/payments";
		assertProblem(this.api.post(path, payment("5", "A").replace("USD", "EUR"), null), 422);
		assertProblem(this.api.post(path, payment("5", "A").replace("USD", "XXQ"), null), 422);
		Answer method = this.api.post(path, payment("5", "A").replace("CASH", "BITCOIN"), null);
		assertProblem(method, 422);
		assertThat(method.text("/detail")).contains("CASH, CARD");
		assertProblem(this.api.post(path, payment("5", "A").replace("\"CASH\"", "0"), null), 422);
		assertProblem(this.api.post(path, payment("5", "x".repeat(141)), null), 422);
		assertProblem(this.api.post(path, payment("5", "a\\u0000b"), null), 400);
		assertThat(this.ledger.count(this.account)).isZero();
		assertThat(this.api.post(path, payment("5", "\\ud83d\\ude00 <b>'; drop table payment --"), null).status())
			.isEqualTo(201);
	}

	@Test
	void overPostingDoesNothing() {
		String body = """
				{"amount": 5, "currency": "USD", "method": "CASH", "reference": null, "seq": 77, "receipt": "R-1-1-1",
				 "customerId": 1, "account": "A-1-1-1", "actor": "root", "receivedAt": "1999-01-01T00:00:00Z",
				 "balance": 0, "channel": "DESK", "postingSeq": 3, "kind": "CREDIT"}
				""";
		Answer answer = this.api.post("/accounts/" + this.account + "/payments", body, null);
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().at("/seq").asInt()).isEqualTo(1);
		assertThat(answer.text("/account")).isEqualTo(this.account.toString());
		JsonNode entry = this.api.get("/accounts/" + this.account + "/entries/1").json();
		assertThat(entry.at("/kind").asString()).isEqualTo("PAYMENT");
		assertThat(entry.at("/actor").asString()).isEqualTo("shop-app");
		assertThat(entry.at("/channel").asString()).isEqualTo("API");
		assertThat(Instant.parse(entry.at("/at").asString())).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
	}

	@Test
	void creditsAndReverses() {
		bill("97.06", 14);
		String key = UUID.randomUUID().toString();
		String credit = "{\"amount\": \"15.00\", \"reason\": \"Outage in October\"}";
		Answer credited = this.api.post("/accounts/" + this.account + "/credits", credit, key);
		assertThat(credited.status()).isEqualTo(201);
		assertThat(credited.text("/position/balance")).isEqualTo("82.06");
		assertThat(this.api.post("/accounts/" + this.account + "/credits", credit, key).body())
			.isEqualTo(credited.body());
		Answer entry = this.api.get(credited.header("Location").orElseThrow());
		assertThat(entry.text("/reason")).isEqualTo("Outage in October");
		String undo = "{\"seq\": %s, \"reason\": \"Given twice\"}";
		Answer reversed = this.api.post("/accounts/" + this.account + "/reversals", undo.formatted("2"), null);
		assertThat(reversed.status()).isEqualTo(201);
		assertThat(reversed.text("/position/balance")).isEqualTo("97.06");
		assertThat(this.api.get("/accounts/" + this.account + "/entries/3").json().at("/reverses").asInt())
			.isEqualTo(2);
		for (String seq : List.of("2", "3", "99", "-1", "2.5", "1e400", "99999999999999999999")) {
			assertProblem(this.api.post("/accounts/" + this.account + "/reversals", undo.formatted(seq), null), 422);
		}
		assertProblem(this.api.post("/accounts/" + this.account + "/reversals", undo.formatted("\"two\""), null), 400);
		assertProblem(this.api.post("/accounts/" + this.account + "/credits",
				"{\"amount\": 1, \"reason\": \"%s\"}".formatted("x".repeat(501)), null), 422);
		assertThat(this.ledger.count(this.account)).isEqualTo(3);
	}

	@Test
	void showsBillsWithTheirLines() {
		bill("97.06", 14);
		Answer list = this.api.get("/accounts/" + this.account + "/invoices");
		assertThat(list.json().at("/total").asInt()).isEqualTo(1);
		assertThat(list.json().at("/items/0").has("lines")).isFalse();
		Answer bill = this.api.get("/invoices/" + list.text("/items/0/number"));
		assertThat(bill.text("/total")).isEqualTo("97.06");
		assertThat(bill.text("/state")).isEqualTo("SENT");
		assertThat(bill.text("/lines/0/description")).isEqualTo("Fiber 500, October");
		assertThat(fact(bill.json().at("/facts"), "invoice-total")).isEqualTo("97.06");
		assertProblem(this.api.get("/invoices/INV-" + this.marisol.customerId() + "-99-0"), 404);
	}

	@Test
	void explainsAnAmount() {
		bill("97.06", 14);
		pay("40.00");
		Answer answer = this.api.get("/accounts/" + this.account + "/explanation?amount=97.06");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.json().at("/found").asBoolean()).isTrue();
		assertThat(answer.text("/sentence")).contains("$97.06");
		BigDecimal sum = new BigDecimal(answer.text("/amount"));
		for (JsonNode step : answer.json().at("/steps")) {
			sum = sum.add(new BigDecimal(step.at("/amount").asString()));
		}
		assertThat(sum.toPlainString()).isEqualTo(answer.text("/balance")).isEqualTo("57.06");
		Answer never = this.api.get("/accounts/" + this.account + "/explanation?amount=97.05");
		assertThat(never.json().at("/found").asBoolean()).isFalse();
		assertThat(never.text("/nearest/0/amount")).isEqualTo("97.06");
		assertProblem(this.api.get("/accounts/" + this.account + "/explanation"), 400);
		assertProblem(this.api.get("/accounts/" + this.account + "/explanation?amount=lots"), 400);
	}

	@Test
	void showsTheTimeline() {
		pay("40.00");
		Answer all = this.api.get("/customers/" + this.marisol + "/timeline");
		assertThat(all.json().at("/total").asInt()).isGreaterThan(1);
		Answer money = this.api.get("/customers/" + this.marisol + "/timeline?group=money&size=1");
		assertThat(money.json().at("/items")).hasSize(1);
		assertThat(money.text("/items/0/kind")).isEqualTo("PAYMENT");
		assertThat(money.text("/items/0/account")).isEqualTo(this.account.toString());
		assertThat(money.json().at("/items/0/entry").asInt()).isEqualTo(1);
		assertProblem(this.api.get("/customers/" + this.marisol + "/timeline?group=SECRETS"), 400);
		assertProblem(this.api.get("/customers/" + CustomerNumber.of(999_999) + "/timeline"), 404);
	}

	@Test
	void writesNotesAndCalls() {
		String path = "/customers/" + this.marisol + "/notes";
		String call = """
				{"kind": "CALL", "direction": "IN", "summary": "Asked about a bill", "text": "Explained it."}""";
		String key = UUID.randomUUID().toString();
		Answer noted = this.api.post(path, call, key);
		assertThat(noted.status()).isEqualTo(201);
		assertThat(this.api.post(path, call, key).body()).isEqualTo(noted.body());
		Answer contacts = this.api.get("/customers/" + this.marisol + "/timeline?group=CONTACT");
		assertThat(contacts.json().at("/total").asInt()).isEqualTo(1);
		assertThat(contacts.text("/items/0/body")).isEqualTo("Explained it.");
		assertThat(contacts.json().at("/items/0/internal").asBoolean()).isTrue();
		assertProblem(this.api.post(path, call.replace("Explained", "Told"), key), 409);
		assertProblem(this.api.post(path, "{}", null), 422);
		assertProblem(this.api.post(path, "{\"kind\": \"CALL\", \"text\": \"x\"}", null), 422);
		assertProblem(this.api.post(path, "{\"kind\": \"RUMOUR\", \"text\": \"x\"}", null), 422);
		assertProblem(this.api.post("/customers/" + CustomerNumber.of(999_999) + "/notes", call, null), 404);
	}

	@Test
	void quotesPricesWithTheReason() {
		String code = "FIBER-" + this.marisol.customerId();
		this.products.add(AGENT, new NewProduct(code, "Fiber 500", ProductKind.SERVICE, ProductUnit.MONTH, null));
		Instant now = this.calendar.now();
		Instant since = Instant.ofEpochSecond(now.getEpochSecond()).minus(Duration.ofDays(30));
		Instant next = since.plus(Duration.ofDays(60));
		this.prices.importPrice(AGENT, new NewPrice(code, Amounts.ofMinor("USD", 8900), since, next, null));
		this.prices.importPrice(AGENT, new NewPrice(code, Amounts.ofMinor("USD", 9900), next, null, null));
		Answer today = this.api.get("/prices?product=" + code.toLowerCase() + "&customer=" + this.marisol);
		assertThat(today.text("/price")).isEqualTo("89.00");
		assertThat(today.text("/fact/fact")).isEqualTo("price");
		assertThat(today.text("/fact/subject")).isEqualTo(code + "@" + this.marisol);
		assertThat(today.text("/fact/value")).isEqualTo("89.00");
		assertThat(today.json().at("/why")).isNotEmpty();
		assertThat(this.api.get("/prices?product=" + code + "&at=" + next).text("/price")).isEqualTo("99.00");
		assertThat(this.api.get("/prices?product=" + code + "&at=" + next.minusSeconds(1)).text("/price"))
			.isEqualTo("89.00");
		assertThat(this.api.get("/prices?product=" + code + "&currency=EUR").text("/price")).isNull();
		assertThat(this.api.get("/products?query=" + code).text("/items/0/code")).isEqualTo(code);
		assertThat(this.api.get("/products/" + code).text("/name")).isEqualTo("Fiber 500");
		assertProblem(this.api.get("/products/NONE"), 404);
		assertProblem(this.api.get("/prices?product=NONE"), 404);
		assertProblem(this.api.get("/prices"), 400);
		for (String wrong : List.of("at=yesterday", "at=2026-10-20", "at=999999-01-01T00:00:00Z", "customer=C-1-1")) {
			assertProblem(this.api.get("/prices?product=" + code + "&" + wrong), 400);
		}
		assertProblem(this.api.get("/prices?product=" + code + "&customer=" + CustomerNumber.of(999_999)), 404);
		assertProblem(this.api.get("/prices?product=" + code + "&currency=XXQ"), 422);
	}

	@Test
	void showsServicesAndPurchases() {
		String code = "LINE-" + this.marisol.customerId();
		this.products.add(AGENT, new NewProduct(code, "Phone line", ProductKind.SERVICE, ProductUnit.MONTH, null));
		ContractNumber contract = this.contracts.start(AGENT, new NewContract(this.marisol.customerId(),
				this.account.no(), code, "12 Harbor St", "Month-to-month", Amounts.ofMinor("USD", 2500), null, null));
		OrderNumber order = this.orders.record(AGENT,
				new NewOrder(this.marisol.customerId(), this.account.no(), OrderKind.SALE, SoldThrough.SHOP,
						"Harbor Street", "USD", null, null,
						List.of(new NewOrderLine(null, "Router AX", 2, Amounts.ofMinor("USD", 5900), null, null))));
		Answer services = this.api.get("/customers/" + this.marisol + "/services");
		assertThat(services.text("/items/0/number")).isEqualTo(contract.toString());
		assertThat(services.text("/items/0/monthly")).isEqualTo("25.00");
		assertThat(services.text("/items/0/facts/0/fact")).isEqualTo("service-status");
		assertThat(services.text("/items/0/facts/0/value")).isEqualTo("ACTIVE");
		Answer purchases = this.api.get("/customers/" + this.marisol + "/purchases");
		assertThat(purchases.json().at("/total").asInt()).isEqualTo(1);
		assertThat(purchases.text("/items/0/number")).isEqualTo(order.toString());
		assertThat(purchases.text("/items/0/total")).isEqualTo("118.00");
		assertThat(purchases.text("/items/0/facts/0/fact")).isEqualTo("order-status");
		assertThat(this.api.get("/orders/" + order).text("/lines/0/description")).isEqualTo("Router AX");
		assertProblem(this.api.get("/orders/" + OrderNumber.of(this.marisol.customerId(), 99)), 404);
		assertProblem(this.api.get("/customers/" + CustomerNumber.of(999_999) + "/services"), 404);
		assertProblem(this.api.get("/customers/" + CustomerNumber.of(999_999) + "/purchases"), 404);
	}

	@Test
	void answersWrongNumbersWithASentence() {
		String number = this.account.toString();
		char last = number.charAt(number.length() - 1);
		String wrong = number.substring(0, number.length() - 1) + (char) ('0' + (last - '0' + 1) % 10);
		for (String path : List.of("", "/position", "/entries", "/invoices", "/payments", "/explanation?amount=1")) {
			Answer answer = this.api.get("/accounts/" + wrong + path);
			assertProblem(answer, 404);
			assertThat(answer.text("/detail")).contains("last digit");
			assertProblem(this.api.get("/accounts/" + AccountNumber.of(999_999, 1) + path), 404);
			assertProblem(this.api.get("/accounts/nonsense" + path), 404);
		}
		assertProblem(this.api.post("/accounts/" + AccountNumber.of(999_999, 1) + "/payments", payment("1", "A"), "k"),
				404);
		assertProblem(this.api.get("/customers/C-1"), 404);
		assertProblem(this.api.get("/customers/" + CustomerNumber.of(999_999)), 404);
		assertProblem(this.api.get("/payments/R-1-1-1"), 404);
	}

	@Test
	void keepsPagesWithinBounds() {
		assertThat(this.api.get("/customers?size=100000").json().at("/size").asInt()).isEqualTo(200);
		assertThat(this.api.get("/customers?size=0&page=-4").json().at("/size").asInt()).isEqualTo(1);
		assertThat(this.api.get("/customers?page=2147483647").json().at("/items")).isEmpty();
		assertProblem(this.api.get("/customers?page=one"), 400);
		assertProblem(this.api.get("/customers?size=99999999999"), 400);
		assertProblem(this.api.get("/customers?query=" + "x".repeat(201)), 400);
		assertThat(this.api.get("/customers?query=%00%01%25_%27").status()).isLessThan(500);
		assertThat(this.api.get("/products?query=%00").status()).isLessThan(500);
		assertThat(this.api.get("/prices?product=%00").status()).isBetween(400, 499);
	}

	@Test
	void answersWrongMethodsAndMediaTypes() {
		String path = "/accounts/" + this.account + "/payments";
		Answer method = this.api.send(this.api.request(path).DELETE());
		assertProblem(method, 405);
		assertThat(method.header("Allow")).isPresent();
		assertProblem(this.api.send(this.api.request(path)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("amount=5"))), 415);
		assertProblem(this.api.send(this.api.request(path).header("Accept", "application/xml").GET()), 406);
		assertProblem(this.api.get("/nothing-of-that-name"), 404);
		assertProblem(
				this.api.send(this.api.request(path)
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString("{\"reference\":\"" + "x".repeat(300_000) + "\"}"))),
				413);
	}

	@Test
	void letsNobodyInWithoutAToken() {
		for (String token : new String[] { null, "wrong", "" }) {
			ApiClient stranger = new ApiClient(this.port, token);
			assertProblem(stranger.get("/customers"), 401);
			assertProblem(stranger.post("/accounts/" + this.account + "/payments", payment("1", "A"), null), 401);
		}
	}

	@Test
	void answersListsAsCsvToWhoAsksForIt() {
		bill("97.06", 20);
		this.api.post("/accounts/" + this.account + "/payments", payment("10.00", "=1+1"),
				UUID.randomUUID().toString());
		String payments = "/accounts/" + this.account + "/payments";
		Answer csv = csv(payments);
		assertThat(csv.status()).as(csv.body()).isEqualTo(200);
		assertThat(csv.type()).startsWith("text/csv");
		assertThat(csv.header("Total-Count")).contains("1");
		assertThat(csv.body().lines()).hasSize(2)
			.first()
			.isEqualTo("receipt,account,amount,currency,method,reference,receivedAt,seq,actor,channel,reversed");
		assertThat(csv.body()).contains("," + this.account + ",10.00,USD,CASH,'=1+1,");
		assertThat(csv("/accounts/" + this.account + "/invoices").body()).contains(",97.06,");
		assertThat(csv("/customers?query=" + this.account).body()).startsWith("number,name,kind,tier,accounts,");
		assertThat(csv("/duplicates").body()).startsWith("one,oneName,other,otherName,sure,reasons,");
		assertThat(csv("/imports").body()).startsWith("id,name,source,records,state,failure,rows,counts.fresh,");
		assertThat(this.api.get(payments).type()).as("who doesn't ask").startsWith("application/json");
		assertThat(csv("/accounts/A-1-1-1/payments").type()).startsWith("application/problem+json");
	}

	@Test
	void takesFilesInForImport() {
		String file = "external_id,kind,given_name,family_name,email\nA-1,person,Ivo,Feed,ivo.feed@example.com\n";
		Answer first = feed(file);
		assertThat(first.status()).as(first.body()).isEqualTo(202);
		assertThat(first.text("/state")).as("nobody has said yet how it is read").isEqualTo("PLANNING");
		assertThat(this.api.get(first.header("Location").orElseThrow()).text("/records")).isEqualTo("CUSTOMERS");
		assertThat(feed("<html>").status()).isEqualTo(422);
	}

	private Answer feed(String content) {
		return this.api.send(this.api.request("/imports?name=feed.csv")
			.header("Content-Type", "text/csv")
			.POST(HttpRequest.BodyPublishers.ofString(content)));
	}

	@Test
	void saysWhoANewCustomerMayBe() {
		String name = "Oluwaseun" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
		String json = """
				{"kind": "PERSON", "givenName": "Ada", "familyName": "%s", "currency": "USD",
				"contactPoints": [{"kind": "EMAIL", "value": "%s@example.com"}]}""".formatted(name, name);
		assertThat(this.api.post("/customers/suspects", json, null).json().at("/items").size()).isZero();
		String known = this.api.post("/customers", json, null).text("/number");
		Answer suspects = this.api.post("/customers/suspects", json, null);
		assertThat(suspects.status()).as(suspects.body()).isEqualTo(200);
		assertThat(suspects.text("/items/0/number")).isEqualTo(known);
		String again = this.api.post("/customers", json, null).text("/number");
		assertThat(this.api.get("/duplicates?size=200").body()).as("it waits for a person").contains(known, again);
	}

	private Answer csv(String path) {
		return this.api.send(this.api.request(path).header("Accept", "text/csv").GET());
	}

	@Test
	void describesEachOperation() {
		Answer answer = new ApiClient(this.port, null).get("/api/openapi.json");
		assertThat(answer.status()).isEqualTo(200);
		JsonNode description = answer.json();
		assertThat(description.at("/openapi").asString()).startsWith("3.");
		assertThat(description.at("/info/title").asString()).isEqualTo("Accord API");
		assertThat(description.at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
		assertThat(List.copyOf(description.at("/paths").propertyNames()))
			.contains("/api/v1/customers", "/api/v1/customers/{number}", "/api/v1/customers/{number}/timeline",
					"/api/v1/customers/{number}/services", "/api/v1/customers/{number}/purchases",
					"/api/v1/accounts/{number}", "/api/v1/accounts/{number}/position",
					"/api/v1/accounts/{number}/entries", "/api/v1/accounts/{number}/invoices",
					"/api/v1/invoices/{number}", "/api/v1/accounts/{number}/payments",
					"/api/v1/accounts/{number}/credits", "/api/v1/accounts/{number}/reversals",
					"/api/v1/accounts/{number}/explanation", "/api/v1/prices", "/api/v1/products")
			.allSatisfy((path) -> assertThat(path).startsWith("/api/v1/"));
		Set<String> ids = new HashSet<>();
		for (JsonNode item : description.at("/paths")) {
			for (JsonNode operation : item) {
				assertThat(operation.at("/summary").asString()).isNotBlank();
				assertThat(ids.add(operation.at("/operationId").asString())).as("one id for one operation").isTrue();
				for (JsonNode parameter : operation.at("/parameters")) {
					assertThat(parameter.has("example")).as("an example of " + parameter).isTrue();
					assertThat(parameter.at("/name").asString()).isNotEqualTo("actor");
				}
				assertThat(operation.at("/responses/400/content/application~1problem+json/schema/$ref").asString())
					.isEqualTo("#/components/schemas/Problem");
				String success = operation.at("/responses").has("201") ? "201" : "200";
				JsonNode content = operation.at("/responses/" + success + "/content");
				assertThat(content.at("/application~1json/schema").isObject() || content.has("application/pdf"))
					.as("what " + operation.at("/operationId") + " answers")
					.isTrue();
			}
		}
		references(description)
			.forEach((reference) -> assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference)
				.isFalse());
		assertThat(description.at("/components/schemas/Position/properties/balance/example").asString())
			.isEqualTo("110.27");
	}

	private static Set<String> references(JsonNode description) {
		Set<String> references = new HashSet<>();
		description.findValues("$ref").forEach((reference) -> references.add(reference.asString()));
		assertThat(references).isNotEmpty();
		return references;
	}

	private Answer pay(String amount) {
		Answer answer = this.api.post("/accounts/" + this.account + "/payments", payment(amount, "A"),
				UUID.randomUUID().toString());
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return answer;
	}

	private static String payment(String amount, String reference) {
		return """
				{"amount": %s, "currency": "USD", "method": "CASH", "reference": "%s"}""".formatted(amount, reference);
	}

	private void bill(String total, int days) {
		LocalDate today = this.calendar.today();
		this.invoices
			.issue(this.account,
					new NewInvoice(today, today.plusDays(days), null, null, List.of(new NewInvoice.Line(null,
							"Fiber 500, October", 1, Amounts.read(total, "USD").orElseThrow(), BigDecimal.ZERO))),
					AGENT);
	}

	private static JsonNode item(Answer answer, String field, String value) {
		for (JsonNode item : answer.json().at("/items")) {
			if (item.at("/" + field).asString().equals(value)) {
				return item;
			}
		}
		throw new AssertionError(value + " is not among " + answer.body());
	}

	private static String fact(JsonNode facts, String name) {
		for (JsonNode fact : facts) {
			if (fact.at("/fact").asString().equals(name)) {
				return fact.at("/value").asString();
			}
		}
		throw new AssertionError("There is no " + name + " among " + facts);
	}

	private static void assertProblem(Answer answer, int status) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.type()).startsWith("application/problem+json");
		assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
		assertThat(answer.text("/title")).isNotBlank();
		assertThat(answer.text("/detail")).isNotBlank();
		assertThat(answer.body()).doesNotContain("Exception", "tools.jackson", "app.accord");
	}

	/** As a client does that is told to try again in a moment, with the same key. */
	private static Answer patiently(Supplier<Answer> request) {
		Answer answer = request.get();
		for (int i = 0; i < 20 && answer.status() == 503; i++) {
			answer = request.get();
		}
		return answer;
	}

	private static <T> List<T> parallel(int times, Callable<T> task) throws Exception {
		try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
			List<Callable<T>> tasks = new ArrayList<>();
			for (int i = 0; i < times; i++) {
				tasks.add(task);
			}
			List<T> answers = new ArrayList<>();
			for (Future<T> done : threads.invokeAll(tasks)) {
				answers.add(done.get());
			}
			return answers;
		}
	}

}

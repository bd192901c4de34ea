package app.accord.consistency;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import app.accord.api.ApiClient;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Disputes;
import app.accord.customer.AccountNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import app.accord.time.BusinessCalendar;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.util.function.SingletonSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is sent again is done once, and everybody gets the first answer: a double click,
 * back and once more, a retry after no answer, fifty requests at once. Afterwards the
 * database has as many rows of the customer as it has of one for whom it was sent once.
 */
@AccordTest
class SentAgainTest {

	private static final String TOKEN = "a-token-for-those-who-repeat";

	private static final int CLICKS = 8;

	private static final int REQUESTS = 50;

	private static int customers;

	private static Visitor agent;

	private static Visitor clerk;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	private Cast cast;

	private ApiClient api;

	@BeforeEach
	void letPeopleIn() {
		this.cast = Cast.of(this.program);
		this.program.getBean(ApiTokens.class).allow("repeater", TOKEN);
		this.api = new ApiClient(this.port, TOKEN);
		Staff staff = this.program.getBean(Staff.class);
		if (staff.credential("repeater").isEmpty()) {
			staff.create("repeater", "Ada Lindqvist", StaffRole.SUPERVISOR, Cast.PASSWORD);
			agent = Visitor.signedIn(this.port, "desk", "repeater", Cast.PASSWORD);
			clerk = Visitor.signedIn(this.port, "counter", "repeater", Cast.PASSWORD);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aFormThatIsClickedAgainAndAgainIsDoneOnce(Form form) throws Exception {
		Someone one = someone();
		Element sheet = form.open(this, one);
		assertThat(sentences(List.of(form.send(this, one, sheet)))).allMatch((said) -> said.startsWith("200"));
		Someone other = someone();
		Element same = form.open(this, other);
		List<Visitor.Page> answers = new ArrayList<>(
				atOnce(Collections.nCopies(CLICKS, () -> form.send(this, other, same))));
		// Back, and once more.
		answers.add(form.send(this, other, same));
		assertThat(sentences(answers)).singleElement().asString().startsWith("200");
		assertThat(rows(other)).isEqualTo(rows(one));
	}

	@ParameterizedTest
	@EnumSource
	void fiftyRequestsWithOneKeyAreDoneOnce(Request request) throws Exception {
		Someone one = someone();
		int status = request.send(this, one, newKey()).status();
		assertThat(status).isIn(200, 201);
		Someone other = someone();
		String key = newKey();
		List<ApiClient.Answer> answers = atOnce(Collections.nCopies(REQUESTS, () -> request.send(this, other, key)));
		assertThat(answers).extracting(ApiClient.Answer::status).containsOnly(status);
		assertThat(answers).extracting(ApiClient.Answer::body).containsOnly(answers.getFirst().body());
		assertThat(rows(other)).isEqualTo(rows(one));
	}

	@Test
	void requestsWithoutAKeyAreEachDone() throws Exception {
		Someone one = someone();
		Map<String, Integer> before = rows(one);
		Callable<ApiClient.Answer> paying = () -> Request.PAYMENT.send(this, one, null);
		assertThat(atOnce(Collections.nCopies(5, paying))).extracting(ApiClient.Answer::status).containsOnly(201);
		assertThat(rows(one).get("ledger_entry") - before.get("ledger_entry")).isEqualTo(5);
	}

	@Test
	void whoGotNoAnswerAsksAgainAndGetsTheFirst() throws Exception {
		Someone one = someone();
		Map<String, Integer> before = rows(one);
		String key = newKey();
		HttpClient impatient = HttpClient.newHttpClient();
		Callable<HttpResponse<String>> paying = () -> impatient
			.send(this.api.request("/accounts/" + one.account() + "/payments")
				.timeout(Duration.ofMillis(400))
				.header("Content-Type", "application/json")
				.header("Idempotency-Key", key)
				.POST(HttpRequest.BodyPublishers.ofString(Request.PAYMENT.body))
				.build(), HttpResponse.BodyHandlers.ofString());
		try (Connection holding = this.database.connect()) {
			holding.setAutoCommit(false);
			try (PreparedStatement lock = holding
				.prepareStatement("select 1 from billing_account where customer_id = ? for update")) {
				lock.setLong(1, one.account().customerId());
				lock.execute();
			}
			assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(paying::call);
			assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(paying::call);
			holding.rollback();
		}
		ApiClient.Answer answer = Request.PAYMENT.send(this, one, key);
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Idempotency-Replayed")).contains("true");
		assertThat(rows(one).get("ledger_entry") - before.get("ledger_entry")).isOne();
	}

	@Test
	void aKeyIsNotUsedForSomethingElse() throws Exception {
		Someone one = someone();
		Element sheet = Form.CREDIT.open(this, one);
		Form.CREDIT.send(this, one, sheet);
		Map<String, Integer> rows = rows(one);
		Visitor.Page other = one.agent().submit(this.port, sheet, Map.of("amount", "6.00", "reason", "For the wait"));
		assertThat(other.status()).isEqualTo(422);
		String key = newKey();
		Request.CREDIT.send(this, one, key);
		assertThat(this.api.post("/accounts/" + one.account() + "/payments", Request.PAYMENT.body, key).status())
			.isEqualTo(409);
		assertThat(rows(one).get("ledger_entry") - rows.get("ledger_entry")).isOne();
	}

	private static Set<String> sentences(List<Visitor.Page> answers) {
		Set<String> sentences = new TreeSet<>();
		answers.forEach((page) -> sentences.add(page.status() + " " + page.address() + " " + page.trigger()
				+ ((page.status() == 200) ? "" : page.html().text())));
		return sentences;
	}

	private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
		List<T> answers = new ArrayList<>();
		try (ExecutorService threads = Executors.newFixedThreadPool(CLICKS)) {
			for (Future<T> one : threads.invokeAll(all)) {
				answers.add(one.get());
			}
		}
		return answers;
	}

	/** A busy server is asked again. */
	private static <T> T patiently(Supplier<T> request, ToIntFunction<T> status) {
		T answer = request.get();
		for (int i = 0; i < 5 && status.applyAsInt(answer) == 503; i++) {
			answer = request.get();
		}
		return answer;
	}

	/** Somebody with a bill that is open, one that is disputed, and a credit. */
	private Someone someone() {
		String name = "repeater-" + ++customers;
		LocalDate today = this.cast.bean(BusinessCalendar.class).today();
		AccountNumber account = this.cast.customer("Rita", "Repeat", "+1 212 555 %04d".formatted(customers), name);
		InvoiceNumber open = this.cast.bill(account, "80.00", today.plusDays(9), "Mobile L");
		InvoiceNumber wrong = this.cast.bill(account, "60.00", today.plusDays(9), "Calls");
		AccountNumber credit = this.program.getBean(BillingAccounts.class)
			.open(account.customerId(), "Cabin", "USD", Cast.agent());
		this.cast.cash(credit, "50.00");
		String dispute = this.program.getBean(Disputes.class)
			.open(wrong, null, "I was never there", Cast.agent(), null)
			.value();
		return new Someone(account, credit, open, dispute, agent, clerk,
				SingletonSupplier.of(() -> Visitor.signedIn(this.port, "portal", name, Cast.PASSWORD)));
	}

	/** How many rows each table has of the customer. */
	private Map<String, Integer> rows(Someone one) throws SQLException {
		Map<String, Integer> rows = new TreeMap<>();
		try (Connection connection = this.database.connect(); PreparedStatement tables = connection.prepareStatement("""
				select table_name from information_schema.columns join information_schema.tables
					using (table_schema, table_name)
				where table_schema = 'public' and column_name = 'customer_id' and table_type = 'BASE TABLE'
				"""); ResultSet table = tables.executeQuery()) {
			while (table.next()) {
				String name = table.getString(1);
				try (PreparedStatement count = connection
					.prepareStatement("select count(*) from \"" + name + "\" where customer_id = ?")) {
					count.setLong(1, one.account().customerId());
					try (ResultSet row = count.executeQuery()) {
						row.next();
						rows.put(name, row.getInt(1));
					}
				}
			}
		}
		return rows;
	}

	private static String newKey() {
		return UUID.randomUUID().toString();
	}

	/** A form, where it is and what is typed. */
	enum Form {

		CREDIT("/desk/customers/{customer}/credits/new", "/credits",
				Map.of("account", "{account}", "amount", "5.00", "reason", "For the wait")),

		CHARGE("/desk/customers/{customer}/charges/new", "/charges",
				Map.of("account", "{account}", "amount", "5.00", "reason", "For the visit")),

		REFUND("/desk/customers/{customer}/refunds/new", "/refunds",
				Map.of("account", "{credit}", "amount", "5.00", "reason", "As asked for")),

		CHEQUE("/desk/customers/{customer}/payments/new", "/payments",
				Map.of("account", "{account}", "amount", "5.00", "method", "CHEQUE", "reference", "4711")),

		REVERSAL("/desk/customers/{customer}/entries/1/reversal?account={credit}", "/reversal",
				Map.of("reason", "Bounced")),

		WRITE_OFF("/desk/accounts/{account}/write-offs/new", "/write-offs",
				Map.of("amount", "5.00", "reason", "Gone away")),

		ARRANGEMENT("/desk/accounts/{account}/arrangements/new", "/arrangements",
				Map.of("amount", "30.00", "reason", "Between jobs")),

		CREDIT_NOTE("/desk/invoices/{bill}/credit-notes/new", "/credit-notes",
				Map.of("scope", "amount", "amount", "5.00", "reason", "Not delivered")),

		DISPUTE("/desk/invoices/{bill}/disputes/new", "/disputes",
				Map.of("scope", "amount", "amount", "5.00", "reason", "I was never there")),

		DUE_DATE("/desk/invoices/{bill}/due-date", "/due-date", Map.of("reason", "On holiday")),

		UPHOLDING("/desk/disputes/{dispute}/decision", "/decision",
				Map.of("outcome", "uphold", "answer", "You are right")),

		REJECTION("/desk/disputes/{dispute}/decision", "/decision",
				Map.of("outcome", "reject", "answer", "You were there")),

		NOTE("/desk/customers/{customer}", "/notes", Map.of("body", "She called")),

		ACCOUNT("/desk/customers/{customer}/accounts/new", "/accounts", Map.of("name", "Boat")),

		CASH("/counter/customers/{customer}", "/payments", Map.of("amount", "5.00")),

		WRONG_BILL("/portal/bills/{bill}/dispute", "/dispute",
				Map.of("scope", "amount", "amount", "5.00", "reason", "I was never there")),

		INSTALMENTS("/portal/accounts/{account}/instalments", "/instalments",
				Map.of("amount", "30.00", "reason", "Between jobs"));

		private final String address;

		private final String action;

		private final Map<String, String> typed;

		Form(String address, String action, Map<String, String> typed) {
			this.address = address;
			this.action = action;
			this.typed = typed;
		}

		Element open(SentAgainTest test, Someone one) {
			return who(one).get(test.port, one.fill(this.address)).form(this.action);
		}

		Visitor.Page send(SentAgainTest test, Someone one, Element form) {
			Map<String, String> values = new TreeMap<>();
			this.typed.forEach((name, value) -> values.put(name, one.fill(value)));
			return patiently(() -> who(one).submit(test.port, form, values), Visitor.Page::status);
		}

		private Visitor who(Someone one) {
			return this.address.startsWith("/desk") ? one.agent()
					: this.address.startsWith("/counter") ? one.clerk() : one.owner().obtain();
		}

	}

	/** A request of a program. */
	enum Request {

		PAYMENT("/accounts/{account}/payments", """
				{"amount": "5.00", "currency": "USD", "method": "CASH"}"""),

		CREDIT("/accounts/{account}/credits", """
				{"amount": "5.00", "reason": "For the wait"}"""),

		REVERSAL("/accounts/{credit}/reversals", """
				{"seq": 1, "reason": "Bounced"}"""),

		WRITE_OFF("/accounts/{account}/write-offs", """
				{"amount": "5.00", "reason": "Gone away"}"""),

		CREDIT_NOTE("/invoices/{bill}/credit-notes", """
				{"amount": "5.00", "reason": "Not delivered"}"""),

		DISPUTE("/invoices/{bill}/disputes", """
				{"amount": "5.00", "reason": "I was never there"}"""),

		UPHOLDING("/disputes/{dispute}/decision", """
				{"state": "UPHELD", "answer": "You are right"}"""),

		REJECTION("/disputes/{dispute}/decision", """
				{"state": "REJECTED", "answer": "You were there"}"""),

		CHARGE("/accounts/{account}/one-off-charges", """
				{"amount": "5.00", "description": "Installation"}"""),

		NOTE("/customers/{customer}/notes", """
				{"kind": "NOTE", "text": "She called"}""");

		private final String path;

		private final String body;

		Request(String path, String body) {
			this.path = path;
			this.body = body;
		}

		ApiClient.Answer send(SentAgainTest test, Someone one, String key) {
			return patiently(() -> test.api.post(one.fill(this.path), one.fill(this.body), key),
					ApiClient.Answer::status);
		}

	}

	/**
	 * A customer, who owes on one account and has a credit on the other, and who helps.
	 */
	private record Someone(AccountNumber account, AccountNumber credit, InvoiceNumber bill, String dispute,
			Visitor agent, Visitor clerk, SingletonSupplier<Visitor> owner) {

		String fill(String text) {
			return text.replace("{customer}", this.account.customer().toString())
				.replace("{account}", this.account.toString())
				.replace("{credit}", this.credit.toString())
				.replace("{bill}", this.bill.toString())
				.replace("{dispute}", this.dispute);
		}

	}

}

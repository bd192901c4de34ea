package app.accord.subscription;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.api.ApiClient;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.invoicing.NextBill;
import app.accord.invoicing.NextBills;
import app.accord.money.Amounts;
import app.accord.security.ApiTokens;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Other terms for a running service: from the desk with the next bill before one's eyes,
 * by programs, and with a second person where a price is lowered far.
 */
@AccordTest
class AgreedTermsTest {

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Contracts contracts;

	@Autowired
	private ContractChanges changes;

	@Autowired
	private NextBills nextBills;

	private Cast cast;

	private AccountNumber account;

	private ContractNumber service;

	private LocalDate billDate;

	private Money before;

	private String sheet;

	@BeforeEach
	void marisolHasATelephone() {
		this.cast = Cast.of(this.program);
		this.account = this.cast.customer("Marisol", "Okafor", "+1 415 555 " + (3000 + ++people), "terms" + people);
		this.cast.service(this.account, "PHONE-L", "Phone L", "12 Canal St", "45.00");
		this.cast.service(this.account, "PHONE-XL", "Phone XL", "12 Canal St", "60.00");
		this.service = this.contracts.list(this.account.customerId())
			.stream()
			.filter((one) -> one.productCode().equals("PHONE-L"))
			.findFirst()
			.orElseThrow()
			.number();
		this.billDate = next().billDate();
		this.before = next().net();
		this.sheet = "/desk/services/" + this.service + "/change";
	}

	@Test
	void theAgentSeesTheNextBillBeforeChangingIt() {
		Visitor desk = staff(StaffRole.BILLER);
		Document page = Jsoup.parse(desk.get("/desk/customers/" + this.account.customer()).body());
		assertThat(page.select("[hx-get=" + this.sheet + "]").attr("aria-label")).isEqualTo("Change Phone L");
		Map<String, String> fields = fields(
				Map.of("quantity", "2", "off", "PERCENT", "discount", "10", "until", this.billDate.plusYears(1)));
		String query = "/preview?";
		for (Map.Entry<String, String> field : fields.entrySet()) {
			query += field.getKey() + "=" + field.getValue() + "&";
		}
		String preview = text(desk.get(this.sheet + query.replace(" ", "+")));
		assertThat(preview).contains("instead of " + Amounts.show(next().total()), "Your discount of 10% on Phone L",
				"1 month × 2 × $45.00", "−$9.00");
		assertThat(next().net()).isEqualTo(this.before);
		HttpResponse<String> done = desk.post(this.sheet, this.sheet, fields);
		assertThat(done.headers().firstValue("HX-Trigger").orElseThrow()).contains("sheet-done");
		assertThat(desk.post(this.sheet, this.sheet, fields).statusCode()).isEqualTo(200);
		assertThat(this.changes.phases(this.service)).hasSize(2);
		assertThat(more()).isEqualTo("36.00");
		assertThat(text(desk.get("/desk/customers/" + this.account.customer()))).contains("2 × $45.00 a month, 10% off")
			.contains("Wants a second line");
	}

	@Test
	void aPlanIsChangedAtItsListPriceEvenIfTheFormIsSentTwice() {
		Visitor desk = staff(StaffRole.AGENT);
		Map<String, String> fields = fields(Map.of("product", "PHONE-XL"));
		assertThat(desk.post(this.sheet, this.sheet, fields).statusCode()).isEqualTo(200);
		assertThat(desk.post(this.sheet, this.sheet, fields).statusCode()).isEqualTo(200);
		assertThat(more()).isEqualTo("15.00");
		ContractTerms terms = this.changes.termsOn(this.service, this.billDate);
		assertThat(terms).isEqualTo(new ContractTerms("PHONE-XL", 1, Cast.dollars("60.00"), true, null));
		assertThat(this.contracts.find(this.service).orElseThrow().productCode()).isEqualTo("PHONE-L");
		this.contracts.carryOut(this.billDate);
		assertThat(this.contracts.find(this.service).orElseThrow().productCode()).isEqualTo("PHONE-XL");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "on,'',on", "on,2001-01-01,on", "product,NOTHING,product", "quantity,0,quantity",
					"quantity,two,quantity", "pricing,FREE,pricing", "off,PERCENT,discount", "off,SOME,off",
					"reason,'',reason" })
	void saysByTheFieldWhyItCantBeSo(String field, String typed, String error) {
		HttpResponse<String> answer = staff(StaffRole.BILLER).post(this.sheet, this.sheet,
				fields(Map.of(field, typed)));
		assertThat(answer.statusCode()).isEqualTo(422);
		Document form = Jsoup.parse(answer.body());
		assertThat(form.select("#" + error + "-error").text()).isNotBlank();
		assertThat(this.changes.phases(this.service)).hasSize(1);
	}

	@Test
	void refusesWhatChangesNothing() {
		HttpResponse<String> answer = staff(StaffRole.BILLER).post(this.sheet, this.sheet, fields(Map.of()));
		assertThat(answer.statusCode()).isEqualTo(422);
		assertThat(text(answer)).contains("That is what it costs on that day already");
	}

	@Test
	void aMuchLowerPriceNeedsASecondPerson() {
		Visitor agent = staff(StaffRole.AGENT);
		Map<String, String> fields = fields(Map.of("pricing", "AGREED", "price", "20.00"));
		HttpResponse<String> over = agent.post(this.sheet, this.sheet, fields);
		assertThat(over.statusCode()).isEqualTo(422);
		assertThat(text(over)).contains("A supervisor must approve $25.00", "Ask for approval");
		Map<String, String> ask = new HashMap<>(fields);
		ask.put("ask", "yes");
		assertThat(agent.post(this.sheet, this.sheet, ask).headers().firstValue("HX-Trigger").orElseThrow())
			.contains("Asked for approval");
		assertThat(next().net()).isEqualTo(this.before);
		Approval asked = this.program.getBean(Approvals.class).waitingFor(this.account.customerId()).getFirst();
		assertThat(asked.summary()).isEqualTo(this.service + " for $20.00 a month from " + this.billDate);
		Visitor supervisor = staff(StaffRole.SUPERVISOR);
		assertThat(supervisor
			.post("/desk/approvals", "/desk/approvals/" + asked.customerId() + "/" + asked.no() + "/approval", Map.of())
			.statusCode()).isEqualTo(302);
		assertThat(more()).isEqualTo("-25.00");
	}

	@Test
	void programsChangeAServiceOnceForAKey() {
		this.program.getBean(ApiTokens.class).allow("terms" + people, "terms-token-" + people);
		ApiClient api = new ApiClient(this.port, "terms-token-" + people);
		String path = "/services/" + this.service + "/changes";
		String body = """
				{"from":"%s","quantity":3,"price":"40.00","discount":{"amount":"5.00"},"reason":"Three lines"}"""
			.formatted(this.billDate);
		ApiClient.Answer preview = api.post(path + "/preview", body, null);
		assertThat(preview.status()).as(preview.body()).isEqualTo(200);
		assertThat(preview.text("/net")).isEqualTo(Amounts.plain(this.before.plus(Cast.dollars("70.00"))));
		assertThat(next().net()).isEqualTo(this.before);
		String key = UUID.randomUUID().toString();
		ApiClient.Answer made = api.post(path, body, key);
		assertThat(made.status()).as(made.body()).isEqualTo(201);
		assertThat(made.text("/terms/1/monthly")).isEqualTo("120.00");
		assertThat(made.text("/terms/1/discount/amount")).isEqualTo("5.00");
		assertThat(api.post(path, body, key).header("Idempotency-Replayed")).contains("true");
		assertThat(api.post(path, body.replace("3", "4"), key).status()).isEqualTo(409);
		assertThat(more()).isEqualTo("70.00");
		assertThat(api
			.post(path,
					"""
							{"from":"%s","endDiscount":true,"listPrice":true,"reason":"Back to the book"}"""
						.formatted(this.billDate),
					null)
			.text("/terms/1/price")).isEqualTo("45.00");
		for (String wrong : List.of("{\"reason\":\"\"}", "{\"quantity\":0,\"reason\":\"x\"}",
				"{\"discount\":{},\"reason\":\"x\"}", "{\"price\":\"1.234\",\"reason\":\"x\"}",
				"{\"product\":\"NOTHING\",\"reason\":\"x\"}",
				"{\"discount\":{\"percent\":\"101\"},\"reason\":\"x\"}")) {
			assertThat(api.post(path, wrong, null).status()).as(wrong).isIn(400, 422);
		}
		assertThat(api.get("/services/" + this.service + "/terms").json().size()).isEqualTo(2);
		assertThat(api.get("/services/" + ContractNumber.of(this.account.customerId(), 77) + "/terms").status())
			.isEqualTo(404);
	}

	private Map<String, String> fields(Map<String, ?> other) {
		Map<String, String> fields = new HashMap<>(Map.of("on", this.billDate.toString(), "product", "PHONE-L",
				"quantity", "1", "pricing", "KEEP", "price", "", "off", "NONE", "discount", "", "until", "", "reason",
				"Wants a second line", "idempotencyKey", UUID.randomUUID().toString()));
		other.forEach((field, typed) -> fields.put(field, typed.toString()));
		return fields;
	}

	private NextBill next() {
		return this.nextBills.of(this.account).orElseThrow();
	}

	/** How much more the next bill comes to than before the change. */
	private String more() {
		return Amounts.plain(next().net().minus(this.before));
	}

	private Visitor staff(StaffRole role) {
		String username = "terms-" + role.name().toLowerCase(java.util.Locale.ROOT) + ++people;
		this.program.getBean(Staff.class).create(username, role + " of the desk", role, Cast.PASSWORD);
		Visitor visitor = new Visitor(this.port);
		visitor.signIn("desk", username, Cast.PASSWORD);
		return visitor;
	}

	private static String text(HttpResponse<String> answer) {
		return Jsoup.parse(answer.body()).text();
	}

}

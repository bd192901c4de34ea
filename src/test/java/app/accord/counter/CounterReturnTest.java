package app.accord.counter;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.job.Jobs;
import app.accord.order.OrderKind;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import app.accord.payment.PaysOnPage;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.security.StaffRole;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Goods and money that go back over the counter; a clerk's limit is $50. */
@AccordTest(properties = { "accord.gateway.connect-timeout=2s", "accord.gateway.read-timeout=2s" })
class CounterReturnTest {

	private static final Actor GRACE = new Actor(ActorKind.STAFF, "return-grace", "Grace Hall", Channel.DESK);

	private static boolean open;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Orders orders;

	@Autowired
	private Positions positions;

	@Autowired
	private Approvals approvals;

	@Autowired
	private Sandbox sandbox;

	@Autowired
	private MovableClock clock;

	private AccountNumber marisol;

	private Visitor jonas;

	@BeforeEach
	void aShop() {
		this.clock.reset();
		Cast cast = Cast.of(this.program);
		if (!open) {
			cast.clerk("return-jonas", "Jonas Weber");
			this.program.getBean(Staff.class).create("return-grace", "Grace Hall", StaffRole.SUPERVISOR, Cast.PASSWORD);
			cast.product("RET-MUG", "Mug", "9.50");
			cast.product("RET-LAMP", "Lamp", "79.00");
			cast.mailer("THREE", "Three mugs", "RET-MUG", "0.17");
			open = true;
		}
		this.marisol = cast.account("Marisol", "Okafor");
		this.jonas = new Visitor(this.port);
		this.jonas.signIn("counter", "return-jonas", Cast.PASSWORD);
		this.jonas.post("/counter/terminal", "/counter/terminal", Map.of("terminal", "tm_front"));
	}

	@AfterEach
	void theBooksAreRight() {
		this.sandbox.misbehaviour().behave();
		assertThat(this.program.getBean(LedgerChecks.class).violations()).isEmpty();
	}

	@Test
	void whatWasPaidInCashGoesBackInCashPieceByPieceToTheCent() {
		String slip = sell("RET-MUG:3", "27.99", "CASH");
		Document bought = Jsoup.parse(this.jonas.get(slip).body());
		assertThat(bought.select("a[href$=/return]").text()).contains("Take back");
		Document back = Jsoup.parse(this.jonas.get(takeBack(slip, Map.of("line-1", "1"))).body());
		assertThat(back.select("#paid-back").text()).isEqualTo("$9.33");
		assertThat(back.select(".slip").text()).contains("Taken back", "in cash, now");
		String again = takeBack(slip, Map.of("line-1", "2"));
		assertThat(Jsoup.parse(this.jonas.get(again).body()).select("#paid-back").text()).isEqualTo("$18.66");
		assertThat(balance()).isEqualTo("0.00");
		assertThat(Jsoup.parse(this.jonas.get(slip).body()).select("a[href$=/return]")).isEmpty();
		assertThat(refused(slip, Map.of("line-1", "1")).text()).contains("Nothing more of that line can come back");
		assertThat(this.orders.list(this.marisol.customerId(), 0, 10).items()).extracting(PurchaseView::kind)
			.containsExactly(OrderKind.RETURN, OrderKind.RETURN, OrderKind.SALE);
	}

	@Test
	void whatWasPaidByCardGoesBackToTheCardOnceForAFormSentTwice() {
		String card = sell("RET-MUG:2", "19.00", "CARD");
		PaysOnPage.post(this.sandbox.url() + "/terminals/tm_front/tap", "card=" + TestCard.GOOD.tail());
		String slip = Jsoup.parse(this.jonas.get(card).body()).select("a[href^=/counter/orders/]").attr("href");
		long before = captured();
		Map<String, String> form = form(Map.of("line-1", "1"));
		String back = to(this.jonas.post("/counter", slip + "/return", form));
		assertThat(to(this.jonas.post("/counter", slip + "/return", form))).isEqualTo(back);
		assertThat(Jsoup.parse(this.jonas.get(back).body()).select(".slip").text())
			.contains("to the card, within ten days");
		assertThat(captured()).isEqualTo(before - 950);
		assertThat(balance()).isEqualTo("0.00");
		assertThat(this.orders.list(this.marisol.customerId(), 0, 10).total()).isEqualTo(2);
	}

	@Test
	void whatWasPutOnTheAccountGoesBackThere() {
		String slip = sell("RET-MUG:2", "19.00", "ON_ACCOUNT");
		assertThat(balance()).isEqualTo("19.00");
		takeBack(slip, Map.of("line-1", "2"));
		assertThat(balance()).isEqualTo("0.00");
	}

	@Test
	void beyondTheClerksLimitASupervisorDecides() {
		String slip = sell("RET-LAMP:1", "79.00", "CASH").replaceFirst("\\?.*", "");
		Map<String, String> form = form(Map.of("line-1", "1"));
		HttpResponse<String> over = this.jonas.post("/counter", slip + "/return", form);
		assertThat(over.statusCode()).isEqualTo(422);
		Document page = Jsoup.parse(over.body());
		assertThat(page.select("#return-problem").text()).contains("$50.00");
		assertThat(page.select("button[name=ask]")).hasSize(1);
		assertThat(page.select("#line-1").val()).isEqualTo("1");
		assertThat(page.select("#reason").val()).isEqualTo("Does not fit");
		form.put("ask", "yes");
		assertThat(to(this.jonas.post("/counter", slip + "/return", form))).isEqualTo(slip);
		Approval asked = this.approvals.waitingFor(this.marisol.customerId()).getFirst();
		assertThat(asked.summary()).startsWith("Return of $79.00 of purchase O-");
		assertThat(this.orders.list(this.marisol.customerId(), 0, 10).total()).isOne();
		assertThat(this.approvals.approve(this.marisol.customerId(), asked.no(), GRACE).state())
			.isEqualTo(Approval.State.CARRIED_OUT);
		assertThat(this.orders.list(this.marisol.customerId(), 0, 10).items().getFirst().kind())
			.isEqualTo(OrderKind.RETURN);
		assertThat(balance()).isEqualTo("0.00");
	}

	@Test
	void anApprovedReturnOfACardSaleReachesTheCard() {
		String card = sell("RET-LAMP:1", "79.00", "CARD");
		PaysOnPage.post(this.sandbox.url() + "/terminals/tm_front/tap", "card=" + TestCard.GOOD.tail());
		String slip = Jsoup.parse(this.jonas.get(card).body()).select("a[href^=/counter/orders/]").attr("href");
		long before = captured();
		Map<String, String> form = form(Map.of("line-1", "1"));
		form.put("ask", "yes");
		this.jonas.post("/counter", slip + "/return", form);
		Approval asked = this.approvals.waitingFor(this.marisol.customerId()).getFirst();
		this.approvals.approve(this.marisol.customerId(), asked.no(), GRACE);
		this.clock.move(java.time.Duration.ofMinutes(2));
		this.program.getBean(Jobs.class).run("Ask the bank about unsettled payments");
		assertThat(captured()).isEqualTo(before - 7900);
	}

	@Test
	void aPaymentTowardsWhatIsOwedGoesBackToItsCard() {
		AccountNumber owing = Cast.of(this.program).owing("Quinn", "Adeyemi", "20.00");
		String page = to(this.jonas.post("/counter", "/counter/customers/" + owing.customer() + "/card-payments",
				Map.of("account", owing.toString(), "amount", "20.00", "idempotencyKey", "")));
		PaysOnPage.post(this.sandbox.url() + "/terminals/tm_front/tap", "card=" + TestCard.GOOD.tail());
		String receipt = Jsoup.parse(this.jonas.get(page).body()).select("a[href^=/counter/receipts/]").attr("href");
		assertThat(Jsoup.parse(this.jonas.get(receipt).body()).select("a[href$=/refund]")).hasSize(1);
		HttpResponse<String> silent = this.jonas.post("/counter", receipt + "/refund",
				Map.of("amount", "5.00", "reason", "", "idempotencyKey", "r1"));
		assertThat(silent.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(silent.body()).select("#amount").val()).isEqualTo("5.00");
		to(this.jonas.post("/counter", receipt + "/refund",
				Map.of("amount", "5.00", "reason", "Paid too much", "idempotencyKey", "r2")));
		assertThat(this.positions.of(owing).balance()).isEqualTo(Cast.dollars("5.00"));
		assertThat(Jsoup.parse(this.jonas.get(receipt + "/refund").body()).text()).contains("$15.00 of it is left");
	}

	@Test
	void refusesWhatCannotComeBack() {
		String slip = sell("RET-MUG:1", "9.50", "CASH");
		for (Map<String, String> lines : List.of(Map.of("line-1", "2"), Map.of("line-1", "0"), Map.of("line-7", "1"),
				Map.of("line-1", "many"), Map.<String, String>of())) {
			assertThat(refused(slip, lines).select("#return-problem").text()).as(lines.toString()).isNotBlank();
		}
		assertThat(this.jonas.get("/counter/orders/O-1/return").statusCode()).isEqualTo(404);
		assertThat(this.jonas.get("/counter/receipts/none/refund").statusCode()).isEqualTo(404);
	}

	private String sell(String basket, String total, String settlement) {
		return to(this.jonas.post("/counter", "/counter/customers/" + this.marisol.customer() + "/sales",
				Map.of("account", this.marisol.toString(), "basket", basket, "settlement", settlement, "promotion",
						basket.endsWith("MUG:3") ? "THREE" : "", "expectedTotal", total, "idempotencyKey",
						UUID.randomUUID().toString())));
	}

	private static Map<String, String> form(Map<String, String> lines) {
		Map<String, String> form = new HashMap<>(
				Map.of("reason", "Does not fit", "idempotencyKey", UUID.randomUUID().toString()));
		form.putAll(lines);
		return form;
	}

	private String takeBack(String slip, Map<String, String> lines) {
		return to(this.jonas.post("/counter", slip.replaceFirst("\\?.*", "") + "/return", form(lines)));
	}

	private Document refused(String slip, Map<String, String> lines) {
		HttpResponse<String> answer = this.jonas.post("/counter", slip.replaceFirst("\\?.*", "") + "/return",
				form(lines));
		assertThat(answer.statusCode()).isEqualTo(422);
		return Jsoup.parse(answer.body());
	}

	private String balance() {
		return this.positions.of(this.marisol).balance().getAmount().toPlainString();
	}

	private long captured() {
		return this.sandbox.captured().values().stream().mapToLong(Long::longValue).sum();
	}

	private static String to(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(Jsoup.parse(answer.body()).text()).isEqualTo(302);
		return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
	}

}

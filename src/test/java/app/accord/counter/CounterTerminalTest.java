package app.accord.counter;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.billing.LedgerChecks;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.AttemptNumber;
import app.accord.job.Jobs;
import app.accord.order.Orders;
import app.accord.payment.Charging;
import app.accord.payment.DeclineCode;
import app.accord.payment.PaymentAttempt.State;
import app.accord.payment.Payments;
import app.accord.payment.PaysOnPage;
import app.accord.payment.Reconciling;
import app.accord.payment.UnsettledPayments;
import app.accord.sandbox.Misbehaviour.Fault;
import app.accord.sandbox.Misbehaviour.Operation;
import app.accord.sandbox.Misbehaviour.ReportFault;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.actor.Actor;
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

/** Cards at the counter's terminal, over HTTP, with a sandbox that misbehaves. */
@AccordTest(properties = { "accord.gateway.connect-timeout=2s", "accord.gateway.read-timeout=2s" })
class CounterTerminalTest {

	private static boolean open;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Sandbox sandbox;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Positions positions;

	@Autowired
	private Payments payments;

	@Autowired
	private Orders orders;

	@Autowired
	private Charging charging;

	private AccountNumber marisol;

	private Visitor jonas;

	@BeforeEach
	void aShopWithTwoTerminals() {
		this.clock.reset();
		this.sandbox.misbehaviour().times(Duration.ofMillis(2300), Duration.ofMillis(50));
		this.sandbox.misbehaviour().reports(Set.of(ReportFault.LOST));
		Cast cast = Cast.of(this.program);
		if (!open) {
			cast.clerk("till-jonas", "Jonas Weber");
			cast.product("TILL-MUG", "Mug", "9.50");
			open = true;
		}
		this.marisol = cast.owing("Marisol", "Okafor", "110.27");
		this.jonas = clerkAt("tm_front");
	}

	@AfterEach
	void theBooksAreRight() {
		press("tm_front", "run-out", "");
		press("tm_back", "run-out", "");
		this.sandbox.misbehaviour().behave();
		assertThat(this.program.getBean(LedgerChecks.class).violations()).isEmpty();
	}

	@Test
	void aClerkSaysFirstWhichTerminalStandsHere() {
		Visitor newcomer = new Visitor(this.port);
		newcomer.signIn("counter", "till-jonas", Cast.PASSWORD);
		assertThat(to(newcomer.post("/counter", customer() + "/card-payments", due()))).isEqualTo(customer());
		assertThat(newcomer.get(customer()).body()).contains("which card terminal stands here");
		assertThat(this.charging.unsettled(this.marisol)).isEmpty();
		newcomer.post("/counter/terminal", "/counter/terminal", Map.of("terminal", "tm_nowhere"));
		assertThat(Jsoup.parse(newcomer.get(customer()).body()).select(".till-terminal").text()).contains("choose");
		HttpResponse<String> unsaid = newcomer.post("/counter", customer() + "/sales", sale("TILL-MUG:2", "19.00"));
		assertThat(unsaid.statusCode()).isEqualTo(422);
		Document kept = Jsoup.parse(unsaid.body());
		assertThat(kept.select("#sale-problem").text()).contains("which card terminal stands here");
		assertThat(kept.select("#sale input[name=basket]").val()).isEqualTo("TILL-MUG:2");
		assertThat(kept.select("#sale-terminal option")).hasSize(4);
		Map<String, String> said = new HashMap<>(sale("TILL-MUG:2", "19.00"));
		said.put("way", "tm_back");
		String page = to(newcomer.post("/counter", customer() + "/sales", said));
		assertThat(onTerminal("tm_back")).contains("$19.00");
		newcomer.post("/counter", page + "/call-off", Map.of());
		assertThat(Jsoup.parse(newcomer.get(customer()).body()).select("#sale-terminal")).isEmpty();
		assertThat(Jsoup.parse(newcomer.get(customer()).body()).select(".till-terminal").text())
			.contains("Back counter");
		assertThat(to(newcomer.post("/counter", customer() + "/card-payments", due())))
			.startsWith("/counter/card-payments/P-");
		assertThat(onTerminal("tm_back")).contains("$110.27");
		assertThat(onTerminal("tm_front")).contains("Ready");
	}

	@Test
	void whatIsOwedIsPostedWithTheVerdictAndNotBefore() {
		String page = pushDue();
		assertThat(verdict(page)).isEqualTo("WAITING_FOR_CUSTOMER");
		assertThat(this.jonas.get(page).body()).contains("Front counter", "Nothing has been charged yet");
		assertThat(onTerminal("tm_front")).contains("$110.27", "Hold the card here");
		assertThat(balance()).isEqualTo("110.27");
		tap("tm_front", TestCard.GOOD);
		assertThat(verdict(page)).isEqualTo("CHARGED");
		assertThat(balance()).isEqualTo("0.00");
		Document receipt = Jsoup.parse(this.jonas.get(link(page, "a[href^=/counter/receipts/]")).body());
		assertThat(receipt.select(".slip").text()).contains("Payment received", "Paid with Visa •••• 4242", "$110.27");
		assertThat(onTerminal("tm_front")).contains("Ready", "approved");
	}

	@Test
	void aSaleIsSoldTogetherWithItsPaymentAndOnce() {
		Map<String, String> sale = sale("TILL-MUG:2", "19.00");
		String page = to(this.jonas.post("/counter", customer() + "/sales", sale));
		assertThat(to(this.jonas.post("/counter", customer() + "/sales", sale))).as("sent twice").isEqualTo(page);
		assertThat(verdict(page)).isEqualTo("WAITING_FOR_CUSTOMER");
		assertThat(this.jonas.get(page).body()).contains("2 × Mug");
		assertThat(sold()).isZero();
		tap("tm_front", TestCard.GOOD_MASTERCARD);
		assertThat(verdict(page)).isEqualTo("CHARGED");
		assertThat(verdict(page)).isEqualTo("CHARGED");
		assertThat(sold()).isOne();
		assertThat(balance()).as("what was owed before").isEqualTo("110.27");
		String slip = Jsoup.parse(this.jonas.get(link(page, "a[href^=/counter/orders/]")).body())
			.select(".slip")
			.text();
		assertThat(slip).contains("Sold and paid", "2 × Mug", "$19.00", "Paid with Mastercard •••• 5454");
	}

	@Test
	void aDeclinedCardSellsNothingAndKeepsWhatWasRungUp() {
		String page = to(this.jonas.post("/counter", customer() + "/sales", sale("TILL-MUG:2", "19.00")));
		tap("tm_front", TestCard.DECLINED);
		assertThat(verdict(page)).isEqualTo("NOT_CHARGED");
		assertThat(this.jonas.get(page).body()).contains("The bank declined the card", "What was rung up is kept");
		assertThat(sold()).isZero();
		assertThat(balance()).isEqualTo("110.27");

		// Another card: it is the same sale.
		String second = again(page, "");
		tap("tm_front", TestCard.NO_FUNDS);
		assertThat(verdict(second)).isEqualTo("NOT_CHARGED");

		// Another way to pay: the basket is as it was.
		Document back = Jsoup.parse(this.jonas.get(link(second, "a[href*=rung]")).body());
		assertThat(back.select("#sale input[name=basket]").attr("value")).isEqualTo("TILL-MUG:2");
		assertThat(back.select("#to-pay").text()).isEqualTo("$19.00");
		Map<String, String> cash = new HashMap<>(sale("TILL-MUG:2", "19.00"));
		cash.put("settlement", "CASH");
		cash.put("tendered", "20");
		assertThat(to(this.jonas.post("/counter", customer() + "/sales", cash))).contains("/counter/orders/");
		assertThat(sold()).isOne();
		assertThat(this.sandbox.captured()).doesNotContainValue(1900L);
	}

	@Test
	void aTerminalThatLosesItsLineAfterChargingIsAskedUntilItTellsAndNothingElseIsTaken() {
		String page = to(this.jonas.post("/counter", customer() + "/sales", sale("TILL-MUG:2", "19.00")));
		tap("tm_front", TestCard.ANSWER_LOST);
		Document asking = Jsoup.parse(this.jonas.get(page).body());
		assertThat(asking.select(".verdict-box").attr("data-value")).isEqualTo("ASKING");
		assertThat(asking.text()).contains("Please don’t pay again", "Take no second payment");
		assertThat(asking.select("form[action*=again], form[action*=call-off]")).isEmpty();
		Map<String, String> cash = new HashMap<>(sale("TILL-MUG:2", "19.00"));
		cash.put("settlement", "CASH");
		HttpResponse<String> refused = this.jonas.post("/counter", customer() + "/sales", cash);
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("is being checked with the bank", "value=\"TILL-MUG:2\"");
		assertThat(sold()).isZero();

		assertThat(verdict(page)).isEqualTo("CHARGED");
		assertThat(sold()).isOne();
		assertThat(this.payments.count(this.marisol)).isOne();
		assertThat(to(this.jonas.post("/counter", page + "/again", Map.of("idempotencyKey", "k")))).isEqualTo(page);
		assertThat(this.sandbox.capturedTwice()).isEmpty();
	}

	@Test
	void aTerminalThatIsOffOrBusyHasSurelyChargedNothing() {
		press("tm_front", "plug", "plug=off");
		String off = pushDue();
		assertThat(verdict(off)).isEqualTo("NOT_CHARGED");
		assertThat(this.jonas.get(off).body()).contains("The card terminal can’t be reached");
		press("tm_front", "plug", "plug=on");

		String first = pushDue();
		AccountNumber quinn = Cast.of(this.program).owing("Quinn", "Adeyemi", "20.00");
		String second = to(
				clerkAt("tm_front").post("/counter", "/counter/customers/" + quinn.customer() + "/card-payments",
						Map.of("account", quinn.toString(), "amount", "20.00", "idempotencyKey", "")));
		assertThat(this.jonas.get(second).body()).contains("busy with another payment");
		tap("tm_front", TestCard.GOOD);
		assertThat(verdict(first)).isEqualTo("CHARGED");
		assertThat(verdict(second)).isEqualTo("NOT_CHARGED");
		assertThat(this.positions.of(quinn).balance()).isEqualTo(Cast.dollars("20.00"));
	}

	@Test
	void anAnswerThatIsLostOnTheWayToTheTerminalDoesNotLoseThePayment() {
		this.sandbox.misbehaviour().plan(this.marisol.toString(), Operation.TERMINAL, Fault.ACCEPT_THEN_HANG);
		String page = pushDue();
		assertThat(verdict(page)).as("it asks for the card all the same").isEqualTo("WAITING_FOR_CUSTOMER");
		tap("tm_front", TestCard.GOOD);
		assertThat(verdict(page)).isEqualTo("CHARGED");
		assertThat(balance()).isEqualTo("0.00");
	}

	@Test
	void whatNeverReachedTheTerminalIsNotChargedOnceItCanNoLongerArrive() {
		this.sandbox.misbehaviour().plan(this.marisol.toString(), Operation.TERMINAL, Fault.CLOSE);
		String page = pushDue();
		assertThat(verdict(page)).isEqualTo("ASKING");
		this.clock.move(Duration.ofMinutes(6));
		this.program.getBean(Jobs.class).run("Ask the bank about unsettled payments");
		assertThat(verdict(page)).isEqualTo("NOT_CHARGED");
		assertThat(this.jonas.get(page).body()).contains("did not reach the bank");
		assertThat(balance()).isEqualTo("110.27");
	}

	@Test
	void theClerkTheRedButtonOrTimeCallItOff() {
		String first = pushDue();
		this.jonas.post("/counter", first + "/call-off", Map.of());
		assertThat(verdict(first)).isEqualTo("NOT_CHARGED");
		assertThat(onTerminal("tm_front")).contains("called off by the counter");
		tap("tm_front", TestCard.GOOD);
		assertThat(verdict(first)).as("a card held too late").isEqualTo("NOT_CHARGED");

		String second = pushDue();
		press("tm_front", "refuse", "");
		assertThat(code(second)).isEqualTo(DeclineCode.CALLED_OFF);

		String third = pushDue();
		this.clock.move(Duration.ofMinutes(5));
		this.program.getBean(Jobs.class).run("Ask the bank about unsettled payments");
		assertThat(code(third)).isEqualTo(DeclineCode.NO_CARD);
		assertThat(this.payments.count(this.marisol)).isZero();
		assertThat(this.sandbox.captured()).doesNotContainValue(11_027L);
	}

	@Test
	void aChargeThatComesToLightAfterTheClerkWasToldOtherwiseIsGivenBackAndSellsNothing() {
		String page = to(this.jonas.post("/counter", customer() + "/sales", sale("TILL-MUG:2", "19.00")));
		this.sandbox.misbehaviour().always(Operation.ASK, Fault.FAIL);
		tap("tm_front", TestCard.GOOD);
		assertThat(verdict(page)).isEqualTo("ASKING");
		this.program.getBean(UnsettledPayments.class)
			.resolve(number(page), false, null, "Nothing on the terminal's journal", Actor.system("A supervisor"));
		this.sandbox.misbehaviour().always(Operation.ASK, null);
		assertThat(verdict(page)).isEqualTo("NOT_CHARGED");
		this.program.getBean(Reconciling.class).run();
		assertThat(verdict(page)).isEqualTo("NOT_CHARGED");
		assertThat(sold()).isZero();
		assertThat(balance()).isEqualTo("110.27");
	}

	@Test
	void theCustomersTelephoneDoesWhereTheTerminalDoesNot() {
		String page = pushDue();
		press("tm_front", "refuse", "");
		String onPhone = again(page, "page");
		assertThat(Jsoup.parse(this.jonas.get(onPhone).body()).select("img.qr")).hasSize(1);
		assertThat(this.charging.read(number(onPhone)).state()).isEqualTo(State.REQUIRES_ACTION);
		PaysOnPage.pay(this.charging.read(number(onPhone)), TestCard.GOOD);
		assertThat(verdict(onPhone)).isEqualTo("CHARGED");
		assertThat(balance()).isEqualTo("0.00");
	}

	private Visitor clerkAt(String terminal) {
		Visitor clerk = new Visitor(this.port);
		clerk.signIn("counter", "till-jonas", Cast.PASSWORD);
		clerk.post("/counter/terminal", "/counter/terminal", Map.of("terminal", terminal));
		return clerk;
	}

	private String customer() {
		return "/counter/customers/" + this.marisol.customer();
	}

	private Map<String, String> due() {
		return Map.of("account", this.marisol.toString(), "amount", "110.27", "idempotencyKey",
				UUID.randomUUID().toString());
	}

	private String pushDue() {
		return to(this.jonas.post("/counter", customer() + "/card-payments", due()));
	}

	private Map<String, String> sale(String basket, String total) {
		return Map.of("account", this.marisol.toString(), "basket", basket, "settlement", "CARD", "expectedTotal",
				total, "idempotencyKey", UUID.randomUUID().toString());
	}

	private String again(String page, String way) {
		return to(this.jonas.post("/counter", page + "/again",
				Map.of("way", way, "idempotencyKey", UUID.randomUUID().toString())));
	}

	/** What the page says, after asking the gateway. */
	private String verdict(String page) {
		return Jsoup.parse(this.jonas.get(page).body()).select(".verdict-box").attr("data-value");
	}

	private String link(String page, String selector) {
		return Jsoup.parse(this.jonas.get(page).body()).select(selector).attr("href");
	}

	private DeclineCode code(String page) {
		verdict(page);
		return this.charging.read(number(page)).declineCode();
	}

	private static AttemptNumber number(String page) {
		return AttemptNumber.parse(page.substring(page.lastIndexOf('/') + 1));
	}

	private String onTerminal(String terminal) {
		return Jsoup.parse(PaysOnPage.get(this.sandbox.url() + "/terminals/" + terminal)).text();
	}

	private void tap(String terminal, TestCard card) {
		press(terminal, "tap", "card=" + card.tail());
	}

	private void press(String terminal, String button, String form) {
		PaysOnPage.post(this.sandbox.url() + "/terminals/" + terminal + "/" + button, form);
	}

	private long sold() {
		return this.orders.list(this.marisol.customerId(), 0, 10).total();
	}

	private String balance() {
		return this.positions.of(this.marisol).balance().getAmount().toPlainString();
	}

	private static String to(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
		return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
	}

}

package app.accord.payment;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.time.BusinessCalendar;
import app.accord.customer.InvoiceNumber;
import app.accord.billing.Invoices;
import app.accord.interaction.Audience;
import app.accord.interaction.Timeline;
import app.accord.job.Jobs;
import app.accord.message.Message;
import app.accord.message.Messages;
import app.accord.sandbox.TestCard;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Browsing;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import app.accord.testing.Visitor;
import com.microsoft.playwright.Page;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Saved cards, auto-pay and pay links as customers and employees meet them. */
@AccordTest
class CardsAndLinksTest {

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private AutoPay autoPay;

	@Autowired
	private SavedCards cards;

	@Autowired
	private Positions positions;

	@Autowired
	private Messages messages;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Jobs jobs;

	@Autowired
	private MovableClock clock;

	private AccountNumber account;

	private String customer;

	private String username;

	@BeforeEach
	void marisolOwes() {
		people++;
		this.clock.reset();
		Cast cast = Cast.of(this.program);
		this.username = "marisol-c" + people;
		this.account = cast.customer("Marisol", "Okafor", "415 555 7" + (100 + people), this.username);
		this.customer = "/desk/customers/" + this.account.customer();
		cast.bill(this.account, "97.06", LocalDate.of(2030, 1, 31), "Mobile L");
		this.program.getBean(Staff.class).create("ada-c" + people, "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
	}

	@Test
	void aCustomerSavesACardAndLetsTheBillsPayThemselves() {
		try (Browsing browser = new Browsing(Browsers.context(390, 844), this.port)) {
			Page page = browser.signIn("portal", this.username);
			browser.go(page, "/portal/cards");
			assertThat(page.locator("main")).containsText("Let your bills pay themselves");
			page.locator("button:has-text('Save a card and switch it on')").click();
			assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/pay/.*"));
			page.locator("input[value='" + TestCard.GOOD.tail() + "']").check();
			page.locator("button[type=submit]").first().click();
			assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/portal/cards$"));
			assertThat(page.locator("#toasts")).containsText("Auto-pay is on");
			assertThat(page.locator("main")).containsText("Visa •••• 4242");
			assertThat(page.locator(".auto-next")).containsText("$97.06");
			assertThat(page.locator(".auto-next")).containsText("28 Jan 2030");
			page.locator("button:has-text('Stop auto-pay')").click();
			assertThat(page.locator("#toasts")).containsText("Auto-pay is off");
			page.locator("button:has-text('Switch auto-pay on')").click();
			assertThat(page.locator("#toasts")).containsText("Auto-pay is on");
			page.locator(".card-list button:has-text('Remove')").click();
			page.locator("button:has-text('Remove it')").click();
			assertThat(page.locator("#toasts")).containsText("Auto-pay needs this card");
		}
		assertThat(this.autoPay.of(this.account).history()).hasSize(3);
	}

	@Test
	void aCustomerPaysByALinkWithoutSigningIn() {
		Visitor ada = agent();
		HttpResponse<String> sent = ada.post(this.customer, this.customer + "/pay-links",
				Map.of("medium", "EMAIL", "idempotencyKey", UUID.randomUUID().toString()));
		assertThat(sent.headers().firstValue("HX-Trigger").orElseThrow()).contains("on its way by e-mail");
		this.jobs.run("Send messages");
		Message mail = this.messages.sent(this.account.customerId(), 0, 10).items().getFirst();
		assertThat(mail.text()).contains("$97.06").doesNotContain("4242");
		String path = mail.text().replaceAll("(?s).*(/pay/[A-Za-z0-9_-]+).*", "$1");
		try (Browsing browser = new Browsing(Browsers.context(390, 844), this.port)) {
			Page page = browser.open(path);
			assertThat(page.locator(".figure data")).hasText("$97.06");
			org.assertj.core.api.Assertions.assertThat(page.content())
				.doesNotContain("Marisol")
				.doesNotContain("(415)")
				.doesNotContain("example.com")
				.doesNotContain("Mobile L");
			page.locator("#amount").fill("none");
			page.locator("button:has-text('Pay by card')").click();
			assertThat(page.locator("#amount-error")).isVisible();
			page.locator("#amount").fill("97.06");
			page.locator("button:has-text('Pay by card')").click();
			page.locator("input[value='" + TestCard.GOOD.tail() + "']").check();
			page.locator("button[type=submit]").first().click();
			assertThat(page).hasURL(java.util.regex.Pattern.compile(".*" + path + "$"));
			assertThat(page.locator(".verdict-box")).containsText("Charged once: $97.06");
			assertThat(page.locator("main")).containsText("All is paid");
		}
		assertThat(this.positions.of(this.account).balance()).isEqualTo(Cast.dollars("0.00"));
		assertThat(this.timeline.page(this.account.customerId(), Audience.CUSTOMER, List.of(), 0, 20))
			.extracting((entry) -> entry.actor().name())
			.contains("Customer, by pay link");
	}

	@Test
	void aLinkWorksForOneAccountForItsTimeAndUntilItIsWithdrawn() {
		Visitor ada = agent();
		Document shown = Jsoup.parse(ada.post(this.customer, this.customer + "/pay-links",
				Map.of("medium", "SHOW", "idempotencyKey", UUID.randomUUID().toString()))
			.body());
		String path = shown.select("#pay-link").attr("value").replaceAll("https?://[^/]+", "");
		assertThat(shown.select("img.qr").attr("src")).startsWith("data:image/svg+xml");
		Visitor stranger = new Visitor(this.port);
		HttpResponse<String> page = stranger.get(path);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
		assertThat(page.headers().firstValue("X-Robots-Tag")).contains("noindex, nofollow");
		assertThat(stranger.cookies()).isEmpty();
		for (String other : List.of(path.substring(0, path.length() - 1) + "_", path.replaceFirst("-1-1-", "-1-2-"),
				"/pay/nothing", "/pay/1-1-1-" + "x".repeat(24), "/pay/" + "9".repeat(18) + "-1-1-" + "x".repeat(24))) {
			assertThat(stranger.get(other).statusCode()).as(other).isEqualTo(404);
			assertThat(stranger.get(other).body()).contains("doesn’t work any more");
		}
		assertThat(stranger.get("/pay/x/y").statusCode()).isEqualTo(404);
		this.clock.move(PayLinks.VALID.plus(Duration.ofMinutes(1)));
		assertThat(stranger.get(path).statusCode()).isEqualTo(404);
		this.clock.reset();
		assertThat(stranger.get(path).statusCode()).isEqualTo(200);
		assertThat(ada.get(this.customer + "/cards").body()).contains("opened");
		ada.post(this.customer, this.customer + "/pay-links/" + this.account + "/1/withdrawal", Map.of());
		assertThat(stranger.get(path).statusCode()).isEqualTo(404);
	}

	@Test
	void aBillCarriesTheSameLinkHoweverOftenItIsShownUntilItIsOld() {
		InvoiceNumber bill = Cast.of(this.program)
			.bill(this.account, "12.00", this.program.getBean(BusinessCalendar.class).today().plusDays(14), "Mobile");
		PayLinks links = this.program.getBean(PayLinks.class);
		Invoices invoices = this.program.getBean(Invoices.class);
		int kept = links.of(this.account, 100).size();
		String address = links.address(invoices.find(bill).orElseThrow()).orElseThrow();
		assertThat(links.address(invoices.find(bill).orElseThrow())).contains(address);
		assertThat(links.of(this.account, 100)).hasSize(kept);
		String path = address.replaceAll("https?://[^/]+", "");
		Visitor stranger = new Visitor(this.port);
		assertThat(stranger.get(path).statusCode()).isEqualTo(200);
		for (String other : List.of(path.substring(0, path.length() - 1) + "_",
				path.replaceFirst("-b" + bill.no() + "-", "-b" + (bill.no() + 1) + "-"),
				path.replaceFirst("-b" + bill.no() + "-", "-" + bill.no() + "-"),
				path.replaceFirst("/pay/\\d+-", "/pay/1-"))) {
			assertThat(stranger.get(other).statusCode()).as(other).isEqualTo(404);
		}
		this.clock.move(Duration.ofDays(14).plus(PayLinks.VALID).plusDays(1));
		assertThat(stranger.get(path).statusCode()).isEqualTo(404);
		assertThat(links.address(invoices.find(bill).orElseThrow())).isEmpty();
		this.clock.reset();
	}

	@Test
	void anAgentSwitchesAutoPayWithTheCustomersConsent() {
		Visitor ada = agent();
		Map<String, String> on = new java.util.HashMap<>(Map.of("account", this.account.toString(), "what", "on",
				"consent", "", "card", "", "idempotencyKey", UUID.randomUUID().toString()));
		assertThat(ada.post(this.customer, this.customer + "/auto-pay", on).body()).contains("card-error",
				"There is no card to charge");
		SavedCard card = keep(TestCard.GOOD);
		on.put("card", card.id().toString());
		HttpResponse<String> silent = ada.post(this.customer, this.customer + "/auto-pay", on);
		assertThat(silent.statusCode()).isEqualTo(422);
		assertThat(Jsoup.parse(silent.body()).select("#consent-error").text()).contains("what the customer said");
		on.put("consent", "Agreed on the telephone");
		assertThat(ada.post(this.customer, this.customer + "/auto-pay", on).statusCode()).isEqualTo(200);
		Document page = Jsoup.parse(ada.get(this.customer + "/cards").body());
		assertThat(page.text()).contains("Agreed on the telephone", "Visa •••• 4242", "Next: $97.06 on 28 Jan 2030");
		on.put("what", "off");
		on.put("consent", "Called again");
		on.put("idempotencyKey", UUID.randomUUID().toString());
		ada.post(this.customer, this.customer + "/auto-pay", on);
		assertThat(this.autoPay.of(this.account).active()).isFalse();
	}

	@Test
	void nobodyReachesTheCardsOfAnother() {
		SavedCard card = keep(TestCard.GOOD);
		AccountNumber other = Cast.of(this.program)
			.customer("Li", "Wen", "415 555 8" + (100 + people), "li-c" + people);
		Visitor li = new Visitor(this.port);
		li.signIn("portal", "li-c" + people, Cast.PASSWORD);
		assertThat(li.post("/portal/cards", "/portal/cards/" + card.id() + "/removal", Map.of()).statusCode())
			.isEqualTo(404);
		assertThat(li.post("/portal/cards", "/portal/cards/" + card.id() + "/preference", Map.of()).statusCode())
			.isEqualTo(404);
		assertThat(li.post("/portal/cards", "/portal/accounts/" + this.account + "/auto-pay", Map.of()).statusCode())
			.isEqualTo(404);
		li.post("/portal/cards", "/portal/accounts/" + other + "/auto-pay", Map.of("card", card.id().toString()));
		assertThat(this.autoPay.of(other).active()).isFalse();
		assertThat(li.get("/portal/cards/saved/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
		assertThat(agent()
			.post(this.customer, "/desk/customers/" + other.customer() + "/cards/" + card.id() + "/removal",
					Map.of("reason", "x"))
			.statusCode()).isEqualTo(404);
		assertThat(this.cards.of(this.account.customerId())).hasSize(1);
	}

	@Test
	void aProgramSwitchesAutoPayAndMakesLinks() {
		this.program.getBean(app.accord.security.ApiTokens.class).allow("shop " + people, "token-c" + people);
		app.accord.api.ApiClient shop = new app.accord.api.ApiClient(this.port, "token-c" + people);
		SavedCard card = keep(TestCard.GOOD);
		String autoPay = "/accounts/" + this.account + "/auto-pay";
		assertThat(shop.get("/customers/" + this.account.customer() + "/cards").body()).contains("4242", "2031-12-31")
			.doesNotContain("tok_");
		var on = shop.send(shop.request(autoPay)
			.header("Content-Type", "application/json")
			.PUT(java.net.http.HttpRequest.BodyPublishers.ofString(
					"{\"active\": true, \"card\": \"" + card.id() + "\", \"consent\": \"Ticked in the web shop\"}")));
		assertThat(on.status()).isEqualTo(200);
		assertThat(shop.get(autoPay).text("/nextAmount")).isEqualTo("97.06");
		assertThat(shop.get(autoPay).text("/next/nextOn")).isEqualTo("2030-01-28");
		assertThat(shop.post("/accounts/" + this.account + "/pay-links", "{}", "l1").text("/address"))
			.isEqualTo(shop.post("/accounts/" + this.account + "/pay-links", "{}", "l1").text("/address"))
			.contains("/pay/" + this.account.customerId() + "-1-");
		assertThat(shop.post("/accounts/" + this.account + "/pay-links", "{\"medium\": \"PIGEON\"}", null).status())
			.isEqualTo(422);
	}

	@Test
	void aClerkPushesAnAmountToTheCardScreenAndSeesTheVerdict() throws Exception {
		Cast.of(this.program).clerk("jonas-c" + people, "Jonas Weber");
		Visitor jonas = new Visitor(this.port);
		jonas.signIn("counter", "jonas-c" + people, Cast.PASSWORD);
		String there = "/counter/customers/" + this.account.customer();
		Map<String, String> form = Map.of("account", this.account.toString(), "amount", "97.06", "seen", "1", "way",
				"page", "idempotencyKey", UUID.randomUUID().toString());
		String shown = to(jonas.post(there, there + "/card-payments", form));
		assertThat(to(jonas.post(there, there + "/card-payments", form))).as("tapped twice").isEqualTo(shown);
		Document waiting = Jsoup.parse(jonas.get(shown).body());
		assertThat(waiting.select(".verdict-box").text()).contains("Not finished yet");
		assertThat(waiting.select("img.qr").attr("src")).startsWith("data:image/svg+xml");
		String screen = waiting.select("a[target=_blank]").attr("href");
		java.net.http.HttpClient.newHttpClient()
			.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(screen))
				.version(java.net.http.HttpClient.Version.HTTP_1_1)
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(java.net.http.HttpRequest.BodyPublishers.ofString("card=" + TestCard.GOOD.tail()))
				.build(), HttpResponse.BodyHandlers.discarding());
		Document paid = Jsoup.parse(jonas.get(shown).body());
		assertThat(paid.select(".verdict-box").text()).contains("Charged once: $97.06");
		assertThat(jonas.get(paid.select("a[href*=/counter/receipts/]").attr("href")).body()).contains("Has paid INV-");
		assertThat(this.positions.of(this.account).balance()).isEqualTo(Cast.dollars("0.00"));
		assertThat(jonas.get("/counter/card-payments/nothing").statusCode()).isEqualTo(404);
		Visitor ada = agent();
		assertThat(ada.get("/desk/accounts/" + this.account).body()).contains("Auto-pay <span");
	}

	private static String to(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(302);
		String location = answer.headers().firstValue("Location").orElseThrow();
		return location.substring(location.indexOf("/counter"));
	}

	private SavedCard keep(TestCard card) {
		return this.program.getBean(org.springframework.transaction.support.TransactionTemplate.class)
			.execute((status) -> this.cards.keep(this.account.customerId(),
					new CardOnFile(card.token(), "Visa", card.tail(), LocalDate.of(2031, 12, 31)), Cast.agent()));
	}

	private Visitor agent() {
		Visitor visitor = new Visitor(this.port);
		assertThat(visitor.signIn("desk", "ada-c" + people, Cast.PASSWORD).statusCode()).isEqualTo(302);
		return visitor;
	}

}

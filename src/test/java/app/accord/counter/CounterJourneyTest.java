package app.accord.counter;

import java.time.LocalDate;
import java.util.regex.Pattern;

import app.accord.customer.AccountNumber;
import app.accord.sandbox.Sandbox;
import app.accord.sandbox.TestCard;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Cast;
import app.accord.testing.Browsing;
import app.accord.time.BusinessCalendar;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What a clerk does on a tablet. */
@AccordTest
class CounterJourneyTest {

	private static AccountNumber marisol;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@BeforeEach
	void people() {
		if (marisol != null) {
			return;
		}
		Cast cast = Cast.of(this.program);
		LocalDate today = this.program.getBean(BusinessCalendar.class).today();
		marisol = cast.customer("Marisol", "Okafor", "(415) 555-0134", "marisol");
		cast.bill(marisol, "97.06", today.minusDays(19), "Mobile L, October");
		cast.bill(marisol, "13.21", today.plusDays(9), "Fibre 500, extra");
		cast.clerk("jonas", "Jonas Weber");
		cast.product("NC-50", "Night cream 50 ml", "38.00");
		cast.product("HS-R", "Hand soap, refill", "9.50");
		cast.mailer("AUTUMN24", "Autumn mailer", "NC-50", "5.00");
	}

	@Test
	void findsTheSameCustomerHoweverTheNumberIsTyped() {
		try (Browsing jonas = visitor()) {
			Page page = jonas.signIn("counter", "jonas");
			for (String typed : new String[] { "(415) 555-0134", "+1 415 555 0134", "415.555.0134", "Okafor",
					marisol.customer().toString(), marisol.toString() }) {
				jonas.go(page, "/counter");
				page.fill("#phone", typed);
				page.click(".pad [type=submit]");
				assertThat(page.locator("h1")).hasText("Marisol Okafor");
				assertThat(page).hasURL(Pattern.compile(".*/counter/customers/" + marisol.customer()));
			}
			jonas.go(page, "/counter");
			for (char digit : "4155550134".toCharArray()) {
				page.click("[data-key='" + digit + "']");
			}
			page.click(".pad [type=submit]");
			assertThat(page.locator("h1")).hasText("Marisol Okafor");
		}
	}

	@Test
	void choosesTheCustomerWhileTyping() {
		try (Browsing jonas = visitor()) {
			Page page = jonas.signIn("counter", "jonas");
			page.focus("#phone");
			page.keyboard().type("okaf");
			assertThat(page.locator("#search-hits [role=option]").first()).containsText("Marisol Okafor");
			page.keyboard().press("ArrowDown");
			page.keyboard().press("Escape");
			assertThat(page.locator("#search-hits")).isHidden();
			page.keyboard().press("ArrowDown");
			page.keyboard().press("Enter");
			assertThat(page.locator("h1")).hasText("Marisol Okafor");
			jonas.go(page, "/counter");
			for (char digit : "0134".toCharArray()) {
				page.click("[data-key='" + digit + "']");
			}
			page.locator("#search-hits [role=option]:has-text('Marisol Okafor')").click();
			assertThat(page.locator("h1")).hasText("Marisol Okafor");
		}
	}

	@Test
	void sellsTwoThingsForCash() {
		try (Browsing jonas = visitor()) {
			Page page = jonas.signIn("counter", "jonas");
			page.fill("#phone", "4155550134");
			page.click(".pad [type=submit]");
			String before = balance(page).textContent();

			page.fill("#product", "night");
			assertThat(page.locator("#products data[data-fact=price]")).hasText("$38.00");
			page.click("[aria-label='Add Night cream 50 ml']");
			assertThat(page.locator("#to-pay")).hasText("$38.00");
			page.fill("#product", "hs-r");
			assertThat(page.locator("#products data[data-fact=price]")).hasText("$9.50");
			page.press("#product", "Enter");
			assertThat(page.locator("#to-pay")).hasText("$47.50");
			page.click("[aria-label='One more: Hand soap, refill']");
			assertThat(page.locator("#to-pay")).hasText("$57.00");
			page.fill("#promotion", "autumn24");
			page.press("#promotion", "Enter");
			assertThat(page.locator("#to-pay")).hasText("$52.00");

			page.locator(".settle button").first().click();
			page.fill("#tendered", "60");
			page.press("#tendered", "Enter");
			assertThat(page.locator("#change")).hasText("$8.00");
			assertThat(page.locator("#receipt")).hasText(Pattern.compile("R-.*"));
			assertThat(page.locator(".slip")).containsText("AUTUMN24: −$5.00");
			assertThat(balance(page)).hasText(before);
			page.click("text=Another sale");
			assertThat(page.locator("#purchases")).containsText("2 × Hand soap, refill");
		}
	}

	@Test
	void takesCashThatShowsOnTheCustomersPhoneAtOnce() {
		try (Browsing jonas = visitor(); Browsing phone = new Browsing(Browsers.context(390, 844), this.port)) {
			Page page = jonas.signIn("counter", "jonas");
			page.fill("#phone", "4155550134");
			page.click(".pad [type=submit]");
			Page home = phone.signIn("portal", "marisol");
			assertThat(home.locator(".live")).hasText("live");
			assertThat(balance(home)).hasText("$110.27");

			page.click(".standing .btn");
			page.locator("dialog[open] [data-amount]").fill("20");
			page.locator("dialog[open] [data-tendered]").fill("15");
			page.click("dialog[open] [type=submit]");
			assertThat(page.locator("dialog[open] [role=alert]")).containsText("less than the amount");
			assertThat(page.locator("dialog[open] [data-amount]")).hasValue("20");
			page.locator("dialog[open] [data-tendered]").fill("50");
			assertThat(page.locator("dialog[open] [data-change-shown]")).hasText("30.00");
			page.click("dialog[open] [type=submit]");
			assertThat(page.locator("#change")).hasText("$30.00");
			assertThat(balance(page)).hasText("$90.27");
			assertThat(balance(home)).hasText("$90.27", new LocatorAssertions.HasTextOptions().setTimeout(5_000));
			Cast.of(this.program).bill(marisol, "20.00", LocalDate.of(2030, 1, 1), "As before");
		}
	}

	@Test
	void sellsByCardAtTheTerminalAfterOneWasDeclined() {
		try (Browsing jonas = visitor(); Browsing customer = new Browsing(Browsers.context(390, 844), this.port)) {
			Page page = jonas.signIn("counter", "jonas");
			page.fill("#phone", "4155550134");
			page.click(".pad [type=submit]");
			page.click(".till-terminal a");
			page.click("button:has-text('Front counter')");
			assertThat(page.locator(".till-terminal")).containsText("Front counter");
			String before = balance(page).textContent();
			page.fill("#product", "hs-r");
			page.press("#product", "Enter");
			assertThat(page.locator("#to-pay")).hasText("$9.50");
			page.click(".settle button[value=CARD]");
			assertThat(page.locator(".verdict-box")).containsText("waiting for your card at the card terminal");

			Page terminal = customer.open("/");
			terminal.navigate(this.program.getBean(Sandbox.class).url() + "/terminals/tm_front");
			assertThat(terminal.locator("h1")).hasText("$9.50");
			terminal.check("input[value='" + TestCard.DECLINED.tail() + "']");
			terminal.click("text=Hold it to the terminal");
			assertThat(page.locator(".verdict-box")).containsText("Not charged", soon());
			page.click("button:has-text('Another card')");
			assertThat(terminal.locator("h1")).hasText("$9.50", textSoon());
			terminal.click("text=Hold it to the terminal");
			assertThat(page.locator(".verdict-box")).containsText("Charged once: $9.50", soon());
			page.click("a:has-text('Receipt')");
			assertThat(page.locator(".slip")).containsText("Hand soap, refill");
			assertThat(page.locator(".slip")).containsText("Paid with Visa •••• 4242");
			assertThat(balance(page)).hasText(before);
		}
	}

	private static LocatorAssertions.HasTextOptions textSoon() {
		return new LocatorAssertions.HasTextOptions().setTimeout(10_000);
	}

	private static LocatorAssertions.ContainsTextOptions soon() {
		return new LocatorAssertions.ContainsTextOptions().setTimeout(10_000);
	}

	@Test
	void takesOnSomebodyNewAndRefusesWhatCannotBe() {
		try (Browsing jonas = visitor()) {
			Page page = jonas.signIn("counter", "jonas");
			page.fill("#phone", "(415) 555-0190");
			page.click(".pad [type=submit]");
			assertThat(page.locator("main")).containsText("Nobody is known by that");
			assertThat(page.locator("#new-phone")).hasValue("(415) 555-0190");
			page.click("button:has-text('New customer')");
			assertThat(page.locator("#name-error")).containsText("Write the customer’s name.");
			assertThat(page.locator("#new-phone")).hasValue("(415) 555-0190");
			page.fill("#name", "Theo Brandt");
			page.click("button:has-text('New customer')");
			assertThat(page.locator("h1")).hasText("Theo Brandt");
			assertThat(balance(page)).hasText("$0.00");

			jonas.go(page, "/counter?phone=4242424242424242");
			assertThat(page.locator("#phone-error")).containsText("looks like a card number");
			assertThat(page.locator("body")).not().containsText("4242");
		}
	}

	private Browsing visitor() {
		return new Browsing(Browsers.context(1180, 820), this.port);
	}

	private static Locator balance(Page page) {
		return page.locator("data[data-fact=balance]").first();
	}

}

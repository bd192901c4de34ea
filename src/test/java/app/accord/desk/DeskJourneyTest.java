package app.accord.desk;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.customer.AccountNumber;
import app.accord.payment.PaymentMethod;
import app.accord.payment.TakingPayment;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Cast;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** An agent with a customer on the telephone, at the keyboard. */
@AccordTest
class DeskJourneyTest {

	private static final Actor CLERK = new Actor(ActorKind.STAFF, "jonas", "Jonas Weber", Channel.COUNTER);

	private static int people;

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	private final BrowserContext browser = Browsers.context(1440, 900);

	private final Page page = this.browser.newPage();

	private AccountNumber account;

	@BeforeEach
	void atTheDesk() {
		people++;
		Cast cast = Cast.of(this.program);
		this.program.getBean(Staff.class).create("ada" + people, "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
		this.account = cast.customer("Marisol", "Okafor", "415 555 26" + (10 + people), "marisol" + people);
		cast.bill(this.account, "97.06", LocalDate.of(2030, 1, 31), "Mobile L and Fibre 500");
		this.program.getBean(Adjusting.class)
			.charge(this.account, Cast.dollars("8.21"), LocalDate.of(2030, 2, 28), "Roaming", CLERK, null);
		this.program.getBean(Adjusting.class)
			.charge(this.account, Cast.dollars("5.00"), LocalDate.of(2030, 2, 28), "Late fee", CLERK, null);
		cast.product("CASE-" + people, "Phone case " + people, "19.00");
		this.page.navigate("http://localhost:" + this.port + "/desk/sign-in");
		this.page.fill("#username", "ada" + people);
		this.page.fill("#password", Cast.PASSWORD);
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("h1")).containsText("Ada");
	}

	@AfterEach
	void close() {
		this.browser.close();
	}

	@Test
	void choosesASuggestionByKeyboardOnTheStartPageAndInTheBar() {
		Cast.of(this.program).customer("Mariella", "Okafor", "415 555 27" + (10 + people), "mariella" + people);
		for (String box : List.of("#who", "#search")) {
			this.page.navigate("http://localhost:" + this.port + "/desk");
			Locator hits = this.page.locator(box + "-hits");
			Locator options = hits.locator("[role=option]");
			this.page.focus(box);
			this.page.keyboard().type("okafor");
			assertThat(options.nth(1)).isVisible();
			this.page.keyboard().press("ArrowDown");
			assertThat(options.nth(0)).hasAttribute("aria-selected", "true");
			this.page.keyboard().press("ArrowDown");
			assertThat(options.nth(1)).hasAttribute("aria-selected", "true");
			assertThat(this.page.locator(box)).hasAttribute("aria-activedescendant", options.nth(1).getAttribute("id"));
			this.page.keyboard().press("ArrowUp");
			assertThat(options.nth(0)).hasAttribute("aria-selected", "true");
			this.page.keyboard().press("Escape");
			assertThat(hits).isHidden();
			assertThat(this.page.locator(box)).isFocused();
			assertThat(this.page.locator(box)).hasValue("okafor");
			this.page.keyboard().press("ArrowDown");
			this.page.keyboard().press("ArrowDown");
			assertThat(hits).isVisible();
			String second = options.nth(1).getAttribute("href");
			this.page.keyboard().press("Enter");
			assertThat(this.page).hasURL("http://localhost:" + this.port + second);
		}
	}

	@Test
	void servesACustomerFromCallToNoteByKeyboard() {
		this.page.locator("body").click();
		this.page.keyboard().press("/");
		this.page.keyboard().type("(415) 555-26" + (10 + people));
		assertThat(this.page.locator("#search-hits [role=option]").first()).containsText("Marisol Okafor");
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("h1")).hasText("Marisol Okafor");
		assertThat(balance()).hasText("$110.27");
		assertThat(this.page.locator("[data-live-state=live]")).isVisible();

		this.page.keyboard().press("e");
		this.page.keyboard().type("97.06");
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("#explanation")).containsText("$97.06 was the balance");
		assertThat(this.page.locator("#explanation .sum-steps li")).hasCount(4);
		assertThat(this.page.locator("#explanation .sum-steps")).containsText("+$8.21");
		assertThat(this.page.locator("#explanation .sum")).containsText("$110.27");

		this.page.locator("h1").click();
		this.page.evaluate("window.here = true");
		this.page.keyboard().press("p");
		assertThat(this.page.locator("#amount")).hasValue("110.27");
		assertThat(this.page.locator("#amount")).isFocused();
		this.page.locator("#amount").fill("none");
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("#amount-error")).isVisible();
		this.page.locator("#amount").fill("97.06");
		this.page.locator("#reference").fill("cheque 118");
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("#sheet")).not().isVisible();
		assertThat(this.page.locator("#toasts")).containsText("Receipt R-");
		assertThat(balance()).hasText("$13.21");
		assertThat(this.page.locator("#timeline")).containsText("Payment of $97.06 received");
		assertThat(this.page.locator("#money")).containsText("received once");

		this.page.keyboard().press("n");
		this.page.keyboard().type("Asked about the roaming charge.");
		this.page.keyboard().press("Control+Enter");
		assertThat(this.page.locator("#timeline li").first()).containsText("Asked about the roaming charge.");
		assertThat(this.page.locator("#body")).hasValue("");

		this.page.locator("h1").click();
		this.page.keyboard().press("$");
		this.page.keyboard().type("case-" + people);
		assertThat(this.page.locator("#price-result data[data-fact=price]")).hasText("$19.00");
		org.assertj.core.api.Assertions.assertThat(this.page.evaluate("window.here"))
			.as("the page was never loaded again")
			.isEqualTo(true);
	}

	@Test
	void showsWithinASecondWhatAnotherChannelTook() {
		open();
		take("10.27");
		assertThat(balance()).hasText("$100.00");
		this.page.fill("#body", "half a sentence");
		take("100.00");
		PlaywrightAssertions.assertThat(balance())
			.hasText("$0.00", new LocatorAssertions.HasTextOptions().setTimeout(1000));
		assertThat(this.page.locator("#timeline")).containsText("counter");
		assertThat(this.page.locator("#open")).containsText("Nothing is open");
		assertThat(this.page.locator("#body")).hasValue("half a sentence");
		assertThat(this.page.locator("#body")).isFocused();
	}

	@Test
	void fitsOnAPhone() {
		this.page.setViewportSize(390, 844);
		for (String path : new String[] { "", "/bills", "/entries", "/payments", "/purchases", "/history" }) {
			this.page.navigate(address() + path);
			org.assertj.core.api.Assertions.assertThat((int) this.page.evaluate("document.documentElement.scrollWidth"))
				.as(path)
				.isLessThanOrEqualTo(390);
		}
	}

	private void take(String amount) {
		this.program.getBean(TakingPayment.class)
			.take(this.account, Cast.dollars(amount), PaymentMethod.CASH, null, CLERK, UUID.randomUUID().toString());
	}

	private void open() {
		this.page.navigate(address());
		assertThat(balance()).hasText("$110.27");
		assertThat(this.page.locator("[data-live-state=live]")).isVisible();
		this.page.waitForTimeout(Duration.ofMillis(100).toMillis());
	}

	private String address() {
		return "http://localhost:" + this.port + "/desk/customers/" + this.account.customer();
	}

	private com.microsoft.playwright.Locator balance() {
		return this.page.locator("#position data[data-fact=balance]");
	}

}

package app.accord.portal;

import java.time.LocalDate;
import java.util.regex.Pattern;

import app.accord.customer.AccountNumber;
import app.accord.payment.Payments;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Cast;
import app.accord.testing.Browsing;
import app.accord.time.BusinessCalendar;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What a customer does on a telephone. */
@AccordTest
class PortalJourneyTest {

	private static final LocatorAssertions.HasTextOptions SOON = new LocatorAssertions.HasTextOptions()
		.setTimeout(10_000);

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Payments payments;

	@Test
	void readsWhatIsOwedAndWhyPaysAndSeesItInTheOtherTab() {
		AccountNumber account = owing("Marisol", "marisol");
		try (Browsing marisol = visitor()) {
			Page home = marisol.signIn("portal", "marisol");
			assertThat(balance(home)).hasText("$110.27");
			assertThat(home.locator(".owe-dues")).containsText("$97.06 was due");
			assertThat(home.locator(".owe-dues")).containsText("$13.21 by");
			assertThat(home.locator("data[data-fact=overdue]")).hasText("$97.06");
			assertThat(home.locator(".live")).hasText("live");

			Page tab = marisol.open("/portal");
			tab.click("text=why is it this much?");
			assertThat(tab.locator("#answer")).containsText("$110.27 is the balance");
			tab.fill("#amount", "97.06");
			tab.click("text=Explain");
			assertThat(tab.locator(".walk")).containsText("+$13.21");
			assertThat(tab.locator(".step-end")).containsText("$110.27");
			tab.fill("#amount", "96");
			tab.click("text=Explain");
			assertThat(tab.locator("#answer")).containsText("never was the balance");
			assertThat(tab.locator("main")).containsText("Did you mean");

			marisol.go(tab, "/portal");
			tab.click("text=Pay $110.27");
			payOnPage(tab, "4242");
			assertThat(tab.locator("h1")).hasText("Charged once: $110.27");
			assertThat(balance(tab)).hasText("$0.00");
			assertThat(balance(home)).hasText("$0.00", SOON);
			assertThat(home.locator("main")).containsText("charged once");
			org.assertj.core.api.Assertions.assertThat(this.payments.count(account)).isOne();

			tab.click("a:has-text('Receipt R-')");
			assertThat(tab.locator("h1")).hasText("$110.27");
			marisol.go(tab, "/portal/bills");
			assertThat(tab.locator(".rows .pill").first()).containsText("Paid");
		}
	}

	@Test
	void isToldThatADeclinedCardWasNotCharged() {
		AccountNumber account = owing("Ines", "ines");
		try (Browsing ines = visitor()) {
			Page page = ines.signIn("portal", "ines");
			page.click("text=pay another amount");
			page.fill("#amount", "20");
			page.click(".btn-pay");
			payOnPage(page, "0002");
			assertThat(page.locator("[role=alert]")).containsText("Not charged: the bank declined the card");
			page.click("text=Go back without paying");
			assertThat(page.locator("h1")).hasText("Not charged");
			assertThat(page.locator("main")).containsText("The bank declined the card.");
			assertThat(balance(page)).hasText("$110.27");
			ines.go(page, "/portal");
			assertThat(page.locator(".account")).containsText("Not charged");
			org.assertj.core.api.Assertions.assertThat(this.payments.count(account)).isZero();
		}
	}

	@Test
	void waitsForTheBankWithoutPayingTwice() {
		AccountNumber account = owing("Noor", "noor");
		try (Browsing noor = visitor()) {
			Page page = noor.signIn("portal", "noor");
			page.click("text=pay another amount");
			page.fill("#amount", "30.00");
			page.click(".btn-pay");
			payOnPage(page, "5126");
			assertThat(page.locator("h1")).hasText("We are asking the bank");
			assertThat(page.locator("main")).containsText("Please don’t pay again.");
			assertThat(balance(page)).hasText("$110.27");
			assertThat(page.locator("h1")).hasText("Charged once: $30.00", SOON);
			assertThat(balance(page)).hasText("$80.27");
			org.assertj.core.api.Assertions.assertThat(this.payments.count(account)).isOne();
		}
	}

	@Test
	void keepsWhatWasTypedAndSaysWhatIsWrong() {
		owing("Olu", "olu");
		try (Browsing olu = visitor()) {
			Page page = olu.signIn("portal", "olu");
			page.click("text=pay another amount");
			page.fill("#amount", "a lot");
			page.click(".btn-pay");
			assertThat(page.locator("#amount-error")).containsText("Write an amount such as 20.00.");
			assertThat(page.locator("#amount")).hasValue("a lot");
			page.fill("#amount", "4242 4242 4242 4242");
			page.click(".btn-pay");
			assertThat(page.locator("#amount-error")).containsText("looks like a card number");
			assertThat(page.locator("#amount")).hasValue("");

			olu.go(page, "/portal/details");
			page.locator("summary", new Page.LocatorOptions().setHasText("Add")).first().click();
			page.fill("#new-PHONE", "12");
			page.locator("form", new Page.LocatorOptions().setHas(page.locator("#new-PHONE")))
				.locator("button")
				.click();
			assertThat(page.locator("#new-PHONE")).hasValue("12");
			assertThat(page.locator(".field-error")).isVisible();
			page.fill("#new-PHONE", "(212) 555-0188");
			page.locator("form", new Page.LocatorOptions().setHas(page.locator("#new-PHONE")))
				.locator("button")
				.click();
			assertThat(page.locator(".contacts").first()).containsText("(212) 555-0188");
			olu.go(page, "/portal/history");
			assertThat(page.locator(".timeline")).containsText("(212) 555-0188 added");
			assertThat(page.locator(".timeline")).containsText("you, on these pages");
		}
	}

	@Test
	void switchesOffersOnAndTheOpenDeskSeesIt() {
		AccountNumber account = owing("Uma", "uma");
		Cast.of(this.program).bean(Staff.class).create("desk-uma", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
		String fact = "data[data-subject='OFFERS/EMAIL@" + account.customer() + "']";
		try (Browsing uma = visitor(); Browsing desk = new Browsing(Browsers.context(1440, 900), this.port)) {
			Page agent = desk.signIn("desk", "desk-uma");
			desk.go(agent, "/desk/customers/" + account.customer());
			assertThat(agent.locator("#allowed " + fact)).hasText("Not asked");
			assertThat(agent.locator(".live")).hasText("live");
			Page page = uma.signIn("portal", "uma");
			uma.go(page, "/portal/consents");
			assertThat(page.locator(".live")).hasText("live");
			page.click("#switch-OFFERS-EMAIL");
			assertThat(page.locator("#toasts")).containsText("Saved: offers and news by e-mail, yes.");
			assertThat(page.locator("#switch-OFFERS-EMAIL")).hasAttribute("aria-checked", "true");
			assertThat(agent.locator("#allowed " + fact)).hasText("Yes", SOON);
			assertThat(agent.locator("#timeline")).containsText("Agreed to offers and news by e-mail");
			agent.keyboard().press("m");
			agent.locator("#sheet label", new Page.LocatorOptions().setHasText("offers and news")).click();
			agent.locator("#sheet label", new Page.LocatorOptions().setHasText("e-mail")).first().click();
			agent.locator("#sheet label", new Page.LocatorOptions().setHasText("No longer")).click();
			agent.locator("#sheet label", new Page.LocatorOptions().setHasText("on the telephone")).click();
			agent.click("#sheet button[type=submit]");
			assertThat(agent.locator("#allowed " + fact)).hasText("No longer", SOON);
			assertThat(page.locator("#consent-choices " + fact)).hasText("No longer", SOON);
			assertThat(page.locator("#switch-OFFERS-EMAIL")).hasAttribute("aria-checked", "false");
		}
	}

	private static void payOnPage(Page page, String card) {
		assertThat(page).hasURL(Pattern.compile(".*/pay/.*"));
		page.check("input[value='" + card + "']");
		page.click("button:has-text('Pay $')");
	}

	private AccountNumber owing(String given, String username) {
		Cast cast = Cast.of(this.program);
		LocalDate today = this.program.getBean(BusinessCalendar.class).today();
		AccountNumber account = cast.customer(given, "Okafor", "(415) 555-01" + (40 + given.length() * 7 % 50),
				username);
		cast.bill(account, "97.06", today.minusDays(19), "Mobile L, October");
		cast.bill(account, "13.21", today.plusDays(9), "Fibre 500, extra");
		return account;
	}

	private Browsing visitor() {
		return new Browsing(Browsers.context(390, 844), this.port);
	}

	private static Locator balance(Page page) {
		return page.locator("data[data-fact=balance]").first();
	}

}

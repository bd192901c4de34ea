package app.accord.desk;

import java.time.LocalDate;
import java.util.regex.Pattern;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Browsing;
import app.accord.testing.Cast;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A mother asks at the desk that her daughter may pay for her; the daughter does, on the
 * portal; then it ends.
 */
@AccordTest
class PeopleJourneyTest {

	private static final LocatorAssertions.ContainsTextOptions SOON = new LocatorAssertions.ContainsTextOptions()
		.setTimeout(10_000);

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Test
	void aDaughterActsForHerMotherUntilItEnds() {
		Cast cast = Cast.of(this.program);
		AccountNumber rosa = cast.customer("Rosa", "Quell", "(212) 555-0171", "rosa");
		CustomerNumber ana = cast.withoutAccount("Ana", "Quell", "ana");
		cast.bill(rosa, "42.00", LocalDate.of(2027, 1, 9), "Mobile S");
		cast.bean(Staff.class).create("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
		try (Browsing desk = new Browsing(Browsers.context(1440, 900), this.port);
				Browsing phone = new Browsing(Browsers.context(390, 844), this.port)) {
			Page page = desk.signIn("desk", "ada");
			desk.go(page, "/desk/customers/" + rosa.customer());
			page.locator("#around a.link").click();
			page.click("button:has-text('Add')");
			page.fill("#people-q", "Ana Quell");
			page.locator("#people-found label", new Page.LocatorOptions().setHasText(ana.toString())).click();
			page.selectOption("#role", "CHILD");
			page.fill("#called", "daughter");
			page.click("#sheet button:has-text('Add')");
			assertThat(page.locator("#sheet")).containsText("Say how you know it");
			page.fill("#reason", "They came together");
			page.click("#sheet button:has-text('Add')");
			assertThat(page.locator("#people-list")).containsText("daughter", SOON);

			page.click("button:has-text('Who may speak')");
			page.fill("#people-q", ana.toString());
			page.locator("#people-found label", new Page.LocatorOptions().setHasText(ana.toString())).click();
			page.check("input[name=scopes][value=PAY]");
			page.fill("#proof", "Both passports");
			page.fill("#reason", "Asked for in the shop");
			page.click("#sheet button:has-text('Save')");
			assertThat(page.locator("#people-list")).containsText("may be told about bills and payments and pay", SOON);

			desk.go(page, "/desk/customers/" + rosa.customer());
			page.selectOption("#speaking-with", ana.toString());
			assertThat(page.locator(".speaking-may"))
				.containsText("Not: order and change contracts; change personal data");
			page.click("#more-actions");
			page.click("text=Change the name");
			assertThat(page.locator("#sheet [role=alert]"))
				.containsText("Ana Quell (daughter) may not change personal data for Rosa Quell");
			page.fill("#familyName", "Stone");
			page.click("#sheet button:has-text('Save')");
			assertThat(page.locator("#toasts")).containsText("or have a supervisor go on", SOON);
			assertThat(page.locator("#familyName")).hasValue("Stone");
			page.click("#sheet [data-close] >> nth=0");
			page.fill("#body", "Asks what is due");
			page.click("#composer button:has-text('Save')");
			assertThat(page.locator("#timeline")).containsText("speaking: Ana Quell (daughter)", SOON);

			Page mother = phone.signIn("portal", "ana");
			mother.click("#acting-for");
			mother.click("#acting a:has-text('Rosa Quell')");
			assertThat(mother.locator("main")).containsText("Rosa Quell owes");
			assertThat(mother.locator("main")).containsText("$42.00");
			assertThat(mother.locator(".tabs")).not().containsText("Purchases");
			mother.click("text=Pay $42.00");
			assertThat(mother).hasURL(Pattern.compile(".*/pay/.*"));
			mother.check("input[value='4242']");
			mother.click("button:has-text('Pay $')");
			assertThat(mother.locator("h1")).hasText("Charged once: $42.00");
			assertThat(page.locator("#position")).containsText("$0.00", SOON);
			assertThat(page.locator("#timeline")).containsText("Looked at by Ana Quell", SOON);
			org.assertj.core.api.Assertions
				.assertThat(mother
					.navigate("http://localhost:" + this.port + "/portal/for/" + rosa.customer() + "/portal/purchases")
					.status())
				.isEqualTo(404);
			phone.go(mother, "/portal/for/" + rosa.customer() + "/portal");

			page.selectOption("#speaking-with", "");
			assertThat(page.locator(".speaking-may")).isHidden();
			desk.go(page, "/desk/customers/" + rosa.customer() + "/people");
			page.locator("button[aria-label='End: Ana Quell'] >> nth=1").click();
			page.fill("#reason", "She wants it back");
			page.click("#sheet button:has-text('End it')");
			assertThat(page.locator("#people-list")).containsText("She wants it back", SOON);
			assertThat(mother.locator("#toasts")).containsText("You can’t act for that customer any more", SOON);
			assertThat(mother.locator("main")).not().containsText("Rosa Quell owes");
		}
	}

}

package app.accord.desk;

import java.time.LocalDate;

import app.accord.customer.AccountNumber;
import app.accord.joining.Parting;
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

/** An agent joins two records and takes them apart, while others look on. */
@AccordTest
class JoinJourneyTest {

	private static final LocatorAssertions.ContainsTextOptions SOON = new LocatorAssertions.ContainsTextOptions()
		.setTimeout(10_000);

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Test
	void joinsAndTakesApartWhileScreensOfBothFollow() {
		Cast cast = Cast.of(this.program);
		AccountNumber marisol = cast.customer("Marisol", "Okafor", "(212) 555-0161", "marisol");
		AccountNumber twin = cast.customer("M.", "Okafor", "(212) 555-0162", "okafor");
		cast.bill(marisol, "97.06", LocalDate.of(2027, 1, 9), "Mobile L");
		cast.bill(twin, "42.00", LocalDate.of(2027, 1, 9), "Mobile S");
		cast.bean(Staff.class).create("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
		try (Browsing owner = new Browsing(Browsers.context(390, 844), this.port);
				Browsing ada = new Browsing(Browsers.context(1440, 900), this.port)) {
			Page home = owner.signIn("portal", "okafor");
			assertThat(home.locator("main")).containsText("$42.00");
			Page other = ada.signIn("desk", "ada");
			ada.go(other, "/desk/customers/" + twin.customer());
			Page page = ada.open("/desk/customers/" + marisol.customer());
			page.click("#more-actions");
			page.click("text=Join with another record");
			page.fill("#join-q", twin.customer().toString());
			page.click("button:has-text('Find')");
			page.click("text=Compare");
			assertThat(page.locator(".join-fields")).containsText("M. Okafor");
			assertThat(page.locator(".join-sides")).containsText("$42.00");
			page.click("button:has-text('Join them')");
			assertThat(page.locator("main")).containsText("Say how you know");
			page.fill("#reason", "Same passport");
			page.click("button:has-text('Join them')");
			assertThat(page.locator("h1")).hasText("Marisol Okafor");
			assertThat(page.locator("#position")).containsText("$42.00");
			assertThat(other.locator("#customer-head")).containsText("Marisol Okafor", SOON);
			assertThat(other.locator("#position")).containsText("$42.00");
			owner.go(home, "/portal");
			assertThat(home.locator("main")).containsText("$97.06");

			page.click("text=Take apart");
			page.fill("#reason", "Mother and daughter");
			page.click("button:has-text('Take them apart')");
			assertThat(page.locator("#position")).not().containsText("$42.00");
			assertThat(other.locator("#customer-head")).containsText("M. Okafor", SOON);
		}
		org.assertj.core.api.Assertions.assertThat(cast.bean(Parting.class).links(marisol.customer())).isEmpty();
	}

}

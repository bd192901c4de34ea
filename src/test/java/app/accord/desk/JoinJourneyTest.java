package app.accord.desk;

import java.time.LocalDate;

import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.joining.Parting;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Browsing;
import app.accord.testing.Cast;
import app.accord.time.BusinessCalendar;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

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
			assertThat(home.locator("main")).containsText("$97.06", SOON);

			page.click("text=Take apart");
			page.fill("#reason", "Mother and daughter");
			page.click("button:has-text('Take them apart')");
			assertThat(page.locator("#position")).not().containsText("$42.00");
			assertThat(other.locator("#customer-head")).containsText("M. Okafor", SOON);
			assertThat(home.locator("main")).not()
				.containsText("$97.06", new LocatorAssertions.ContainsTextOptions().setTimeout(10_000));
			assertThat(home.locator("main")).containsText("$42.00");
			assertThat(home.locator(".toast-bad")).hasCount(0);
			org.assertj.core.api.Assertions
				.assertThat(home.request()
					.get("http://localhost:" + this.port + "/portal/accounts/" + marisol + "/position")
					.status())
				.isEqualTo(404);
		}
		org.assertj.core.api.Assertions.assertThat(cast.bean(Parting.class).links(marisol.customer())).isEmpty();
	}

	@Test
	void isDoneByKeyboardAlone() {
		Cast cast = Cast.of(this.program);
		AccountNumber rosa = cast.customer("Rosa", "Quill", "(212) 555-0171", "rosaq");
		AccountNumber twin = cast.customer("Rosalind", "Quill", "(212) 555-0172", "rosalind");
		cast.bean(Staff.class).create("kim", "Kim Keys", StaffRole.AGENT, Cast.PASSWORD);
		try (Browsing kim = new Browsing(Browsers.context(1440, 900), this.port)) {
			Page page = kim.signIn("desk", "kim");
			kim.go(page, "/desk/customers/" + rosa.customer() + "/merge?with=" + twin.customer());
			tabTo(page, "input[name='shown[NAME]']");
			page.keyboard().press("ArrowDown");
			tabTo(page, "#reason");
			page.keyboard().press("Enter");
			assertThat(page.locator("#reason-error")).containsText("Say how you know");
			assertThat(page.locator("#reason")).hasAttribute("aria-describedby", "reason-error");
			assertThat(page.locator("input[name='shown[NAME]']:checked")).hasValue("JOINED");
			assertThat(page.locator("#reason")).isFocused();
			page.keyboard().type("Same passport");
			page.keyboard().press("Enter");
			assertThat(page.locator("h1")).hasText("Rosalind Quill");
			assertThat(page.locator("#toasts")).containsText("are one customer now");
			kim.go(page, "/desk/customers/" + rosa.customer());
			tabTo(page, "a[href$='/undo']");
			page.keyboard().press("Enter");
			assertThat(page.locator("h1")).hasText("Take records apart");
			tabTo(page, "#reason");
			page.keyboard().type("Two people");
			page.keyboard().press("Enter");
			assertThat(page.locator("h1")).hasText("Rosa Quill");
			cast.bean(Customers.class).rename(Cast.agent(), rosa.customer(), "Rosy Quill", "Rosy", "Quill");
			kim.go(page, "/desk/customers/" + rosa.customer() + "/fields");
			tabTo(page, "summary.btn");
			page.keyboard().press("Enter");
			page.keyboard().press("Tab");
			page.keyboard().type("She is Rosa");
			page.keyboard().press("Enter");
			assertThat(page.locator("#toasts")).containsText("Put back");
			kim.go(page, "/desk/customers/" + rosa.customer());
			assertThat(page.locator("h1")).hasText("Rosa Quill");
		}
	}

	/**
	 * The progress moves by itself, is there after a reload, and ends with a sentence.
	 */
	@Test
	void comparingShowsHowFarItIsAndEndsWithASentence() {
		Cast cast = Cast.of(this.program);
		cast.bean(Staff.class).create("cora", "Cora Compare", StaffRole.SUPERVISOR, Cast.PASSWORD);
		JdbcClient jdbc = cast.bean(JdbcClient.class);
		java.sql.Timestamp now = java.sql.Timestamp.from(cast.bean(BusinessCalendar.class).now());
		long comparison = jdbc.sql("""
				insert into duplicate_comparison (everybody, phase, done, total, started_by, started_at, heartbeat_at)
				values (true, 'COMPARING', 100, 400, 'Ada', ?, ?) returning comparison_id
				""").params(now, now).query(Long.class).single();
		try (Browsing cora = new Browsing(Browsers.context(1440, 900), this.port)) {
			Page page = cora.signIn("desk", "cora");
			cora.go(page, "/desk/duplicates");
			assertThat(page.locator("#progress")).containsText("Compared 100 of 400");
			assertThat(page.locator("#progress progress")).hasAttribute("value", "25");
			assertThat(page.locator("button:has-text('Compare everybody now')")).hasCount(0);
			jdbc.sql("update duplicate_comparison set done = 300 where comparison_id = ?").param(comparison).update();
			assertThat(page.locator("#progress")).containsText("Compared 300 of 400", SOON);
			assertThat(page.locator("#announcer")).containsText("75 percent done");
			page.reload();
			assertThat(page.locator("#progress progress")).hasAttribute("value", "75");
			jdbc.sql("update duplicate_comparison set phase = 'DONE', done = 400, ended_at = ? where comparison_id = ?")
				.params(now, comparison)
				.update();
			assertThat(page.locator("#progress")).containsText("Compared 400 of 400 customers", SOON);
			assertThat(page.locator("button:has-text('Compare everybody now')")).isVisible();
			jdbc.sql("""
					update duplicate_comparison set phase = 'COMPARING', ended_at = null,
						heartbeat_at = heartbeat_at - interval '1 hour' where comparison_id = ?
					""").param(comparison).update();
			page.reload();
			assertThat(page.locator("#progress")).containsText("broke off: The program stopped in it.");
			page.click("button:has-text('Compare everybody now')");
			assertThat(page.locator("#progress")).containsText("customers, at", SOON);
			assertThat(page.locator("#progress")).containsText("by Cora Compare");
		}
	}

	/** Goes on by the keyboard until that has the focus. */
	private static void tabTo(Page page, String selector) {
		for (int stop = 0; stop < 150; stop++) {
			page.keyboard().press("Tab");
			if ((boolean) page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector)) {
				return;
			}
		}
		throw new AssertionError("The keyboard doesn't reach " + selector);
	}

}

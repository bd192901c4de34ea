package app.accord.stories;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import app.accord.catalog.NewPrice;
import app.accord.catalog.PriceBook;
import app.accord.customer.AccountNumber;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Browsing;
import app.accord.testing.Cast;
import app.accord.testing.MovableClock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A price starts at one instant for every channel, also on the screens that are open. */
@AccordTest
class PriceStartsEverywhereTest {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private PriceBook prices;

	@Autowired
	private MovableClock clock;

	@Test
	void anOpenDeskAndPortalShowANewPriceWhenItStarts() {
		Cast cast = Cast.of(this.program);
		AccountNumber account = cast.customer("Marisol", "Okafor", "+14155550134", "marisol");
		cast.product("FIBRE-1000", "Fibre 1000", "59.00");
		cast.bean(Staff.class).createForDemo("ada", "Ada Lindqvist", StaffRole.AGENT, Cast.PASSWORD);
		try (Browsing browsing = new Browsing(Browsers.context(1440, 900), this.port)) {
			Page desk = browsing.signIn("desk", "ada");
			browsing.go(desk, "/desk/customers/" + account.customer());
			desk.locator("#price-product").fill("FIBRE-1000");
			Locator onDesk = desk.locator("#price-result data[data-fact=price]");
			assertThat(onDesk).hasText("$59.00");
			Page portal = browsing.signIn("portal", "marisol");
			browsing.go(portal, "/portal/prices?product=FIBRE-1000");
			Locator onPortal = portal.locator("#found data[data-fact=price]");
			assertThat(onPortal).hasText("$59.00");
			assertThat(desk.locator(".live")).hasText("live");
			assertThat(portal.locator(".live")).hasText("live");

			Instant start = this.clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
			this.prices.setPrice(Cast.agent(),
					new NewPrice("FIBRE-1000", Cast.dollars("49.00"), start, null, "Autumn"));
			assertThat(onDesk).hasText("$59.00");
			assertThat(onPortal).hasText("$59.00");
			LocatorAssertions.HasTextOptions soon = new LocatorAssertions.HasTextOptions().setTimeout(10_000);
			assertThat(onDesk).hasText("$49.00", soon);
			Duration deskTook = Duration.between(start, this.clock.instant());
			assertThat(onPortal).hasText("$49.00", soon);
			System.out.println("The new price showed on the desk " + deskTook.toMillis() + " ms, on the portal "
					+ Duration.between(start, this.clock.instant()).toMillis() + " ms after it started.");
			org.assertj.core.api.Assertions.assertThat(deskTook).isPositive();
		}
	}

}

package app.accord.ui;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What every page does in the browser: live parts, search, keyboard, colours. */
@AccordTest
class PageScriptTest {

	@LocalServerPort
	private int port;

	@Autowired
	private Staff staff;

	private BrowserContext browser;

	private Page page;

	@BeforeEach
	void signIn() {
		if (this.staff.none()) {
			this.staff.createForDemo("admin", "Tom Okoye", StaffRole.ADMIN, "demo");
		}
		this.browser = Browsers.context(1440, 900);
		this.page = this.browser.newPage();
		this.page.navigate(address("/desk/sign-in"));
		this.page.fill("#username", "admin");
		this.page.fill("#password", "demo");
		this.page.click("[data-sign-in] [type=submit]");
	}

	@AfterEach
	void close() {
		this.browser.close();
	}

	@Test
	void focusesSearchBySlashAndOpensTheTopHitByEnter() {
		this.page.route("**/desk/search/suggestions?**",
				(route) -> route.fulfill(html("<a role='option' href='/desk/customers/one' tabindex='-1'>One</a>"
						+ "<a role='option' href='/desk/customers/two' tabindex='-1'>Two</a>")));
		open("<p>nothing</p>", "");
		this.page.keyboard().press("/");
		assertThat(this.page.locator("#search")).isFocused();
		this.page.keyboard().type("mar");
		assertThat(this.page.locator("#search-hits")).isVisible();
		assertThat(this.page.locator("#search")).hasAttribute("aria-expanded", "true");
		this.page.keyboard().press("ArrowDown");
		this.page.keyboard().press("ArrowDown");
		assertThat(this.page.locator("#search")).hasAttribute("aria-activedescendant", "search-hit-1");
		this.page.keyboard().press("Escape");
		assertThat(this.page.locator("#search-hits")).isHidden();
		Response gone = this.page.waitForResponse("**/desk/customers/one", () -> this.page.keyboard().press("Enter"));
		assertThat(gone.url()).endsWith("/desk/customers/one");
	}

	@Test
	void refreshesLivePartsButNeverWhatSomebodyTypes() {
		AtomicInteger asked = new AtomicInteger();
		this.page.route("**/desk/part", (route) -> route.fulfill(html(part("$" + asked.incrementAndGet()))));
		AtomicInteger opened = new AtomicInteger();
		this.page.route("**/desk/live", (route) -> {
			if (opened.incrementAndGet() > 2) {
				route.abort();
			}
			else {
				route.fulfill(new Route.FulfillOptions().setContentType("text/event-stream")
					.setBody("retry: 100\nevent: change\ndata: account\n\n"));
			}
		});
		open(part("$0"), "data-live='/desk/live'");
		assertThat(this.page.locator("#figure")).not().hasText("$0");
		this.page.waitForCondition(() -> opened.get() > 2);
		this.page.waitForTimeout(300);
		assertThat(this.page.locator("[data-live-state]").first()).hasText("reconnecting");
		int before = asked.get();
		this.page.fill("#note", "half a sente");
		this.page.evaluate("document.body.dispatchEvent(new CustomEvent('accord:account'))");
		this.page.waitForTimeout(300);
		assertThat(asked.get()).isEqualTo(before);
		assertThat(this.page.locator("#note")).hasValue("half a sente");
		this.page.evaluate("document.querySelector('#note').form.reset(); document.activeElement.blur()");
		assertThat(this.page.locator("#figure")).hasText("$" + (before + 1));
	}

	@Test
	void listsTheShortcutsThatWorkAndCanSwitchThemOff() {
		open("<button data-shortcut='n' data-shortcut-label='Write a note' data-dialog='sheet'>Note</button>"
				+ "<dialog id='sheet'>A note</dialog>", "");
		this.page.keyboard().press("?");
		assertThat(this.page.locator("#shortcuts")).containsText("Write a note");
		this.page.locator("[data-shortcut-switch]").uncheck();
		this.page.keyboard().press("Escape");
		this.page.keyboard().press("n");
		assertThat(this.page.locator("#sheet")).isHidden();
		this.page.keyboard().press("Control+k");
		assertThat(this.page.locator("#search")).isFocused();
	}

	@Test
	void remembersTheColoursChosen() {
		open("<p>nothing</p>", "");
		this.page.click(".menu:has([data-theme-choice=dark]) summary");
		this.page.click("[data-theme-choice=dark]");
		assertThat(this.page.locator("html")).hasAttribute("data-bs-theme", "dark");
		this.page.navigate(address("/"));
		assertThat(this.page.locator("html")).hasAttribute("data-bs-theme", "dark");
	}

	@Test
	void showsAFailureOfAPartAsASentence() {
		this.page.route("**/desk/part", Route::resume);
		open(part("$0"), "");
		this.page.evaluate("document.body.dispatchEvent(new CustomEvent('accord:account'))");
		assertThat(this.page.locator(".toast-bad")).containsText("There is nothing here",
				new LocatorAssertions.ContainsTextOptions().setTimeout(5000));
		assertThat(this.page.locator("#figure")).hasText("$0");
	}

	private static String part(String figure) {
		return """
				<section id="part" hx-get="/desk/part" hx-swap="outerHTML"
					hx-trigger="accord:account from:body, accord:resync from:body">
				<b id="figure">%s</b><form><input id="note" name="note"></form></section>""".formatted(figure);
	}

	/** The staff page's frame around other content. */
	private void open(String content, String bodyAttributes) {
		List<String> problems = new java.util.ArrayList<>();
		this.page.onPageError(problems::add);
		this.page.route("**/desk/admin/staff", (route) -> {
			var answer = route.fetch();
			String html = answer.text()
				.replaceFirst("<body>", "<body " + bodyAttributes + ">")
				.replaceFirst("(?s)<main.*</main>",
						java.util.regex.Matcher.quoteReplacement("<main id='main'>" + content + "</main>"));
			route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(html));
		});
		this.page.navigate(address("/desk/admin/staff"));
		assertThat(problems).isEmpty();
	}

	private static Route.FulfillOptions html(String body) {
		return new Route.FulfillOptions().setContentType("text/html").setBody(body);
	}

	private String address(String path) {
		return "http://localhost:" + this.port + path;
	}

}

package app.accord.testing;

import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Somebody in front of a browser, signed in to a channel.
 *
 * @param browser an empty profile
 * @param port of the program
 */
public record Browsing(BrowserContext browser, int port) implements AutoCloseable {

	/**
	 * Signs in and waits for the channel's start page.
	 * @param channel {@code portal}, {@code counter} or {@code desk}
	 */
	public Page signIn(String channel, String username) {
		Page page = open("/" + channel);
		page.fill("#username", username);
		page.fill("#password", Cast.PASSWORD);
		page.click("[data-sign-in] [type=submit]");
		assertThat(page).hasURL(Pattern.compile("/" + channel + "(\\?.*)?$"));
		return page;
	}

	/** Opens a page in a tab of its own. */
	public Page open(String path) {
		Page page = this.browser.newPage();
		page.navigate("http://localhost:" + this.port + path);
		return page;
	}

	/** Opens a page in that tab. */
	public void go(Page page, String path) {
		page.navigate("http://localhost:" + this.port + path);
	}

	@Override
	public void close() {
		this.browser.close();
	}

}

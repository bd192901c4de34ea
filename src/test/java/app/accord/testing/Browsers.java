package app.accord.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Assumptions;

/**
 * A browser for the tests: this machine's Chromium or Chrome, driven by this machine's
 * Node. Without them a browser test is skipped, with a line that says so; where
 * {@code CI=true} it fails instead.
 *
 * <pre>
 * class SomePageTest {
 *     private final BrowserContext browser = Browsers.context(1440, 900);
 *     &#64;AfterEach void close() { this.browser.close(); }
 * }
 * </pre>
 *
 * Playwright is for one thread: use it from the test's own.
 */
public final class Browsers {

	private static final List<String> BROWSERS = List.of("chromium", "google-chrome", "google-chrome-stable",
			"chromium-browser", "chrome");

	private static final List<String> ELSEWHERE = List.of(
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");

	private static Browser browser;

	private Browsers() {
	}

	/**
	 * Opens an empty browser profile: no cookies, light colours, English, New York time.
	 * @param width of the page in CSS pixels
	 * @param height of the page in CSS pixels
	 * @return the profile; to be closed
	 */
	public static BrowserContext context(int width, int height) {
		return context(new Browser.NewContextOptions().setViewportSize(width, height));
	}

	/**
	 * Opens an empty browser profile.
	 * @param options colours, size, touch and the like
	 * @return the profile; to be closed
	 */
	public static synchronized BrowserContext context(Browser.NewContextOptions options) {
		if (browser == null) {
			browser = launch();
		}
		BrowserContext context = browser.newContext(options.setLocale("en-US")
			.setTimezoneId("America/New_York")
			.setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
		context.setDefaultTimeout(10_000);
		return context;
	}

	private static Browser launch() {
		Path chromium = Stream
			.concat(BROWSERS.stream().map(Browsers::onPath),
					ELSEWHERE.stream().map(Path::of).filter(Files::isExecutable))
			.filter((path) -> path != null)
			.findFirst()
			.orElse(null);
		Path node = onPath("node");
		if (chromium == null || node == null) {
			String missing = (chromium == null) ? "Chromium or Chrome" : "Node";
			String line = "Browser tests need " + missing + ", which is not installed (Debian: apt install "
					+ ((chromium == null) ? "chromium" : "nodejs") + ").";
			if ("true".equals(System.getenv("CI"))) {
				throw new AssertionError(line);
			}
			System.out.println("SKIPPED: " + line);
			Assumptions.abort(line);
		}
		Map<String, String> environment = new HashMap<>();
		environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
		environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
		Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
		return playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
				.setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
	}

	private static Path onPath(String program) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

}

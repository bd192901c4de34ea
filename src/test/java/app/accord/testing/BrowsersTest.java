package app.accord.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@AccordTest
class BrowsersTest {

	@LocalServerPort
	private int port;

	@Test
	void opensAPageOfTheProgram() {
		try (BrowserContext browser = Browsers.context(1440, 900)) {
			Page page = browser.newPage();
			page.navigate("http://localhost:" + this.port + "/");
			assertThat(page.content()).contains("</html>");
		}
	}

}

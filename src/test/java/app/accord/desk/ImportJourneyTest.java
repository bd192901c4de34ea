package app.accord.desk;

import java.nio.charset.StandardCharsets;

import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Browsers;
import app.accord.testing.Cast;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** A supervisor brings the customers of another system, and takes them back. */
@AccordTest
class ImportJourneyTest {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private Directory directory;

	private final BrowserContext browser = Browsers.context(1440, 900);

	private final Page page = this.browser.newPage();

	@AfterEach
	void close() {
		this.browser.close();
	}

	@Test
	void importsAFileWithErrorsAndUndoesIt() {
		this.program.getBean(Staff.class).create("ruth", "Ruth Amsel", StaffRole.SUPERVISOR, Cast.PASSWORD);
		this.page.navigate("http://localhost:" + this.port + "/desk/sign-in");
		this.page.fill("#username", "ruth");
		this.page.fill("#password", Cast.PASSWORD);
		this.page.keyboard().press("Enter");
		assertThat(this.page.locator("h1")).containsText("Ruth");
		this.page.navigate("http://localhost:" + this.port + "/desk/imports");

		upload("notes.txt", "Dear all, see you on Monday.");
		assertThat(this.page.locator("#file-error")).containsText("This is not a table");

		upload("members.csv", """
				Members of the north;;;
				No;Vorname;Nachname;Kontakt
				7;Greta;Holm;greta@holm.example
				8;Nils;Berg;"nils@berg.example
				9;;;nobody@holm.example
				10;Åsa;Öst;asa@ost.example
				""");
		assertThat(this.page.locator("h1")).hasText("Is this what the file says?");
		assertThat(this.page.locator("#separator")).hasValue("semicolon ;");
		assertThat(this.page.locator("#headerLine")).hasValue("2");
		assertThat(this.page.locator(".import-read")).containsText("Greta Holm");
		assertThat(this.page.locator("#column-3")).hasValue("EMAIL");
		this.page.locator("#column-0").selectOption("EXTERNAL_ID");
		this.page.locator("#source").fill("Members");
		this.page.locator("button[value=look]").click();
		assertThat(this.page.locator(".import-read")).containsText("members:7");

		this.page.locator("button[value=check]").click();
		assertThat(this.page.locator(".import-counts li").first()).containsText("2");
		assertThat(this.page.locator(".import-counts li").last()).containsText("2");
		assertThat(this.page.locator("table")).containsText("A quote is opened in the row and not closed.");
		assertThat(this.page.locator("table")).containsText("There is no name.");
		this.page.locator("button:has-text('Import 2 rows')").click();
		assertThat(this.page.locator("#progress .pill").first()).hasText("done");
		org.assertj.core.api.Assertions.assertThat(this.directory.find(DirectoryKind.EXTERNAL, "members:10"))
			.hasSize(1);

		this.page.locator("a:has-text('Undo this import')").click();
		assertThat(this.page.locator("h1")).hasText("Undo this import?");
		this.page.locator("button:has-text('Undo the import')").click();
		assertThat(this.page.locator("#progress .pill").first()).hasText("undone");
		org.assertj.core.api.Assertions.assertThat(this.directory.find(DirectoryKind.EXTERNAL, "members:10")).isEmpty();
		this.page.navigate("http://localhost:" + this.port + "/desk/imports");
		assertThat(this.page.locator("#list")).containsText("members.csv");
	}

	private void upload(String name, String text) {
		this.page.locator("#file")
			.setInputFiles(new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8)));
		this.page.locator("button:has-text('Look at it')").click();
	}

}

package app.accord.desk;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import app.accord.customer.AccountNumber;
import app.accord.security.StaffRole;
import app.accord.staff.Staff;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.Visitor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Every list of the desk can be had as a file, in which no cell is a formula. */
@AccordTest
class ListFilesTest {

	/** Pages with a table that is no list of things, or one whose file is elsewhere. */
	private static final Map<String, String> NO_LISTS = Map.ofEntries(
			Map.entry("account.html", "one account; its entries, bills and payments have files"),
			Map.entry("authority.html", "a table of limits"), Map.entry("banking-columns.html", "a file's columns"),
			Map.entry("banking-file.html", "rows of a file that was loaded"),
			Map.entry("books.html", "the trial balance"), Map.entry("case-rules.html", "settings"),
			Map.entry("donation-payout-new.html", "a preview; the payout has a file"),
			Map.entry("jobs.html", "how the program's jobs went"), Map.entry("join.html", "two records side by side"),
			Map.entry("people.html", "who belongs to one customer"), Map.entry("part.html", "what is to be assigned"),
			Map.entry("product.html", "one product"), Map.entry("reconciliation.html", "a report"),
			Map.entry("reminder-policies.html", "settings"), Map.entry("reminder-policy.html", "settings"),
			Map.entry("search.html", "the same is found among all customers, which has a file"));

	private static final String PERIOD = "?day=2026-11-22&currency=USD";

	private static final Pattern FILE = Pattern.compile("@\\{(/desk/[^(\\s\"]*?\\.csv)");

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Test
	void everyListHasAFile() throws IOException {
		assertThat(pages().entrySet()
			.stream()
			.filter((page) -> page.getValue().contains("<table") || page.getValue().contains(":: pager("))
			.filter((page) -> !page.getValue().matches("(?s).*/desk/[^\"]*\\.csv.*"))
			.map(Map.Entry::getKey)).containsExactlyInAnyOrderElementsOf(NO_LISTS.keySet());
	}

	@Test
	void everyFileOpensAndHasNoFormula() throws IOException {
		Cast cast = Cast.of(this.program);
		cast.bean(Staff.class).create("filer", "Filer", StaffRole.ADMIN, Cast.PASSWORD);
		AccountNumber account = cast.customer("=HYPERLINK(1)", "Sly", "(212) 555-0177", "sly");
		Visitor admin = new Visitor(this.port);
		admin.signIn("desk", "filer", Cast.PASSWORD);
		int opened = 0;
		for (String page : pages().values()) {
			Matcher file = FILE.matcher(page);
			while (file.find()) {
				String path = file.group(1)
					.replace("/quality/{p}", "/quality/no-contact")
					.replace("/customers/{n}", "/customers/" + account.customer());
				if (path.contains("{")) {
					continue;
				}
				HttpResponse<String> answer = admin.get(path + (path.contains("/reports/") ? PERIOD : ""));
				assertThat(answer.statusCode()).as(path).isEqualTo(200);
				assertThat(answer.headers().firstValue("Content-Type").orElse("")).as(path).startsWith("text/csv");
				assertThat(answer.body()).as(path).contains("\r\n").doesNotContain(",=", "\r\n=");
				opened++;
			}
		}
		assertThat(opened).isGreaterThan(20);
		assertThat(admin.get("/desk/customers/list.csv").body())
			.contains(account.customer() + ",'=HYPERLINK(1) Sly,PERSON,");
		assertThat(admin.get("/desk/customers/list.csv?q=sly&sort=BEST").body().lines()).hasSize(2);
	}

	private static Map<String, String> pages() throws IOException {
		Map<String, String> pages = new TreeMap<>();
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/templates/desk"))) {
			for (Path file : List.copyOf(files.toList())) {
				pages.put(file.getFileName().toString(), Files.readString(file));
			}
		}
		return pages;
	}

}

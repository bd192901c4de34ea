package app.accord.desk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import app.accord.load.LoadRun;
import app.accord.load.LoadRuns;
import app.accord.security.StaffRole;
import app.accord.testing.AccordTest;
import app.accord.testing.SignedIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

/** The page on which an administrator loads files. */
@AccordTest
class LoadsPageTest {

	private static final String PAGE = "/desk/admin/loads";

	private static final String HEADER = "customerID,tenure,PhoneService,InternetService,Contract,PaymentMethod,"
			+ "MonthlyCharges,TotalCharges,Churn\n";

	@Autowired
	private WebApplicationContext context;

	@Autowired
	private LoadRuns runs;

	private MockMvcTester pages;

	@BeforeEach
	void open() {
		this.pages = MockMvcTester.from(this.context, (builder) -> builder.apply(springSecurity()).build());
	}

	@Test
	void isForAdministrators() {
		assertThat(this.pages.get().uri(PAGE).with(SignedIn.as(StaffRole.ADMIN))).hasStatusOk();
		assertThat(this.pages.get().uri(PAGE).with(SignedIn.as(StaffRole.SUPERVISOR))).hasStatus(403);
	}

	@Test
	void loadsInTheBackgroundAndListsWhatWasRefused() {
		var answer = upload(HEADER
				+ "P-1,1,Yes,DSL,One year,Mailed check,30.00,30.00,No\nP-2,x,Yes,DSL,One year,Mailed check,1,1,No\n");
		String run = answer.getResponse().getRedirectedUrl();
		assertThat(run).startsWith(PAGE + "/");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.runs.list(0, 1).getFirst().state() == LoadRun.State.DONE);
		assertThat(this.pages.get().uri(run).with(SignedIn.as(StaffRole.ADMIN))).hasStatusOk()
			.bodyText()
			.contains("tenure “x” is not a whole number.", "Refused rows as CSV")
			.doesNotContain("every 1s\" hx-get");
		assertThat(this.pages.get().uri(run + "/progress").with(SignedIn.as(StaffRole.ADMIN))).hasStatusOk()
			.bodyText()
			.startsWith("<section");
		assertThat(this.pages.get().uri(run + "/refused.csv").with(SignedIn.as(StaffRole.ADMIN))).hasStatusOk()
			.bodyText()
			.isEqualTo(HEADER.strip() + ",Line,Reason\r\n"
					+ "P-2,x,Yes,DSL,One year,Mailed check,1,1,No,3,tenure “x” is not a whole number.\r\n");
		assertThat(this.pages.get().uri(PAGE + "/list").with(SignedIn.as(StaffRole.ADMIN))).hasStatusOk()
			.bodyText()
			.contains("customers.csv", "done");
	}

	@Test
	void saysByTheFieldWhyAFileIsRefused() {
		List<LoadRun> before = this.runs.list(0, 10);
		assertThat(upload("a,b\n1,2\n")).hasStatus(422).bodyText().contains("This does not look like such a file");
		assertThat(upload("")).hasStatus(422).bodyText().contains("Choose a file that is not empty.");
		assertThat(this.runs.list(0, 10)).isEqualTo(before);
	}

	@Test
	void knowsNoOtherRun() {
		assertThat(this.pages.get().uri(PAGE + "/999999").with(SignedIn.as(StaffRole.ADMIN))).hasStatus(404);
	}

	private MvcTestResult upload(String text) {
		return this.pages.post()
			.uri(PAGE)
			.multipart()
			.file(new MockMultipartFile("file", "customers.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8)))
			.param("kind", "TELCO")
			.with(SignedIn.as(StaffRole.ADMIN))
			.with(csrf())
			.exchange();
	}

}

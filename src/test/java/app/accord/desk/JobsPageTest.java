package app.accord.desk;

import app.accord.job.Jobs;
import app.accord.security.StaffRole;
import app.accord.testing.AccordTest;
import app.accord.testing.SignedIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

/** The page that shows what the program does by itself. */
@AccordTest
class JobsPageTest {

	private static final String PAGE = "/desk/admin/jobs";

	@Autowired
	private WebApplicationContext context;

	@Autowired
	private Jobs jobs;

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
	void doesAJobAtOnceAndSaysWhoAskedForIt() {
		String name = this.jobs.states().getFirst().job().name();
		assertThat(this.pages.post().uri(PAGE).param("job", name).with(csrf()).with(SignedIn.as(StaffRole.ADMIN)))
			.hasStatus3xxRedirection();
		assertThat(this.jobs.states().getFirst().startedBy()).isEqualTo("Sam Thornton");
		assertThat(this.pages.get().uri(PAGE + "/list").with(SignedIn.as(StaffRole.ADMIN))).hasStatusOk()
			.bodyText()
			.contains(name, "Sam Thornton", "done");
	}

}

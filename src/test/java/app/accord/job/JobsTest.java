package app.accord.job;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import app.accord.testing.MovableClock;
import app.accord.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class JobsTest {

	private final TestDatabase database = TestDatabase.create();

	private final MovableClock clock = new MovableClock();

	private DriverManagerDataSource source;

	private JdbcClient jdbc;

	@BeforeEach
	void connect() {
		this.source = new DriverManagerDataSource(this.database.url(), this.database.user(), this.database.password());
		this.jdbc = JdbcClient.create(this.source);
	}

	@AfterEach
	void drop() {
		this.database.drop();
	}

	@Test
	void remembersHowAJobWent() {
		AtomicInteger turns = new AtomicInteger();
		Jobs jobs = jobs(Job.daily("Bills", LocalTime.of(2, 0), () -> {
			if (turns.incrementAndGet() < 3) {
				throw new IllegalStateException("no paper");
			}
		}));
		assertThat(jobs.states().getFirst().startedAt()).isNull();
		assertThatThrownBy(() -> jobs.run("Bills", "Ada")).hasMessage("no paper");
		assertThatThrownBy(() -> jobs.run("Bills")).hasMessage("no paper");
		JobState failed = jobs.states().getFirst();
		assertThat(failed.failure()).isEqualTo("no paper");
		assertThat(failed.failures()).isEqualTo(2);
		this.clock.stop(this.clock.instant().plus(Duration.ofDays(1)));
		jobs.run("Bills", "Ada");
		JobState done = jobs.states().getFirst();
		assertThat(done.failure()).isNull();
		assertThat(done.failures()).isZero();
		assertThat(done.startedBy()).isEqualTo("Ada");
		assertThat(done.endedAt()).isEqualTo(this.clock.instant());
	}

	@Test
	void refusesTwoJobsOfOneName() {
		Job job = Job.every("Bills", Duration.ofMinutes(1), () -> {
		});
		assertThatThrownBy(() -> jobs(job, job)).hasMessageContaining("same name");
	}

	@Test
	void oneNodeAtATimeDoesWhatIsDueAndEachNodeItsOwn() {
		AtomicInteger shared = new AtomicInteger();
		AtomicInteger together = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger own = new AtomicInteger();
		Runnable work = () -> {
			most.accumulateAndGet(together.incrementAndGet(), Math::max);
			shared.incrementAndGet();
			together.decrementAndGet();
		};
		List<JobScheduling> nodes = List.of(node(work, own), node(work, own));
		nodes.forEach(JobScheduling::start);
		try {
			await().atMost(Duration.ofSeconds(60)).until(() -> shared.get() >= 2 && own.get() >= 4);
		}
		finally {
			nodes.forEach(JobScheduling::stop);
		}
		assertThat(most.get()).isEqualTo(1);
	}

	private JobScheduling node(Runnable work, AtomicInteger own) {
		return new JobScheduling(
				jobs(Job.every("Shared", Duration.ofSeconds(1), work),
						Job.onEveryNode("Own", Duration.ofMillis(50), own::incrementAndGet)),
				this.source, java.time.ZoneId.of("America/New_York"));
	}

	private Jobs jobs(Job... jobs) {
		return new Jobs(List.of(jobs), this.jdbc, this.clock);
	}

}

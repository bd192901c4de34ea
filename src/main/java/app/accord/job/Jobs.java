package app.accord.job;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import app.accord.time.Instants;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The jobs of the program: runs them and remembers how each went. */
@Component
public class Jobs {

	/** What starts a job that nobody started. */
	static final String SCHEDULE = "schedule";

	private static final Logger log = LoggerFactory.getLogger(Jobs.class);

	private static final int LONGEST_FAILURE = 500;

	private final List<Job> jobs;

	private final JdbcClient jdbc;

	private final Clock clock;

	Jobs(List<Job> jobs, JdbcClient jdbc, Clock clock) {
		this.jobs = jobs.stream().sorted(Comparator.comparing(Job::name)).toList();
		this.jdbc = jdbc;
		this.clock = clock;
		if (this.jobs.stream().map(Job::name).distinct().count() != this.jobs.size()) {
			throw new IllegalStateException("Two jobs have the same name.");
		}
	}

	/** All jobs by name, each with how it went last. */
	public List<JobState> states() {
		Map<String, JobState> known = new HashMap<>();
		this.jdbc.sql("""
				select s.*, (select min(t.execution_time) from scheduled_tasks t where t.task_name = s.job_name) as due
				from (select job_name, started_at, ended_at, failure, failures, started_by from job_state
				      union all
				      select task_name, null, null, null, 0, null from scheduled_tasks t
				      where not exists (select from job_state j where j.job_name = t.task_name)) s
				""").query((row) -> {
			String name = row.getString("job_name");
			known.put(name,
					new JobState(null, Instants.of(row.getTimestamp("started_at")),
							Instants.of(row.getTimestamp("ended_at")), row.getString("failure"), row.getInt("failures"),
							row.getString("started_by"), Instants.of(row.getTimestamp("due"))));
		});
		JobState never = new JobState(null, null, null, null, 0, null, null);
		return this.jobs.stream().map((job) -> {
			JobState state = known.getOrDefault(job.name(), never);
			return new JobState(job, state.startedAt(), state.endedAt(), state.failure(), state.failures(),
					state.startedBy(), state.due());
		}).toList();
	}

	/**
	 * Does a job now, in the caller's thread.
	 * @param name of the job
	 * @throws RuntimeException what the work threw, after it was noted
	 */
	public void run(String name) {
		run(name, SCHEDULE);
	}

	/**
	 * The same, started by a person.
	 * @param startedBy who pressed the button
	 */
	public void run(String name, String startedBy) {
		Job job = this.jobs.stream()
			.filter((candidate) -> candidate.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no job “" + name + "”."));
		begun(job, startedBy);
		try {
			job.work().run();
			ended(job, null);
		}
		catch (RuntimeException ex) {
			log.error("The job “{}” failed; it is tried again when it is due.", name, ex);
			ended(job, String.valueOf(ex.getMessage()));
			throw ex;
		}
	}

	List<Job> all() {
		return this.jobs;
	}

	private void begun(Job job, String startedBy) {
		this.jdbc.sql("""
				insert into job_state (job_name, started_at, started_by) values (:name, :at, :by)
				on conflict (job_name) do update set started_at = :at, started_by = :by, ended_at = null
				""")
			.param("name", job.name())
			.param("at", Timestamp.from(this.clock.instant()))
			.param("by", startedBy)
			.update();
	}

	private void ended(Job job, String failure) {
		this.jdbc.sql("""
				update job_state set ended_at = :at, failure = :failure,
					failures = case when :failure::text is null then 0 else failures + 1 end
				where job_name = :name
				""")
			.param("name", job.name())
			.param("at", Timestamp.from(this.clock.instant()))
			.param("failure",
					(failure != null && failure.length() > LONGEST_FAILURE) ? failure.substring(0, LONGEST_FAILURE)
							: failure)
			.update();
	}

}

package app.accord.job;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the jobs when they are due: those for one node through the database's table of
 * tasks, those for every node in a thread of their own.
 */
@Component
@ConditionalOnWebApplication
@ConditionalOnProperty(name = "accord.jobs.enabled", matchIfMissing = true)
class JobScheduling implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(JobScheduling.class);

	private final Jobs jobs;

	private final Scheduler scheduler;

	private final ZoneId zone;

	private volatile boolean running;

	private List<Thread> loops = List.of();

	JobScheduling(Jobs jobs, DataSource dataSource, @Value("${accord.zone}") ZoneId zone) {
		this.jobs = jobs;
		this.zone = zone;
		this.scheduler = Scheduler.create(dataSource)
			.startTasks(jobs.all()
				.stream()
				.filter((job) -> job.rhythm() != Job.Rhythm.ON_EVERY_NODE)
				.map(this::task)
				.toList())
			.threads(4)
			.pollingInterval(Duration.ofSeconds(2))
			.heartbeatInterval(Duration.ofSeconds(10))
			.missedHeartbeatsLimit(4)
			.shutdownMaxWait(Duration.ofSeconds(2))
			.build();
	}

	@Override
	public void start() {
		this.running = true;
		this.scheduler.start();
		this.loops = this.jobs.all()
			.stream()
			.filter((job) -> job.rhythm() == Job.Rhythm.ON_EVERY_NODE)
			.map((job) -> Thread.ofVirtual().name(job.name()).start(() -> loop(job)))
			.toList();
	}

	@Override
	public void stop() {
		this.running = false;
		this.loops.forEach(Thread::interrupt);
		this.scheduler.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private RecurringTask<Void> task(Job job) {
		Schedule schedule = (job.rhythm() == Job.Rhythm.DAILY) ? Schedules.daily(this.zone, job.at())
				: Schedules.fixedDelay(job.pause());
		return Tasks.recurring(job.name(), schedule).execute((instance, context) -> this.jobs.run(job.name()));
	}

	private void loop(Job job) {
		boolean failed = false;
		while (this.running) {
			try {
				job.work().run();
				failed = false;
			}
			catch (RuntimeException ex) {
				if (this.running && !failed) {
					log.error("“{}” failed; it goes on.", job.name(), ex);
				}
				failed = true;
			}
			try {
				Thread.sleep(failed ? Duration.ofSeconds(2).plus(job.pause()) : job.pause());
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

}

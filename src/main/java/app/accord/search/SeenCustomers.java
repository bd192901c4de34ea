package app.accord.search;

import java.sql.Timestamp;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import app.accord.job.Job;
import app.accord.time.BusinessCalendar;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom each employee has opened lately. */
@Component
public class SeenCustomers {

	private static final Logger log = LoggerFactory.getLogger(SeenCustomers.class);

	/** So many of an employee's are looked at. */
	private static final int LAST = 50;

	private static final Period KEPT = Period.ofDays(60);

	private static final int WAITING = 1000;

	private final JdbcClient jdbc;

	private final BusinessCalendar calendar;

	// One after the other; what comes when too many wait is let go: it is a convenience.
	private final ThreadPoolExecutor notes = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(WAITING), Thread.ofVirtual().name("seen-", 0).factory(),
			new ThreadPoolExecutor.DiscardPolicy());

	SeenCustomers(JdbcClient jdbc, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.calendar = calendar;
	}

	/**
	 * Notes that an employee has opened a customer, soon; the caller does not wait.
	 * @param username the employee's
	 */
	public void opened(String username, long customerId) {
		Timestamp at = Timestamp.from(this.calendar.now());
		this.notes.execute(() -> note(username, customerId, at));
	}

	/**
	 * Whom an employee has opened lately, last first.
	 * @param username the employee's; null: nobody's
	 */
	public List<Long> of(String username) {
		return (username == null) ? List.of() : this.jdbc.sql("""
				/* across customers: search */
				select customer_id from customer_seen where username = ? order by opened_at desc limit ?
				""").param(username).param(LAST).query(Long.class).list();
	}

	private void note(String username, long customerId, Timestamp at) {
		try {
			this.jdbc.sql("""
					insert into customer_seen (customer_id, username, opened_at) values (?, ?, ?)
					on conflict (customer_id, username) do update set opened_at = excluded.opened_at
					""").param(customerId).param(username).param(at).update();
		}
		catch (DataAccessException ex) {
			log.debug("Not noted that {} opened customer {}.", username, customerId, ex);
		}
	}

	/** Forgets who was opened long ago. */
	void forget() {
		this.jdbc.sql("/* across customers: search */ delete from customer_seen where opened_at < ?")
			.param(Timestamp.from(this.calendar.startOf(this.calendar.today().minus(KEPT))))
			.update();
	}

	@PreDestroy
	void stop() {
		this.notes.shutdown();
	}

	@Configuration
	static class Forgetting {

		@Bean
		Job forgettingSeenCustomers(SeenCustomers seen) {
			return Job.daily("Forget whom employees opened long ago", LocalTime.of(3, 40), seen::forget);
		}

	}

}

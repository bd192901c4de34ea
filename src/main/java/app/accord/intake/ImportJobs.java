package app.accord.intake;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalTime;

import app.accord.job.Job;
import app.accord.time.BusinessCalendar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done by itself. */
@Configuration(proxyBeanMethods = false)
class ImportJobs {

	private static final Duration KEPT = Duration.ofDays(30);

	@Bean
	Job importsTakenUpAgain(Importing importing) {
		return Job.every("Imports left undone", Duration.ofSeconds(20), importing::goOn);
	}

	/** What people sent us is kept no longer than it is needed to look into a mistake. */
	@Bean
	Job importFilesForgotten(JdbcClient jdbc, BusinessCalendar calendar) {
		return Job.daily("Forget imported files", LocalTime.of(4, 45), () -> jdbc.sql("""
				delete from data_import_part where import_id in (select import_id from data_import
				where state in ('DONE', 'UNDONE', 'FAILED', 'DISCARDED') and ended_at < ?)
				""").param(Timestamp.from(calendar.now().minus(KEPT))).update());
	}

}

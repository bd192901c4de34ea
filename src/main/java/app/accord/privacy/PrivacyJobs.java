package app.accord.privacy;

import java.time.LocalTime;

import app.accord.job.Job;
import app.accord.time.BusinessCalendar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done by itself. */
@Configuration(proxyBeanMethods = false)
class PrivacyJobs {

	/** The name of the job that forgets whom the books need not name any longer. */
	static final String END_OF_BOOKS = "Forget names that the books need no longer";

	@Bean
	Job endOfBooks(JdbcClient jdbc, BusinessCalendar calendar) {
		return Job.daily(END_OF_BOOKS, LocalTime.of(4, 15),
				() -> jdbc.sql("/* across customers: dispatch */ delete from kept_for_books where until_day < ?")
					.param(calendar.today())
					.update());
	}

}

package app.accord.care;

import java.time.Duration;
import java.time.LocalTime;

import app.accord.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done by itself. */
@Configuration(proxyBeanMethods = false)
class CareJobs {

	/** The name of the job that escalates what is late. */
	static final String ESCALATE = "Escalate overdue cases";

	/** The name of the job that closes what was solved. */
	static final String CLOSE = "Close solved cases";

	@Bean
	Job escalateCases(Escalating escalating) {
		return Job.every(ESCALATE, Duration.ofMinutes(5), escalating::run);
	}

	@Bean
	Job closeCases(Escalating escalating) {
		return Job.daily(CLOSE, LocalTime.of(3, 45), escalating::close);
	}

}

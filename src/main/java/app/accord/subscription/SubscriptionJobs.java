package app.accord.subscription;

import java.time.LocalTime;

import app.accord.job.Job;
import app.accord.time.BusinessCalendar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SubscriptionJobs {

	/** Starts, changes and ends the contracts whose day has come. */
	@Bean
	Job contractsWhoseDayHasCome(Contracts contracts, BusinessCalendar calendar) {
		return Job.daily("Contracts whose day has come", LocalTime.of(0, 10),
				() -> contracts.carryOut(calendar.today()));
	}

}

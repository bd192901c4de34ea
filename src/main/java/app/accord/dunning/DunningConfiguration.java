package app.accord.dunning;

import java.time.Duration;
import java.time.LocalTime;

import app.accord.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When reminders are looked at. */
@Configuration(proxyBeanMethods = false)
class DunningConfiguration {

	static final String DAILY = "Reminders";

	static final String FOLLOWING_UP = "Follow up reminders";

	@Bean
	Job dailyReminders(Reminding reminding) {
		return Job.daily(DAILY, LocalTime.of(9, 0), reminding::run);
	}

	@Bean
	Job followingUpReminders(FollowingUp followingUp) {
		return Job.every(FOLLOWING_UP, Duration.ofSeconds(5), followingUp::run);
	}

}

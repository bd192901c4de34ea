package app.accord.payment;

import java.time.Duration;
import java.time.LocalTime;

import app.accord.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What auto-pay does by itself. */
@Configuration(proxyBeanMethods = false)
class AutoPayJobs {

	static final String CHARGE = "Automatic payments";

	static final String EXPIRY = "Cards that expire";

	static final String SAVINGS = "Cards left on the payment page";

	@Bean
	Job automaticPayments(AutoPayRun run) {
		return Job.every(CHARGE, Duration.ofMinutes(10), run::run);
	}

	@Bean
	Job cardsThatExpire(CardExpiry expiry) {
		return Job.daily(EXPIRY, LocalTime.of(7, 30), expiry::run);
	}

	@Bean
	Job cardsLeft(SavingCards saving) {
		return Job.every(SAVINGS, Duration.ofMinutes(3), saving::lookAfterOpen);
	}

}

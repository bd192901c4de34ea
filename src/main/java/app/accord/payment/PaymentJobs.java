package app.accord.payment;

import java.time.Duration;
import java.time.LocalTime;

import app.accord.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What payments by card do by themselves. */
@Configuration(proxyBeanMethods = false)
class PaymentJobs {

	@Bean
	Job askAboutPayments(AskingAgain asking) {
		return Job.every("Ask the bank about unsettled payments", Duration.ofSeconds(30), asking::run);
	}

	@Bean
	Job forgetCards(ForgettingCards forgetting) {
		return Job.every(ForgettingCards.JOB, Duration.ofMinutes(1), forgetting::run);
	}

	@Bean
	Job compareWithGateway(Reconciling reconciling) {
		return Job.daily("Compare with the gateway’s books", LocalTime.of(4, 30), reconciling::run);
	}

}

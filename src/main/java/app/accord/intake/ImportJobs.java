package app.accord.intake;

import java.time.Duration;

import app.accord.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done by itself. */
@Configuration(proxyBeanMethods = false)
class ImportJobs {

	@Bean
	Job importsTakenUpAgain(Importing importing) {
		return Job.every("Imports left undone", Duration.ofSeconds(20), importing::goOn);
	}

}

package app.accord.quality;

import java.time.LocalTime;

import app.accord.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done by itself. */
@Configuration(proxyBeanMethods = false)
class QualityJobs {

	@Bean
	Job recordsLookedOver(DataQuality quality) {
		return Job.daily("Look over customers' records", LocalTime.of(3, 30), quality::count);
	}

}

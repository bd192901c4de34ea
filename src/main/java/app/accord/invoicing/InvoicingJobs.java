package app.accord.invoicing;

import java.time.Duration;
import java.time.LocalTime;

import app.accord.job.Job;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class InvoicingJobs {

	/**
	 * Bills what is due each morning, where {@code accord.billing.automatic} says so; the
	 * embedded database does.
	 */
	@Bean
	Job dailyBillRun(BillRunWork work,
			@Value("${accord.billing.automatic:${accord.embedded:false}}") boolean automatic) {
		return Job.daily("Daily bill run", LocalTime.of(5, 0), () -> {
			if (automatic) {
				work.automatic();
			}
		});
	}

	/** Each node takes its share of a run that is under way. */
	@Bean
	Job billRunShare(BillRunWork work) {
		return Job.onEveryNode("Share of a bill run", Duration.ofSeconds(2), work::work);
	}

}

package app.accord.banking;

import java.time.Duration;

import app.accord.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done by itself. */
@Configuration(proxyBeanMethods = false)
class BankingJobs {

	@Bean
	Job statementFilesTakenUpAgain(StatementImport statements) {
		return Job.every("Bank statements left undone", Duration.ofMinutes(1), statements::goOn);
	}

}

package app.accord.time;

import java.time.Clock;
import java.time.Duration;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

	/**
	 * The program's one clock, in UTC, in steps of a microsecond, which is what the
	 * database keeps.
	 * @param ahead for rehearsals: by how much it is ahead of the computer's
	 */
	@Bean
	@ConditionalOnMissingBean
	Clock clock(@Value("${accord.clock.ahead:PT0S}") Duration ahead) {
		return Clock.offset(Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000)), ahead);
	}

}

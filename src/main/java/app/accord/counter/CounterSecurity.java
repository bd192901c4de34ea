package app.accord.counter;

import java.time.Duration;

import app.accord.actor.Channel;
import app.accord.security.ChannelChains;
import app.accord.staff.Staff;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what at a shop counter. */
@Configuration(proxyBeanMethods = false)
class CounterSecurity {

	@Bean
	@Order(30)
	SecurityFilterChain counterChain(HttpSecurity http, ChannelChains chains, Staff staff) {
		chains.signInByPassword(http, Channel.COUNTER, Duration.ofMinutes(30), staff::credential)
			.authorizeHttpRequests((requests) -> requests.anyRequest().hasAnyRole("CLERK", "SUPERVISOR", "ADMIN"));
		return http.build();
	}

}

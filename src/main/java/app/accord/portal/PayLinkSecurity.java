package app.accord.portal;

import app.accord.security.ChannelChains;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

import jakarta.servlet.DispatcherType;

/**
 * The door for pay links: open to everybody, since the token in the address is what lets
 * somebody in. There is no session, and so nothing that another site could misuse.
 */
@Configuration(proxyBeanMethods = false)
class PayLinkSecurity {

	@Bean
	@Order(21)
	SecurityFilterChain payLinkChain(HttpSecurity http, ChannelChains chains) {
		http.securityMatcher("/pay/*")
			.authorizeHttpRequests(
					(requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
						.permitAll()
						.requestMatchers(HttpMethod.GET, "/pay/*")
						.permitAll()
						.requestMatchers(HttpMethod.POST, "/pay/*")
						.permitAll()
						.anyRequest()
						.denyAll())
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.headers(
					(headers) -> headers.addHeaderWriter(new StaticHeadersWriter("X-Robots-Tag", "noindex, nofollow")));
		return chains.pageHeaders(http).build();
	}

}

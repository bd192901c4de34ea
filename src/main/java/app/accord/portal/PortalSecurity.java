package app.accord.portal;

import java.time.Duration;

import app.accord.actor.Channel;
import app.accord.customer.PortalAccess;
import app.accord.relationship.Authorities;
import app.accord.security.ChannelChains;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Who may do what on the portal: customers, each with what is theirs. */
@Configuration(proxyBeanMethods = false)
class PortalSecurity {

	@Bean
	@Order(20)
	SecurityFilterChain portalChain(HttpSecurity http, ChannelChains chains, PortalAccess access,
			Authorities authorities) {
		chains.signInByPassword(http, Channel.PORTAL, Duration.ofMinutes(20), access::credential)
			.authorizeHttpRequests((requests) -> requests
				// Whoever isn't signed in yet; beyond the first page the link lets in.
				.requestMatchers("/portal/sign-up", "/portal/sign-up/*", "/portal/forgotten", "/portal/password/*")
				.permitAll()
				.anyRequest()
				.hasRole("CUSTOMER"))
			.addFilterAfter(new ActingFilter(authorities), AuthorizationFilter.class);
		return http.build();
	}

}

package app.accord.desk;

import java.time.Duration;

import app.accord.actor.Channel;
import app.accord.security.ChannelChains;
import app.accord.staff.Staff;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** Who may do what at the desk. */
@Configuration(proxyBeanMethods = false)
class DeskSecurity {

	@Bean
	@Order(10)
	SecurityFilterChain deskChain(HttpSecurity http, ChannelChains chains, Staff staff) {
		chains.signInByPassword(http, Channel.DESK, Duration.ofMinutes(30), staff::credential)
			.authorizeHttpRequests((requests) -> requests
			// @formatter:off
				.requestMatchers("/desk/admin/**").hasRole("ADMIN")
				.requestMatchers("/desk/imports/**", "/desk/quality/**").hasAnyRole("SUPERVISOR", "ADMIN")
				.requestMatchers(HttpMethod.GET, "/desk/customers/*/erasure")
					.hasAnyRole("SUPERVISOR", "BILLER", "ADMIN")
				.requestMatchers("/desk/customers/*/personal-data/**", "/desk/customers/*/erasure/**", "/desk/erasures/**")
					.hasAnyRole("SUPERVISOR", "ADMIN")
				.requestMatchers("/desk/customers/*/password-link/**").hasAnyRole("AGENT", "SUPERVISOR", "ADMIN")
				.requestMatchers("/desk/donations/**").hasAnyRole("BILLER", "SUPERVISOR", "ADMIN")
				.requestMatchers(HttpMethod.POST, "/desk/customers/*/donations/**")
					.hasAnyRole("AGENT", "SUPERVISOR", "BILLER", "ADMIN")
				.requestMatchers("/desk/payments/**").hasAnyRole("BILLER", "SUPERVISOR", "ADMIN")
				.requestMatchers("/desk/banking/**").hasAnyRole("BILLER", "SUPERVISOR", "ADMIN")
				.requestMatchers("/desk/prices/promotions/**").hasAnyRole("MARKETER", "BILLER", "SUPERVISOR", "ADMIN")
				.requestMatchers("/desk/prices/**", "/desk/bill-runs/**").hasAnyRole("BILLER", "SUPERVISOR", "ADMIN")
				.requestMatchers("/desk/reports/**").hasAnyRole("BILLER", "SUPERVISOR", "ADMIN")
				.requestMatchers(HttpMethod.POST, "/desk/customers/*/payments", "/desk/customers/*/credits",
						"/desk/customers/*/charges", "/desk/customers/*/refunds", "/desk/customers/*/entries/**",
						"/desk/approvals/**", "/desk/invoices/**", "/desk/accounts/**", "/desk/disputes/**",
						"/desk/arrangements/**", "/desk/services/**", "/desk/customers/*/pay-links", "/desk/customers/*/pay-links/**",
						"/desk/customers/*/auto-pay", "/desk/customers/*/cards/**")
					.hasAnyRole("AGENT", "SUPERVISOR", "BILLER", "ADMIN")
				.requestMatchers(HttpMethod.POST, "/desk/cases/**", "/desk/customers/*/cases")
					.hasAnyRole("AGENT", "SUPERVISOR", "BILLER", "ADMIN")
				// Whoever sends offers doesn't note who wants them.
				.requestMatchers(HttpMethod.POST, "/desk/customers/*/consents", "/desk/customers/*/consents/**")
					.hasAnyRole("AGENT", "SUPERVISOR", "BILLER", "ADMIN")
				.requestMatchers(HttpMethod.POST, "/desk/duplicates/comparison").hasAnyRole("SUPERVISOR", "ADMIN")
				.requestMatchers(HttpMethod.POST, "/desk/reminders/**").hasAnyRole("SUPERVISOR", "BILLER", "ADMIN")
				.requestMatchers(HttpMethod.POST, "/desk/accounts/*/reminders/**")
					.hasAnyRole("AGENT", "SUPERVISOR", "BILLER", "ADMIN")
				.anyRequest().hasAnyRole("AGENT", "SUPERVISOR", "BILLER", "MARKETER", "ADMIN"));
				// @formatter:on
		return http.build();
	}

	/** The page that a new installation's first administrator comes in by. */
	@Bean
	@Order(11)
	SecurityFilterChain setupChain(HttpSecurity http, ChannelChains chains) {
		http.securityMatcher("/setup/*").authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		return chains.pageHeaders(http).build();
	}

}

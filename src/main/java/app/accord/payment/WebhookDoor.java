package app.accord.payment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import app.accord.payment.Gateway.ForgedReport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where the gateway's reports come in: no session, no cookie, no form key; the signature
 * is looked at before anything else. Who sends something else is told nothing.
 */
@Controller
class WebhookDoor {

	private static final Logger logger = LoggerFactory.getLogger(WebhookDoor.class);

	private static final int LONGEST = 1_000_000;

	private final GatewayEvents events;

	WebhookDoor(GatewayEvents events) {
		this.events = events;
	}

	@PostMapping("/webhooks/payments")
	void report(HttpServletRequest request, HttpServletResponse response) throws IOException {
		byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
		if (body.length > LONGEST) {
			response.setStatus(413);
			return;
		}
		String signature = request.getHeader("Stripe-Signature");
		if (signature == null) {
			signature = request.getHeader("Sandbox-Signature");
		}
		try {
			this.events.take(new String(body, StandardCharsets.UTF_8), signature);
			response.setStatus(204);
		}
		catch (ForgedReport ex) {
			logger.warn("A report at the payments' door was refused: {}", ex.getMessage());
			response.setStatus(400);
		}
	}

	/** The door's own filter chain. */
	@Configuration(proxyBeanMethods = false)
	static class Chain {

		@Bean
		@Order(35)
		SecurityFilterChain webhookChain(HttpSecurity http) {
			http.securityMatcher("/webhooks/payments")
				.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf(AbstractHttpConfigurer::disable)
				.requestCache(AbstractHttpConfigurer::disable)
				.logout(AbstractHttpConfigurer::disable)
				.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
			return http.build();
		}

	}

}

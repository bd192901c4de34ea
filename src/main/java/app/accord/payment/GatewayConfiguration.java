package app.accord.payment;

import java.net.URI;
import java.time.Duration;

import app.accord.security.FormTarget;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Which gateway is used: Stripe where {@code accord.stripe.key} is set, the sandbox where
 * {@code accord.sandbox.url} is, otherwise none.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

	@Bean
	Gateway gateway(JsonMapper json, java.time.Clock clock, @Value("${accord.sandbox.url:}") String sandbox,
			@Value("${accord.sandbox.key:}") String key, @Value("${accord.sandbox.webhook-secret:}") String secret,
			@Value("${accord.gateway.connect-timeout:3s}") Duration connect,
			@Value("${accord.gateway.read-timeout:25s}") Duration read) {
		Gateway chosen = sandbox.isBlank() ? new NoGateway()
				: new SandboxGateway(URI.create(sandbox), key, secret, connect, read, json, clock);
		return new CalledOutsideTransactions(chosen);
	}

	/** Our forms lead to the gateway's payment page. */
	@Bean
	FormTarget paymentPages(Gateway gateway) {
		return gateway::pageOrigin;
	}

}

package app.accord.payment;

import java.net.URI;
import java.time.Clock;
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
	Gateway gateway(Stripe stripe, JsonMapper json, Clock clock, @Value("${accord.sandbox.url:}") String sandbox,
			@Value("${accord.sandbox.key:}") String key, @Value("${accord.sandbox.webhook-secret:}") String secret,
			@Value("${accord.gateway.connect-timeout:3s}") Duration connect,
			@Value("${accord.gateway.read-timeout:25s}") Duration read) {
		Gateway chosen;
		if (!stripe.key().isBlank()) {
			chosen = new StripeGateway(stripe.key(), stripe.webhookSecret(), stripe.apiBase(), stripe.pageOrigin(),
					connect, read, json, clock);
		}
		else {
			chosen = sandbox.isBlank() ? new NoGateway()
					: new SandboxGateway(URI.create(sandbox), key, secret, connect, read, json, clock);
		}
		return new CalledOutsideTransactions(chosen);
	}

	@Bean
	Stripe stripe(@Value("${accord.stripe.key:}") String key,
			@Value("${accord.stripe.webhook-secret:}") String webhookSecret,
			@Value("${accord.stripe.api-base:https://api.stripe.com}") String apiBase,
			@Value("${accord.stripe.page-origin:https://checkout.stripe.com}") String pageOrigin) {
		return new Stripe(key, webhookSecret, apiBase, pageOrigin);
	}

	/**
	 * What is configured of Stripe.
	 *
	 * @param key secret or restricted key; blank: Stripe isn't used
	 * @param webhookSecret of the endpoint {@code /webhooks/payments} at Stripe
	 * @param apiBase where Stripe's API is
	 * @param pageOrigin where its payment pages are
	 */
	record Stripe(String key, String webhookSecret, String apiBase, String pageOrigin) {
	}

	/** Our forms lead to the gateway's payment page. */
	@Bean
	FormTarget paymentPages(Gateway gateway) {
		return gateway::pageOrigin;
	}

}

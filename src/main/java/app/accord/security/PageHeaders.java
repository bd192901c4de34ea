package app.accord.security;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** The headers that tell a browser what a page of ours may do: little. */
final class PageHeaders {

	static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; "
			+ "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

	private PageHeaders() {
	}

	/** Sets them on every answer of that chain. */
	static HttpSecurity set(HttpSecurity http) {
		return set(http, "");
	}

	/**
	 * The same.
	 * @param formTargets further origins that forms may lead to, each after a space
	 */
	static HttpSecurity set(HttpSecurity http, String formTargets) {
		return http.headers((headers) -> headers
			.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY + formTargets))
			.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
			.addHeaderWriter(new StaticHeadersWriter("Permissions-Policy",
					"camera=(), microphone=(), geolocation=(), payment=(), usb=()"))
			.addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin")));
	}

}

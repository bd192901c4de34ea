package app.accord.portal;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever acts for another customer says so in each address:
 * {@code /portal/for/C-10428-7/portal/bills}. What stands before the page's own path is
 * treated like the prefix that a proxy puts there, so the pages' links, forms and
 * redirects stay under it by themselves, and two tabs for two people never mix. It gives
 * no right: that is asked for each request by {@link ActingFilter}.
 */
class ActingAddresses extends OncePerRequestFilter {

	/**
	 * Request attribute: the number of the customer who is acted for, as it was typed.
	 */
	static final String FOR = "app.accord.portal.for";

	/** Request attribute: the context path without the prefix. */
	static final String OWN_ROOT = "app.accord.portal.ownRoot";

	private static final Pattern ADDRESS = Pattern
		.compile("(/portal/for/([A-Za-z0-9-]{3,40}))(/(?:portal|assets|webjars)(?:/.*)?)");

	/** Where the pages for that customer begin. */
	static String of(String root, String number) {
		return root + "/portal/for/" + number + "/portal";
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String root = request.getContextPath();
		Matcher address = ADDRESS.matcher(request.getRequestURI().substring(root.length()));
		if (!address.matches()) {
			chain.doFilter(request, response);
			return;
		}
		request.setAttribute(FOR, address.group(2));
		request.setAttribute(OWN_ROOT, root);
		chain.doFilter(new Prefixed(request, root + address.group(1), address.group(3)), response);
	}

	private static final class Prefixed extends HttpServletRequestWrapper {

		private final String prefix;

		private final String path;

		Prefixed(HttpServletRequest request, String prefix, String path) {
			super(request);
			this.prefix = prefix;
			this.path = path;
		}

		@Override
		public String getContextPath() {
			return applies() ? this.prefix : super.getContextPath();
		}

		@Override
		public String getServletPath() {
			return applies() ? this.path : super.getServletPath();
		}

		@Override
		public String getPathInfo() {
			return applies() ? null : super.getPathInfo();
		}

		// Forwards and asynchronous dispatches have addresses of their own.
		private boolean applies() {
			return getRequestURI().startsWith(this.prefix + "/");
		}

	}

	/** Before everything that looks at paths. */
	@Configuration(proxyBeanMethods = false)
	static class Registration {

		@Bean
		FilterRegistrationBean<ActingAddresses> actingAddresses() {
			FilterRegistrationBean<ActingAddresses> registration = new FilterRegistrationBean<>(new ActingAddresses());
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
			return registration;
		}

	}

}

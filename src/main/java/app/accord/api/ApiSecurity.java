package app.accord.api;

import java.io.IOException;
import java.net.URI;

import app.accord.security.ApiTokens;
import app.accord.security.RequestIds;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.ObjectMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who may use the API: programs with a token, in each request; no session, no cookie. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

	private final ObjectMapper json;

	ApiSecurity(ObjectMapper json) {
		this.json = json;
	}

	@Bean
	@Order(40)
	SecurityFilterChain apiChain(HttpSecurity http, ApiTokens tokens) {
		http.securityMatcher("/api/**").authorizeHttpRequests((requests) -> requests
		// @formatter:off
				.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll()
				.requestMatchers("/api/openapi.json").permitAll()
				.requestMatchers("/api/v1/**").hasRole("PROGRAM")
				.anyRequest().denyAll())
				// @formatter:on
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.addFilterBefore(new Bearer(tokens), AuthorizationFilter.class)
			.exceptionHandling((handling) -> handling.authenticationEntryPoint((request, response, ex) -> {
				response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
				answer(request, response, HttpStatus.UNAUTHORIZED,
						"Send a valid token: Authorization: Bearer <token>.");
			})
				.accessDeniedHandler((request, response, ex) -> answer(request, response, HttpStatus.FORBIDDEN,
						"This token may not do that.")));
		return http.build();
	}

	private void answer(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
			throws IOException {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
		problem.setInstance(URI.create(request.getRequestURI()));
		problem.setProperty(RequestIds.ATTRIBUTE, request.getAttribute(RequestIds.ATTRIBUTE));
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		this.json.writeValue(response.getOutputStream(), problem);
	}

	private static final class Bearer extends OncePerRequestFilter {

		private static final String SCHEME = "Bearer ";

		private final ApiTokens tokens;

		Bearer(ApiTokens tokens) {
			this.tokens = tokens;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String header = request.getHeader(HttpHeaders.AUTHORIZATION);
			if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
				this.tokens.find(header.substring(SCHEME.length()).strip())
					.ifPresent((program) -> SecurityContextHolder.setContext(new SecurityContextImpl(program)));
			}
			chain.doFilter(request, response);
		}

	}

}

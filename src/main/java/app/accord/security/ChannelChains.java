package app.accord.security;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import app.accord.actor.Channel;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/**
 * What the filter chains of desk, portal and counter have in common; each channel says
 * itself who may do what.
 */
@Component
public class ChannelChains {

	/** How many sessions one person may have; the next one ends the oldest. */
	public static final int SESSIONS = 5;

	private final PasswordEncoder passwords;

	private final SignInThrottle throttle;

	private final SessionRegistry sessions;

	private final ObjectProvider<FormTarget> formTargets;

	private final String nobodysHash;

	ChannelChains(PasswordEncoder passwords, SignInThrottle throttle, SessionRegistry sessions,
			ObjectProvider<FormTarget> formTargets) {
		this.formTargets = formTargets;
		this.passwords = passwords;
		this.throttle = throttle;
		this.sessions = sessions;
		this.nobodysHash = passwords.encode("the password of nobody");
	}

	/**
	 * Sets up everything but the rules of who may do what: sign-in by password at
	 * {@code /<channel>/sign-in}, sign-out at {@code /<channel>/sign-out}, sessions,
	 * headers, and where somebody is sent who isn't signed in.
	 * @param idle after how long without a request somebody is signed out
	 * @param credentials finds who may sign in by a lower-case user name
	 */
	public HttpSecurity signInByPassword(HttpSecurity http, Channel channel, Duration idle,
			Function<String, Optional<Credential>> credentials) {
		String root = Doors.root(channel);
		String signIn = Doors.signIn(channel);
		ToSignIn toSignIn = new ToSignIn(channel);
		SavedRequestAwareAuthenticationSuccessHandler welcome = new SavedRequestAwareAuthenticationSuccessHandler();
		welcome.setDefaultTargetUrl(root);
		HttpSessionRequestCache pages = new HttpSessionRequestCache();
		pages.setRequestMatcher(wholePages());
		welcome.setRequestCache(pages);
		http.securityMatcher(root, root + "/**")
			.authenticationManager(new ProviderManager(
					new PasswordSignIn(credentials, this.passwords, this.throttle, this.nobodysHash)))
			.authorizeHttpRequests((requests) -> requests
				// The request itself was let in; what Tomcat does next for it is the same
				// request.
				.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
				.permitAll()
				.requestMatchers(signIn)
				.permitAll())
			.requestCache((cache) -> cache.requestCache(pages))
			.formLogin((form) -> form.loginPage(signIn)
				.loginProcessingUrl(signIn)
				.successHandler((request, response, authentication) -> {
					request.getSession().setMaxInactiveInterval((int) idle.toSeconds());
					welcome.onAuthenticationSuccess(request, response, authentication);
				})
				.failureHandler((request, response, ex) -> request.getRequestDispatcher(signIn + "/failed")
					.forward(withSentence(request, ex), response)))
			.logout((logout) -> logout.logoutUrl(root + "/sign-out").logoutSuccessUrl(signIn + "?signed-out"))
			.sessionManagement(
					(session) -> session.sessionConcurrency((concurrency) -> concurrency.maximumSessions(SESSIONS)
						.sessionRegistry(this.sessions)
						.expiredSessionStrategy((event) -> toSignIn.ended(event.getRequest(), event.getResponse()))))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(toSignIn)
				.accessDeniedHandler((request, response, ex) -> {
					// Without a session there is no form key: the page was open too long.
					boolean stale = ex instanceof CsrfException;
					if (stale && SecurityContextHolder.getContext().getAuthentication() == null) {
						toSignIn.ended(request, response);
					}
					else {
						request.setAttribute(Doors.STALE_PAGE, stale);
						response.sendError(403);
					}
				}));
		return pageHeaders(http);
	}

	/** Sets the headers that say what a page of ours may do in a browser: little. */
	public HttpSecurity pageHeaders(HttpSecurity http) {
		return PageHeaders.set(http,
				this.formTargets.stream()
					.map(FormTarget::origin)
					.filter(Objects::nonNull)
					.map((origin) -> " " + origin)
					.collect(Collectors.joining()));
	}

	private static HttpServletRequest withSentence(HttpServletRequest request, Exception ex) {
		request.setAttribute(SignInPage.PROBLEM,
				(ex instanceof TooManyFailures tooMany)
						? "Too many tries have failed. Wait %d %s, then try again.".formatted(tooMany.minutes(),
								(tooMany.minutes() == 1) ? "minute" : "minutes")
						: "That user name and password don’t go together. Check both and try again.");
		return request;
	}

	/** Only a whole page that somebody went to is worth coming back to. */
	private static RequestMatcher wholePages() {
		return (request) -> {
			String accept = request.getHeader(HttpHeaders.ACCEPT);
			return HttpMethod.GET.matches(request.getMethod()) && accept != null && accept.contains("text/html")
					&& request.getHeader("HX-Request") == null;
		};
	}

}

package app.accord.security;

import java.io.IOException;
import java.net.URI;

import app.accord.actor.Channel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * Sends somebody who isn't signed in (any more) to the channel's sign-in page, and back
 * afterwards. A part of a page is never replaced by the sign-in page: htmx is told to go
 * there as a whole, an event stream gets a plain 401.
 */
class ToSignIn implements AuthenticationEntryPoint {

	private static final String SAVED_REQUEST = "SPRING_SECURITY_SAVED_REQUEST";

	private final Channel channel;

	ToSignIn(Channel channel) {
		this.channel = channel;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		go(request, response, "");
	}

	/** The session was ended elsewhere, or was idle for too long. */
	void ended(HttpServletRequest request, HttpServletResponse response) throws IOException {
		go(request, response, "?ended");
	}

	private void go(HttpServletRequest request, HttpServletResponse response, String query) throws IOException {
		String signIn = request.getContextPath() + Doors.signIn(this.channel) + query;
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		if (Doors.forPartOfPage(request)) {
			rememberPage(request);
			response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
			response.setHeader("HX-Redirect", signIn);
		}
		else if (accept != null && accept.contains("text/event-stream")) {
			response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
		}
		else {
			response.sendRedirect(signIn);
		}
	}

	private void rememberPage(HttpServletRequest request) {
		String page = request.getHeader("HX-Current-URL");
		if (page == null) {
			return;
		}
		try {
			URI uri = URI.create(page);
			String root = request.getContextPath() + Doors.root(this.channel);
			if (uri.getRawPath() != null && (uri.getRawPath() + "/").startsWith(root + "/")
					&& !uri.getRawPath().contains("/../")) {
				String target = uri.getRawPath() + ((uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "");
				request.getSession().setAttribute(SAVED_REQUEST, new SimpleSavedRequest(target));
			}
		}
		catch (IllegalArgumentException ex) {
			// A header that is no address: there is no page to come back to.
		}
	}

}

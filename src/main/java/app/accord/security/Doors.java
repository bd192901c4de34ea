package app.accord.security;

import java.util.Optional;

import app.accord.actor.Channel;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** Which channel a request comes in by: told by the first part of its path. */
public final class Doors {

	/**
	 * Request attribute, true where a form was refused because its page is older than the
	 * session.
	 */
	public static final String STALE_PAGE = "app.accord.security.stalePage";

	private Doors() {
	}

	/**
	 * The channel of that request, or empty for pages that belong to none. While an error
	 * page is made, it is the channel of the request that failed.
	 */
	public static Optional<Channel> channel(HttpServletRequest request) {
		Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		String path = ((failed != null) ? failed.toString() : request.getRequestURI())
			.substring(request.getContextPath().length());
		return Optional.ofNullable(switch (path.split("/", 3).length > 1 ? path.split("/", 3)[1] : "") {
			case "desk" -> Channel.DESK;
			case "portal", "pay" -> Channel.PORTAL;
			case "counter" -> Channel.COUNTER;
			case "api" -> Channel.API;
			default -> null;
		});
	}

	/** Where that channel's pages begin: {@code /desk}. */
	public static String root(Channel channel) {
		return switch (channel) {
			case DESK -> "/desk";
			case PORTAL -> "/portal";
			case COUNTER -> "/counter";
			case API -> "/api";
			default -> throw new IllegalArgumentException(channel + " has no pages.");
		};
	}

	/** Where one signs in to that channel: {@code /desk/sign-in}. */
	public static String signIn(Channel channel) {
		return root(channel) + "/sign-in";
	}

	/** Whether htmx asks for a part of a page. */
	public static boolean forPartOfPage(HttpServletRequest request) {
		return "true".equals(request.getHeader("HX-Request")) && !"true".equals(request.getHeader("HX-Boosted"));
	}

}

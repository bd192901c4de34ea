package app.accord.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 503 while the database is away, or where somebody holds the same rows for long.
 * It stands before all other filters because the sessions are in the database too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OutageFilter extends OncePerRequestFilter {

	private static final Logger log = LoggerFactory.getLogger(OutageFilter.class);

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en"><head><meta charset="utf-8"><title>One moment</title></head>
			<body><h1>One moment</h1>
			<p>%s Please try again in a few seconds.</p>
			<p>If you were saving something, look first whether it is there.</p></body></html>
			""";

	private static final String PROBLEM = """
			{"type":"about:blank","title":"Service Unavailable","status":503,\
			"detail":"%s Send the same request again with the same Idempotency-Key."}
			""";

	private static final String AWAY = "Accord cannot reach its database just now.";

	private static final String BUSY = "Somebody else is at work on the same account just now.";

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			boolean away = DatabaseOutage.isOutage(ex);
			if (!(away || DatabaseOutage.isBusy(ex)) || response.isCommitted()) {
				throw ex;
			}
			log.warn("{}: {}", away ? "The database cannot be reached" : "Rows were locked for long",
					NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
			answer(request, response, away ? AWAY : BUSY);
		}
	}

	private static void answer(HttpServletRequest request, HttpServletResponse response, String why)
			throws IOException {
		boolean api = request.getRequestURI().startsWith(request.getContextPath() + "/api/");
		response.reset();
		response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
		response.setHeader("Retry-After", "2");
		response.setHeader("Cache-Control", "no-store");
		response.setContentType(api ? "application/problem+json" : "text/html;charset=utf-8");
		response.getOutputStream().write((api ? PROBLEM : PAGE).formatted(why).getBytes(StandardCharsets.UTF_8));
	}

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

}

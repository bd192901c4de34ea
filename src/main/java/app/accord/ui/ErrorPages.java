package app.accord.ui;

import java.net.URI;
import java.util.Optional;

import app.accord.actor.Channel;
import app.accord.security.Doors;
import app.accord.security.RequestIds;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * What is answered when a request can't be: a page that says what to do, a problem detail
 * (RFC 9457) to programs, a sentence where only a part of a page was asked for.
 */
@Controller
class ErrorPages implements ErrorController {

	@RequestMapping("${server.error.path:${error.path:/error}}")
	Object error(HttpServletRequest request) {
		HttpStatus status = status(request);
		Explanation explanation = Boolean.TRUE.equals(request.getAttribute(Doors.STALE_PAGE)) ? Explanation.STALE
				: Explanation.of(status);
		Object id = request.getAttribute(RequestIds.ATTRIBUTE);
		Optional<Channel> channel = Doors.channel(request);
		if (channel.filter(Channel.API::equals).isPresent()) {
			ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, explanation.whatToDo());
			problem.setInstance(URI.create(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))));
			problem.setProperty(RequestIds.ATTRIBUTE, id);
			return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
		}
		if (Doors.forPartOfPage(request)) {
			return ResponseEntity.status(status)
				.contentType(MediaType.TEXT_PLAIN)
				.body(explanation.title() + ". " + explanation.whatToDo());
		}
		ModelAndView page = new ModelAndView("ui/error");
		page.setStatus(status);
		page.addObject("title", explanation.title());
		page.addObject("whatToDo", explanation.whatToDo());
		page.addObject("code", status.value());
		page.addObject("requestId", id);
		page.addObject("home", channel.map(Doors::root).orElse("/"));
		return page;
	}

	private static HttpStatus status(HttpServletRequest request) {
		Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		if (waitedTooLong((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))) {
			return HttpStatus.SERVICE_UNAVAILABLE;
		}
		HttpStatus status = (code instanceof Integer number) ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
		return (status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR;
	}

	/**
	 * Whether the database gave up a statement because of others at work on the same
	 * rows.
	 */
	private static boolean waitedTooLong(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConcurrencyFailureException) {
				return true;
			}
		}
		return false;
	}

	private record Explanation(String title, String whatToDo) {

		static final Explanation STALE = new Explanation("That page was too old",
				"You have signed in again since it was opened. Go back, reload it and try once more. Nothing was changed.");

		static Explanation of(HttpStatus status) {
			return switch (status) {
				case FORBIDDEN -> new Explanation("This isn’t yours to open",
						"Your account may not see or do this. Go back, or ask an administrator if it is part of your work.");
				case NOT_FOUND -> new Explanation("There is nothing here",
						"The address may be mistyped, or what was here is gone. Go to the start and look for it from there.");
				case METHOD_NOT_ALLOWED, BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE, NOT_ACCEPTABLE ->
					new Explanation("That request can’t be read",
							"Go back, reload the page and try once more. Nothing was changed.");
				case CONTENT_TOO_LARGE -> new Explanation("That is too big", "Send less at once. Nothing was changed.");
				case SERVICE_UNAVAILABLE -> new Explanation("Back in a moment",
						"The service is starting or very busy. Wait half a minute and reload the page.");
				default -> status.is4xxClientError()
						? new Explanation("That didn’t work", "Go back, reload the page and try once more.")
						: new Explanation("Something went wrong on our side",
								"What you sent may not have been saved: look before you send it again. If it happens again, tell support the number below.");
			};
		}

	}

}

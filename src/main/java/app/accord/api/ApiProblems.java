package app.accord.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import app.accord.customer.MalformedNumber;
import app.accord.database.DatabaseOutage;
import app.accord.idempotency.KeyReused;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.security.RequestIds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers what goes wrong with a request to the API as problem details (RFC 9457): a
 * sentence for whoever reads it, and the fields it is about.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems implements HandlerExceptionResolver {

	private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

	private final JsonMapper json;

	ApiProblems(JsonMapper json) {
		this.json = json;
	}

	@Override
	public ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response, Object handler,
			Exception ex) {
		if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/") || response.isCommitted()) {
			return null;
		}
		Problem problem = problem(ex);
		Object id = request.getAttribute(RequestIds.ATTRIBUTE);
		if (problem.status().value() == 500) {
			log.error("Request {} to {} failed", id, request.getRequestURI(), ex);
		}
		ProblemDetail detail = ProblemDetail.forStatusAndDetail(problem.status(), problem.sentence());
		detail.setInstance(URI.create(request.getRequestURI()));
		if (!problem.errors().isEmpty()) {
			detail.setProperty("errors", problem.errors());
		}
		detail.setProperty(RequestIds.ATTRIBUTE, id);
		if (ex instanceof ErrorResponse headed) {
			headed.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		}
		if (problem.status().value() == 503) {
			response.setHeader(HttpHeaders.RETRY_AFTER, "2");
		}
		response.setStatus(problem.status().value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		try {
			this.json.writeValue(response.getOutputStream(), detail);
		}
		catch (IOException failure) {
			throw new UncheckedIOException(failure);
		}
		return new ModelAndView();
	}

	private static Problem problem(Exception ex) {
		return switch (ex) {
			case KeyReused reused -> Problem.of(HttpStatus.CONFLICT, reused.getMessage());
			case NotFound missing -> Problem.of(HttpStatus.NOT_FOUND, missing.getMessage());
			case MalformedNumber malformed -> Problem.of(HttpStatus.NOT_FOUND, malformed.getMessage());
			case BadParameter bad -> Problem.of(HttpStatus.BAD_REQUEST, bad.field(), bad.getMessage());
			case Refusal refusal -> Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, refusal.field(), refusal.getMessage());
			case MethodArgumentNotValidException invalid -> invalid(invalid);
			case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
			case MissingServletRequestParameterException missing -> Problem.of(HttpStatus.BAD_REQUEST,
					missing.getParameterName(), "The parameter %s is missing.".formatted(missing.getParameterName()));
			case MissingRequestValueException missing -> Problem.of(HttpStatus.BAD_REQUEST, missing.getMessage());
			case MethodArgumentTypeMismatchException mismatch -> Problem.of(HttpStatus.BAD_REQUEST, mismatch.getName(),
					"“%s” can't be read as %s.".formatted(shortened(mismatch.getValue()), mismatch.getName()));
			case HttpRequestMethodNotSupportedException method -> Problem.of(HttpStatus.METHOD_NOT_ALLOWED,
					"%s can't be done here. Possible: %s.".formatted(method.getMethod(),
							String.join(", ",
									new TreeSet<>(Objects
										.requireNonNullElse(method.getSupportedHttpMethods(), List.<Object>of())
										.stream()
										.map(Object::toString)
										.toList()))));
			case HttpMediaTypeNotSupportedException media -> Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
					"Send the body as application/json, with the header Content-Type.");
			case HttpMediaTypeNotAcceptableException media -> Problem.of(HttpStatus.NOT_ACCEPTABLE,
					"Answers are application/json. Ask for that with the header Accept.");
			case NoResourceFoundException none -> Problem.of(HttpStatus.NOT_FOUND,
					"There is nothing at this address. All addresses are in /api/openapi.json.");
			default -> other(ex);
		};
	}

	private static Problem other(Exception ex) {
		if (DatabaseOutage.isOutage(ex)) {
			return Problem.of(HttpStatus.SERVICE_UNAVAILABLE,
					"The database cannot be reached just now. Send the same request again with the same Idempotency-Key.");
		}
		if (ex instanceof TransientDataAccessException) {
			return Problem.of(HttpStatus.SERVICE_UNAVAILABLE,
					"Many requests wait for the same account just now. Send the same request again with the same Idempotency-Key.");
		}
		if (ex instanceof DataIntegrityViolationException) {
			return "22021".equals(sqlState(ex))
					? Problem.of(HttpStatus.BAD_REQUEST, "A text holds a character that can't be kept (code 0).")
					: Problem.of(HttpStatus.UNPROCESSABLE_CONTENT,
							"One of the values is too long or out of bounds. Nothing was changed.");
		}
		if (ex instanceof ErrorResponse known && !known.getStatusCode().is5xxServerError()) {
			return Problem.of(known.getStatusCode(),
					Objects.requireNonNullElse(known.getBody().getDetail(), "The request can't be carried out."));
		}
		return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR,
				"Something went wrong on our side. Look whether it was done before you send it again with the same Idempotency-Key.");
	}

	private static Problem invalid(MethodArgumentNotValidException ex) {
		List<Wrong> errors = ex.getFieldErrors().stream().map(ApiProblems::wrong).toList();
		boolean unreadable = ex.getFieldErrors().stream().anyMatch(FieldError::isBindingFailure);
		String fields = errors.stream().map(Wrong::field).distinct().sorted().collect(Collectors.joining(", "));
		return new Problem(unreadable ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT,
				"Missing or wrong: " + fields + ". Nothing was changed.", errors);
	}

	private static Wrong wrong(FieldError error) {
		return new Wrong(error.getField(),
				error.isBindingFailure()
						? "“%s” can't be read as %s.".formatted(shortened(error.getRejectedValue()), error.getField())
						: error.getDefaultMessage());
	}

	private static Problem unreadable(HttpMessageNotReadableException ex) {
		if (ex.getCause() instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
			String field = path(mismatch);
			return Problem.of(HttpStatus.BAD_REQUEST, field,
					"The field %s has the wrong type. See /api/openapi.json for what it takes.".formatted(field));
		}
		if (ex.getCause() instanceof StreamReadException malformed) {
			TokenStreamLocation at = malformed.getLocation();
			return Problem.of(HttpStatus.BAD_REQUEST, "The body is not well-formed JSON%s."
				.formatted((at != null) ? " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()) : ""));
		}
		return Problem.of(HttpStatus.BAD_REQUEST, "Send a JSON object in the body.");
	}

	private static String path(DatabindException ex) {
		return ex.getPath()
			.stream()
			.map((step) -> (step.getPropertyName() != null) ? step.getPropertyName() : "[" + step.getIndex() + "]")
			.collect(Collectors.joining("."))
			.replace(".[", "[");
	}

	private static String sqlState(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql) {
				return sql.getSQLState();
			}
		}
		return null;
	}

	private static String shortened(Object value) {
		String text = String.valueOf(value);
		return (text.length() > 60) ? text.substring(0, 60) + "…" : text;
	}

	/** A field and what is wrong with it. */
	@Schema(name = "FieldProblem")
	record Wrong(@Schema(example = "amount") String field, @Schema(example = "Say how much was paid.") String message) {
	}

	private record Problem(HttpStatusCode status, String sentence, List<Wrong> errors) {

		static Problem of(HttpStatusCode status, String sentence) {
			return new Problem(status, sentence, List.of());
		}

		static Problem of(HttpStatusCode status, String field, String sentence) {
			return new Problem(status, sentence, (field != null) ? List.of(new Wrong(field, sentence)) : List.of());
		}

	}

}

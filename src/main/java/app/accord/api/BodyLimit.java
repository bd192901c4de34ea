package app.accord.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are longer than any request needs, before they are read; and those
 * that don't say how long they are.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimit extends OncePerRequestFilter {

	private static final long LONGEST = 100_000;

	/** Whole statements of a bank. */
	private static final String STATEMENTS = "/api/v1/bank-statements";

	private static final long LONGEST_STATEMENT = 50_000_000;

	/** Files of another system's customers, which are not kept in memory. */
	private static final String IMPORTS = "/api/v1/imports";

	private final long longestImport;

	BodyLimit(@Value("${accord.imports.largest:2000000000}") long longestImport) {
		this.longestImport = longestImport;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		long longest = path.equals(STATEMENTS) ? LONGEST_STATEMENT
				: path.equals(IMPORTS) ? this.longestImport : LONGEST;
		if (request.getContentLengthLong() > longest) {
			refuse(response, HttpStatus.CONTENT_TOO_LARGE, "The body is over %d bytes.".formatted(longest));
		}
		else if (request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
			refuse(response, HttpStatus.LENGTH_REQUIRED, "Send the header Content-Length.");
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static void refuse(HttpServletResponse response, HttpStatus status, String sentence) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream()
			.write("""
					{"type":"about:blank","title":"%s","status":%d,"detail":"%s"}"""
				.formatted(status.getReasonPhrase(), status.value(), sentence)
				.getBytes(StandardCharsets.UTF_8));
	}

}

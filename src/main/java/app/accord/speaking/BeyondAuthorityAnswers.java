package app.accord.speaking;

import java.net.URI;

import app.accord.security.Doors;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What becomes of a form that goes beyond the authority: a sentence. A sheet stays as it
 * was typed; a whole page leads back to where the form stood.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BeyondAuthorityAnswers {

	@ExceptionHandler(BeyondAuthority.class)
	Object refused(BeyondAuthority ex, HttpServletRequest request, RedirectAttributes after) {
		if (Doors.forPartOfPage(request)) {
			return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.TEXT_PLAIN).body(ex.getMessage());
		}
		after.addFlashAttribute("problem", ex.getMessage());
		return "redirect:" + back(request, ex.page());
	}

	private static String back(HttpServletRequest request, String otherwise) {
		String from = request.getHeader(HttpHeaders.REFERER);
		try {
			String path = (from != null) ? URI.create(from).getRawPath() : null;
			String root = request.getContextPath() + Doors.root(Doors.channel(request).orElseThrow()) + "/";
			return (path != null && path.startsWith(root) && !path.contains("/../"))
					? path.substring(request.getContextPath().length()) : otherwise;
		}
		catch (IllegalArgumentException ex) {
			return otherwise;
		}
	}

}

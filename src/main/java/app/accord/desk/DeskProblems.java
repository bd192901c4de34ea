package app.accord.desk;

import java.io.IOException;

import app.accord.desk.OnDesk.NoAccountYet;
import app.accord.idempotency.KeyReused;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import app.accord.security.Doors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What becomes of a refusal that stands by no field: a sentence, shown as a toast. */
@ControllerAdvice(basePackageClasses = DeskProblems.class)
class DeskProblems {

	@ExceptionHandler(NotFound.class)
	void notThere(HttpServletResponse response) throws IOException {
		response.sendError(HttpServletResponse.SC_NOT_FOUND);
	}

	/** Whole pages lead to where an account can be opened. */
	@ExceptionHandler(NoAccountYet.class)
	Object noAccountYet(NoAccountYet ex, HttpServletRequest request, RedirectAttributes after) {
		if (Doors.forPartOfPage(request)) {
			return refused(ex);
		}
		after.addFlashAttribute("problem", ex.getMessage());
		return "redirect:/desk/customers/" + ex.customer();
	}

	@ExceptionHandler({ Refusal.class, KeyReused.class })
	ResponseEntity<String> refused(RuntimeException ex) {
		return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.TEXT_PLAIN).body(ex.getMessage());
	}

}

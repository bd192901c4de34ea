package app.accord.desk;

import java.io.IOException;

import app.accord.idempotency.KeyReused;
import app.accord.refusal.NotFound;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What becomes of a refusal that stands by no field: a sentence, shown as a toast. */
@ControllerAdvice(basePackageClasses = DeskProblems.class)
class DeskProblems {

	@ExceptionHandler(NotFound.class)
	void notThere(HttpServletResponse response) throws IOException {
		response.sendError(HttpServletResponse.SC_NOT_FOUND);
	}

	@ExceptionHandler({ Refusal.class, KeyReused.class })
	ResponseEntity<String> refused(RuntimeException ex) {
		return ResponseEntity.status(HttpStatus.CONFLICT).contentType(MediaType.TEXT_PLAIN).body(ex.getMessage());
	}

}

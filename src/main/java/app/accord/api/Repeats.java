package app.accord.api;

import java.net.URI;

import app.accord.fault.FailPoint;
import app.accord.idempotency.RepeatableWrites.Answer;

import org.springframework.http.ResponseEntity;

/** What the header Idempotency-Key means for requests and answers. */
final class Repeats {

	static final String KEY = "Idempotency-Key";

	static final String REPLAYED = "Idempotency-Replayed";

	private Repeats() {
	}

	/** The key as it came; null if none did. */
	static String key(String header) {
		if (header != null && (header.isBlank() || header.length() > 255)) {
			throw new BadParameter(KEY, "An Idempotency-Key has 1 to 255 characters.");
		}
		return header;
	}

	/** 201 with that body, and a word when it is a repeat's. */
	static <T> ResponseEntity<T> created(Answer<?> answer, String location, T body) {
		FailPoint.API_BEFORE_ANSWER.reach();
		ResponseEntity.BodyBuilder created = ResponseEntity.created(URI.create(location));
		return (answer.repeated() ? created.header(REPLAYED, "true") : created).body(body);
	}

}

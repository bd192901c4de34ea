package app.accord.catalog;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Whole seconds. Prices and promotions start and end on them, so that no two answers of
 * one second differ and the second can stand for the answer.
 */
final class Seconds {

	private Seconds() {
	}

	static Instant floor(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS);
	}

	static Instant after(Instant instant) {
		return floor(instant).plusSeconds(1);
	}

}

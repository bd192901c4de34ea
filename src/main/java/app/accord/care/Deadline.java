package app.accord.care;

import java.time.Duration;

/**
 * Within which time a case is dealt with, around the clock.
 *
 * @param answerHours hours until the customer has an answer, at least 1
 * @param resolveHours hours until it is solved, not fewer than for the answer
 */
public record Deadline(int answerHours, int resolveHours) {

	Duration toAnswer() {
		return Duration.ofHours(this.answerHours);
	}

	Duration toResolve() {
		return Duration.ofHours(this.resolveHours);
	}

}

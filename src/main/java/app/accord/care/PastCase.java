package app.accord.care;

import java.time.Instant;
import java.util.List;

import app.accord.actor.Actor;

/**
 * A case of the past, with what has happened to it.
 *
 * @param asked as it came
 * @param by who opened it
 * @param at when, UTC
 * @param steps what happened since, oldest first
 */
public record PastCase(NewCase asked, Actor by, Instant at, List<Step> steps) {

	/** What can have happened. */
	public enum Move {

		/** An employee took it. */
		TAKEN,

		/** An employee answered. */
		REPLIED,

		/** An employee answered, and waits for the customer. */
		ASKED,

		/** The customer said something. */
		SAID,

		/** A remark that the customer never sees. */
		NOTED,

		/** It waits for somebody else. */
		HELD,

		/** It is solved. */
		RESOLVED,

		/** The customer says so too. */
		CLOSED

	}

	/**
	 * Something that happened.
	 *
	 * @param at when, UTC
	 * @param by who did it
	 * @param move what
	 * @param text the words, or null
	 */
	public record Step(Instant at, Actor by, Move move, String text) {
	}

}

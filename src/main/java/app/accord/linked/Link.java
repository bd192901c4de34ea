package app.accord.linked;

import java.time.Instant;

import app.accord.actor.Actor;

/**
 * That one record stands, or stood, under another.
 *
 * @param linkId its number
 * @param customerId the record that was joined
 * @param underId the record that leads
 * @param at when
 * @param actor who joined them, and where
 * @param reason why
 * @param end how they were parted; null while they are joined
 */
public record Link(long linkId, long customerId, long underId, Instant at, Actor actor, String reason, End end) {

	/**
	 * The end of a link.
	 *
	 * @param at when
	 * @param actor who parted them, and where
	 * @param reason why
	 */
	public record End(Instant at, Actor actor, String reason) {
	}

}

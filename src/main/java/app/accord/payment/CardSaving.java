package app.accord.payment;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;

/**
 * A page of the gateway's on which a customer leaves a card.
 *
 * @param account that the card is going to pay
 * @param id its id
 * @param state where it stands
 * @param pageReference the gateway's reference, or null
 * @param pageUrl where the customer goes, or null
 * @param forAutoPay whether auto-pay is switched on with the card
 * @param cardId the card that was left, or null
 * @param backTo where the customer goes on afterwards, a path of ours
 * @param actor who began it
 * @param createdAt since when, UTC
 */
public record CardSaving(AccountNumber account, UUID id, State state, String pageReference, String pageUrl,
		boolean forAutoPay, UUID cardId, String backTo, Actor actor, Instant createdAt) {

	/** Where it stands. */
	public enum State {

		/** The gateway is being asked for a page. */
		CREATED,

		/** The customer may leave a card. */
		OPEN,

		/** A card was left and is kept. */
		SAVED,

		/** The page was closed without a card. */
		LEFT;

		/** The one table of moves. */
		static final Map<State, Set<State>> MOVES = Map.of(CREATED, EnumSet.of(OPEN), OPEN, EnumSet.of(SAVED, LEFT),
				SAVED, EnumSet.noneOf(State.class), LEFT, EnumSet.noneOf(State.class));

		boolean mayBecome(State next) {
			return MOVES.get(this).contains(next);
		}

	}

}

package app.accord.customer;

import java.time.Instant;

import app.accord.actor.Actor;

/**
 * A change of a field of a customer's record.
 *
 * @param record whose
 * @param id its number
 * @param together the number of the first change that was made at once with it
 * @param at when, UTC
 * @param field what
 * @param contactPoint of which contact point; null for the customer's own
 * @param oldValue what it was; null: nothing
 * @param newValue what it became; null: nothing
 * @param ownValue what the record itself had; the old value is what was shown of all that
 * are joined
 * @param actor who, and where
 * @param reason why, or null
 */
public record FieldChange(CustomerNumber record, long id, long together, Instant at, CustomerField field,
		Integer contactPoint, String oldValue, String newValue, String ownValue, Actor actor, String reason) {

	/** Whether the old value can be given back by {@link Customers#putBack}. */
	public boolean canBePutBack() {
		return this.field != CustomerField.PREFERRED && this.field != CustomerField.REACHABLE
				&& this.field != CustomerField.LABEL && this.id == this.together;
	}

}

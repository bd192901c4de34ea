package app.accord.relationship;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;

/**
 * What another customer is to a customer, as that customer's side reads it.
 *
 * @param id its number, the same on both sides
 * @param record the record that it was noted with; of joined records one of them
 * @param other the other customer; of joined records the number that leads
 * @param otherName the other's name
 * @param role what the other is
 * @param called what the other is in their own words: daughter; or null
 * @param from the first day
 * @param until the last day, or null: until it is ended
 * @param scopes how far one may speak for the other; empty where nobody may
 * @param proof what was shown for that, or null
 * @param proofSeenOn when it was shown, or null
 * @param account the account that is paid for, or null
 * @param at when it was noted, UTC
 * @param actor who noted it, and where
 * @param reason why
 * @param end how it was ended; null while nobody has
 */
public record Relationship(long id, CustomerNumber record, CustomerNumber other, String otherName, Role role,
		String called, LocalDate from, LocalDate until, Set<Scope> scopes, String proof, LocalDate proofSeenOn,
		AccountNumber account, Instant at, Actor actor, String reason, End end) {

	/** What the other is, in their own words where there are some. */
	public String title() {
		return (this.called != null) ? this.called : this.role.label();
	}

	/** Whether it holds on that day. */
	public boolean holdsOn(LocalDate day) {
		return this.end == null && !day.isBefore(this.from) && (this.until == null || !day.isAfter(this.until));
	}

	/** Whether it holds on that day or will. */
	public boolean open(LocalDate day) {
		return this.end == null && (this.until == null || !day.isAfter(this.until));
	}

	/**
	 * What the one may do who may speak for the other: “may pay”; null where nobody may.
	 */
	public String may() {
		return this.scopes.isEmpty() ? null : Scope.sentence(this.scopes);
	}

	/**
	 * The end of it.
	 *
	 * @param at when, UTC
	 * @param actor who ended it, and where
	 * @param reason why
	 */
	public record End(Instant at, Actor actor, String reason) {
	}

}

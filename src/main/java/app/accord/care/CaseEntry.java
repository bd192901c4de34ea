package app.accord.care;

import java.time.Instant;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;

/**
 * Something that happened to a case.
 *
 * @param no its place among the case's entries, from 1
 * @param kind what it tells
 * @param actor who, from which channel
 * @param forCustomer whether the customer may see it
 * @param text the words; null where a move was made without any
 * @param state the state that the case was in afterwards
 * @param speaker who was speaking, where it was not the customer: “Ana Ruiz (daughter)”;
 * or null
 * @param at when, UTC
 */
public record CaseEntry(int no, EntryKind kind, Actor actor, boolean forCustomer, String text, CaseState state,
		String speaker, Instant at) {

	/** The name of who did it. */
	public String byName() {
		return this.actor.name();
	}

	/** Whether the customer, or who acts for the customer, did it. */
	public boolean byCustomer() {
		return this.actor.kind() == ActorKind.CUSTOMER;
	}

}

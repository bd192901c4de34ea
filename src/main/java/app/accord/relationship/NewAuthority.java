package app.accord.relationship;

import java.time.LocalDate;
import java.util.Set;

import app.accord.customer.CustomerNumber;

/**
 * That somebody may speak for a customer, to be noted.
 *
 * @param customer who is spoken for
 * @param person who may
 * @param scopes how far
 * @param proof what was shown; must be given
 * @param proofSeenOn when; null: today
 * @param from the first day; null: today
 * @param until the last day, or null: until it is ended
 * @param reason who asked for it and how; must be given
 */
public record NewAuthority(CustomerNumber customer, CustomerNumber person, Set<Scope> scopes, String proof,
		LocalDate proofSeenOn, LocalDate from, LocalDate until, String reason) {
}

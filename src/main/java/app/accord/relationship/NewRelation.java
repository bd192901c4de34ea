package app.accord.relationship;

import java.time.LocalDate;

import app.accord.customer.CustomerNumber;

/**
 * What another customer is to a customer, to be noted.
 *
 * @param customer the customer
 * @param other the other one
 * @param role what the other is to the customer
 * @param called the same in their own words: daughter; or null
 * @param from the first day; null: today
 * @param until the last day, or null
 * @param reason how it is known; must be given
 */
public record NewRelation(CustomerNumber customer, CustomerNumber other, Role role, String called, LocalDate from,
		LocalDate until, String reason) {
}

package app.accord.relationship;

import app.accord.customer.CustomerNumber;

/**
 * Somebody for whom a person may act.
 *
 * @param number the number that leads
 * @param name the name
 * @param title what this one is to the person: parent; or null
 */
public record ActsFor(CustomerNumber number, String name, String title) {
}

package app.accord.relationship;

/**
 * The answer to something that was noted or ended between two customers.
 *
 * @param customer the number of the customer, as asked for
 * @param id the number of what was noted
 */
public record Noted(String customer, long id) {
}

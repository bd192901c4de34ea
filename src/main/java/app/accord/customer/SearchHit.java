package app.accord.customer;

/**
 * A customer that was found.
 *
 * @param customerId the id
 * @param number the number shown to people
 * @param name the whole name
 * @param tier how the customer is valued
 * @param matchedOn what was found: "name", "telephone (212) 555-0123"
 * @param exact whether it is exactly what was typed
 */
public record SearchHit(long customerId, CustomerNumber number, String name, Tier tier, String matchedOn,
		boolean exact) {
}

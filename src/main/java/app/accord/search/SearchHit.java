package app.accord.search;

import app.accord.customer.CustomerNumber;
import app.accord.customer.PublicNumber;
import app.accord.customer.Tier;

/**
 * A customer that was found.
 *
 * @param customerId the id
 * @param number the number shown to people
 * @param name the whole name
 * @param tier how the customer is valued
 * @param matchedOn why: "name", "telephone (212) 555-0123", "similar name"
 * @param exact whether it is exactly what was typed, by a number, a telephone number, an
 * e-mail, an id or a bill's amount
 * @param seen whether the one who searches has opened it lately
 * @param found what has the number or the amount that was typed: a bill, an order, an
 * account; else the customer's number
 */
public record SearchHit(long customerId, CustomerNumber number, String name, Tier tier, String matchedOn, boolean exact,
		boolean seen, PublicNumber found) {
}

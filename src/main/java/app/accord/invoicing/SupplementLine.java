package app.accord.invoicing;

import org.joda.money.Money;

/**
 * A line that is no charge of ours: added to a bill outside net, tax and revenue, and
 * posted as a donation of its own.
 *
 * @param description what the customer reads
 * @param amount above zero
 * @param reference the non-profit's code
 * @param working how the amount was found, or null
 */
public record SupplementLine(String description, Money amount, String reference, String working) {
}

package app.accord.catalog;

import java.time.Instant;

import org.joda.money.Money;

/**
 * A price to be set. Prices start and end on whole seconds; the start belongs to the
 * price, the end does not.
 *
 * @param productCode the product
 * @param amount what one unit costs
 * @param startsAt from when on, UTC; null: from the next second on
 * @param endsAt until when, UTC; null: until further notice
 * @param reason why, or null
 */
public record NewPrice(String productCode, Money amount, Instant startsAt, Instant endsAt, String reason) {
}

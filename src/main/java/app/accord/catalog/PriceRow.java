package app.accord.catalog;

import java.time.Instant;

import org.joda.money.Money;

/**
 * A price of the book.
 *
 * @param amount what one unit costs
 * @param startsAt from when on, UTC
 * @param endsAt until when, UTC; null: until further notice
 * @param setBy who set it
 * @param setAt when it was set, UTC
 * @param reason why, or null
 */
public record PriceRow(Money amount, Instant startsAt, Instant endsAt, String setBy, Instant setAt, String reason) {
}

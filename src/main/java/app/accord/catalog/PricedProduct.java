package app.accord.catalog;

import java.time.Instant;

import org.joda.money.Money;

/**
 * A product to be imported with its first price.
 *
 * @param product the product
 * @param price what one unit costs
 * @param from since when, UTC; may be in the past
 */
public record PricedProduct(NewProduct product, Money price, Instant from) {
}

package app.accord.catalog;

import java.time.Instant;
import java.util.List;

import org.joda.money.Money;

/**
 * A line of the price book.
 *
 * @param product the product
 * @param price its list price now; null: none
 * @param since since when, UTC; null: no price
 * @param until until when, UTC; null: until further notice
 * @param nextPrice the next list price; null: none planned
 * @param nextFrom when it starts, UTC; null: none planned
 * @param promotions those of the product and of any product, running or to come
 */
public record PricedProductRow(ProductView product, Money price, Instant since, Instant until, Money nextPrice,
		Instant nextFrom, List<PromotionView> promotions) {
}

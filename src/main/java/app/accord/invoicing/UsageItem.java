package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Something that was used and is not billed yet.
 *
 * @param id its number among the customer's
 * @param productCode what was used
 * @param quantity how much, in the product's unit
 * @param at when, UTC
 */
record UsageItem(long id, String productCode, BigDecimal quantity, Instant at) {
}

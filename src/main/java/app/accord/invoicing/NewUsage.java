package app.accord.invoicing;

import java.math.BigDecimal;
import java.time.Instant;

import app.accord.customer.AccountNumber;

/**
 * Something that was used.
 *
 * @param account who pays
 * @param productCode what was used; its unit is one that is counted
 * @param quantity how much, above zero, at most six decimals
 * @param at when, UTC
 * @param externalId its number where it was counted, unique for the customer
 */
public record NewUsage(AccountNumber account, String productCode, BigDecimal quantity, Instant at, String externalId) {
}

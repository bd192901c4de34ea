package app.accord.billing;

import java.time.Instant;

import app.accord.customer.AccountNumber;

/**
 * A billing account, without its position: for that see {@link Positions}.
 *
 * @param number its number
 * @param name what it is called
 * @param currency ISO 4217
 * @param openedAt since when, UTC
 */
public record BillingAccount(AccountNumber number, String name, String currency, Instant openedAt) {
}

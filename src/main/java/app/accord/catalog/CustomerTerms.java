package app.accord.catalog;

import java.time.Instant;
import java.time.LocalDate;

import app.accord.customer.Tier;

/**
 * What promotions ask of a customer.
 *
 * @param tier the customer's tier
 * @param tierSince since when, UTC
 * @param customerSince first day as a customer
 */
public record CustomerTerms(Tier tier, Instant tierSince, LocalDate customerSince) {
}

package app.accord.consent;

import java.time.Instant;

/**
 * An answer to be kept.
 *
 * @param customerId whose
 * @param purpose what for
 * @param channel by which way
 * @param answer yes or no
 * @param saidAt when the customer said so, UTC
 * @param origin where and how the customer said so
 */
public record NewConsent(long customerId, ConsentPurpose purpose, ConsentChannel channel, ConsentAnswer answer,
		Instant saidAt, String origin) {
}

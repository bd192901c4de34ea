package app.accord.duplicates;

import java.time.Instant;
import java.util.List;

import app.accord.customer.CustomerProfile;

/**
 * Two customers who may be one.
 *
 * @param one who was there first
 * @param other who came later
 * @param sure whether hardly anything else is possible
 * @param reasons for and against, in words
 * @param foundAt when it was found, UTC
 */
public record SuspectedPair(CustomerProfile one, CustomerProfile other, boolean sure, List<String> reasons,
		Instant foundAt) {
}

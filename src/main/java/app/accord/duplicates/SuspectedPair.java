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
 * @param foundAt when it was found first, UTC
 * @param decidedBy who said that they are not the same; null: nobody yet
 * @param decidedAt when, UTC; null: not yet
 */
public record SuspectedPair(CustomerProfile one, CustomerProfile other, boolean sure, List<String> reasons,
		Instant foundAt, String decidedBy, Instant decidedAt) {
}

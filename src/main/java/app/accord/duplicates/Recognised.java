package app.accord.duplicates;

import java.util.List;

import app.accord.customer.CustomerProfile;

/**
 * A customer who a record may be.
 *
 * @param customer who it may be; null where two records were compared of which neither is
 * a customer yet
 * @param weight odds in hundredths of a bit
 * @param sure whether hardly anything else is possible
 * @param certain whether nobody need look: it is the same, or says only again what is
 * known
 * @param nameOnly whether nothing but the name fits
 * @param reasons for and against, in words, the weightiest first
 * @param why the same as part of a sentence
 */
public record Recognised(CustomerProfile customer, int weight, boolean sure, boolean certain, boolean nameOnly,
		List<String> reasons, String why) {
}

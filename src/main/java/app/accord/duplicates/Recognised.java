package app.accord.duplicates;

import java.util.List;

import app.accord.customer.CustomerProfile;

/**
 * A customer who a record may be.
 *
 * @param customerId who it may be
 * @param customer the same; null of somebody who is only imagined
 * @param weight odds in hundredths of a bit
 * @param sure whether hardly anything else is possible
 * @param certain whether nobody need look: it is the same, or says only again what is
 * known
 * @param nameOnly whether nothing but the name fits
 * @param reasons for and against, in words, the weightiest first
 * @param why the same as part of a sentence
 */
public record Recognised(long customerId, CustomerProfile customer, int weight, boolean sure, boolean certain,
		boolean nameOnly, List<String> reasons, String why) {
}

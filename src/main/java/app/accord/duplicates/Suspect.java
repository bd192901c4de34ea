package app.accord.duplicates;

import java.util.List;

import app.accord.customer.CustomerProfile;

/**
 * A customer who may be the one that is being typed.
 *
 * @param customer who it may be
 * @param weight odds in hundredths of a bit
 * @param sure whether hardly anything else is possible
 * @param reasons for and against, in words, with their weight, the weightiest first
 * @param why the same as a line: Same surname and e-mail, given name differs (adan / eve)
 */
public record Suspect(CustomerProfile customer, int weight, boolean sure, List<String> reasons, String why) {
}

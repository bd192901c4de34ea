package app.accord.joining;

import java.time.Instant;
import java.util.List;

import app.accord.customer.CustomerNumber;

/**
 * Something that was done to a customer while records were joined.
 *
 * @param key names it in a form
 * @param record where it was written
 * @param what what it is, in words
 * @param detail more words, or null
 * @param who who did it
 * @param at when, UTC
 * @param choices whose it can be
 * @param proposal whose it is unless somebody says otherwise
 */
public record Since(String key, CustomerNumber record, String what, String detail, String who, Instant at,
		List<Assignment> choices, Assignment proposal) {
}

package app.accord.search;

import java.util.List;

/**
 * A page of customers that were found, exact hits first.
 *
 * @param items those of this page
 * @param page from 0
 * @param size entries asked for
 * @param total how many were found
 * @param more whether there are more than {@code total}, which were not counted
 * @param hint a sentence for who searched, or null
 */
public record SearchPage(List<SearchHit> items, int page, int size, long total, boolean more, String hint) {
}

package app.accord.joining;

import java.util.List;

/**
 * The answer to a joining.
 *
 * @param link the link's number, by which it can be undone
 * @param leading the number that names them all
 * @param numbers all numbers, the leading one first
 * @param balances each account's balance, the same before and after:
 * {@code A-10428-1-4 110.27 USD}
 */
public record Joined(long link, String leading, List<String> numbers, List<String> balances) {
}

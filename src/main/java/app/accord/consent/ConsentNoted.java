package app.accord.consent;

import java.util.List;

/**
 * The answer to noting or undoing.
 *
 * @param ids the numbers of the new rows, by purpose and channel
 */
public record ConsentNoted(List<Long> ids) {
}

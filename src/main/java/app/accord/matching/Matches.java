package app.accord.matching;

import java.util.List;

/**
 * What was found in some records of one kind.
 *
 * @param model what was learned
 * @param pairs that are or may be the same, the surest first
 * @param same the cluster of each record by what is sure
 * @param maybe the cluster of each record by what is sure or likely
 * @param compared how many pairs were compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record Matches(Model model, List<MatchedPair> pairs, int[] same, int[] maybe, long compared) {
}

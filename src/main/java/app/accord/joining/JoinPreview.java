package app.accord.joining;

import java.util.List;

/**
 * Two customers side by side, before they are joined.
 *
 * @param leading whose number will name both
 * @param joined the other
 * @param fields whose values are shown, each with a proposal
 * @param warnings what to look at first, in sentences
 */
public record JoinPreview(JoinSide leading, JoinSide joined, List<FieldProposal> fields, List<String> warnings) {
}

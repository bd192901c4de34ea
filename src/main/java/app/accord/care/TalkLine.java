package app.accord.care;

import java.util.List;
import java.util.function.Function;

/**
 * Something that was said about a case, as the customer may see it.
 *
 * @param entry what happened
 * @param who in words for who reads it
 * @param text what was said; null where a move was made without a word
 */
public record TalkLine(CaseEntry entry, String who, String text) {

	/** All that the customer may see, oldest first. */
	public static List<TalkLine> of(CaseView found, Function<CaseEntry, String> who) {
		return found.forCustomer()
			.stream()
			.map((entry) -> new TalkLine(entry, who.apply(entry), text(found, entry)))
			.filter((line) -> line.text() != null || line.moved() != null)
			.toList();
	}

	// A case begins with the customer's words, which it is opened with.
	private static String text(CaseView found, CaseEntry entry) {
		if (entry.kind() != EntryKind.OPENED) {
			return entry.text();
		}
		return (found.description() != null) ? found.description() : found.row().subject();
	}

	/** Whether it is the customer's side, whoever wrote it down. */
	public boolean own() {
		return ownSide(this.entry);
	}

	/** Whether something is the customer's side, whoever wrote it down. */
	public static boolean ownSide(CaseEntry entry) {
		return entry.kind() == EntryKind.OPENED || entry.kind() == EntryKind.SAID || entry.byCustomer() || again(entry);
	}

	// That it isn't solved after all is the customer's word.
	private static boolean again(CaseEntry entry) {
		return entry.kind() == EntryKind.STATE && entry.state() == CaseState.IN_PROGRESS && entry.text() != null;
	}

	/** The state that it brought; null: none that is worth a word. */
	public CaseState moved() {
		return (this.entry.kind() == EntryKind.STATE) ? this.entry.state() : null;
	}

}

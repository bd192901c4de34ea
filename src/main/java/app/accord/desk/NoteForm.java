package app.accord.desk;

import app.accord.interaction.Direction;
import app.accord.interaction.InteractionKind;

/**
 * What is typed in the composer.
 *
 * @param what note, call-in or call-out
 * @param body the text
 * @param internal present: for staff only
 * @param idempotencyKey made when the form was shown
 */
record NoteForm(String what, String body, String internal, String idempotencyKey) {

	static NoteForm empty() {
		return new NoteForm("note", "", null, Forms.newKey());
	}

	InteractionKind kind() {
		return (this.what != null && this.what.startsWith("call")) ? InteractionKind.CALL : InteractionKind.NOTE;
	}

	Direction direction() {
		return switch ((this.what != null) ? this.what : "") {
			case "call-in" -> Direction.IN;
			case "call-out" -> Direction.OUT;
			default -> Direction.NONE;
		};
	}

}

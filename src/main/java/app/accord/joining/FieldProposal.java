package app.accord.joining;

import java.util.Objects;

import app.accord.linked.LinkedField;
import app.accord.linked.Side;

/**
 * A field of which one side's value is shown once they are joined.
 *
 * @param field which
 * @param label what people call it
 * @param leading the value of the side that leads; null: none
 * @param joined the value of the other; null: none
 * @param proposal whose is proposed
 * @param why the reason for the proposal
 */
public record FieldProposal(LinkedField field, String label, String leading, String joined, Side proposal, String why) {

	/** Whether there is anything to choose. */
	public boolean differs() {
		return !Objects.equals(this.leading, this.joined);
	}

}

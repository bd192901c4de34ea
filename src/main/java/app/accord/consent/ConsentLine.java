package app.accord.consent;

import java.util.List;

import app.accord.customer.CustomerNumber;

/**
 * A line of the history of what a customer said.
 *
 * @param entry what was said
 * @param records the records it was said for: more than one where they were joined
 * @param state what has become of it
 * @param undoable whether an employee may undo it: a mistake of ours, not what the
 * customer said by themself
 */
public record ConsentLine(ConsentEntry entry, List<CustomerNumber> records, State state, boolean undoable) {

	/** What has become of an answer. */
	public enum State {

		/** It is what holds. */
		HOLDS("holds"),

		/** Something that counts more was said. */
		EARLIER("earlier"),

		/** It was noted by mistake and taken back. */
		UNDONE("undone"),

		/** It takes another one back. */
		UNDOES("undoes a mistake"),

		/**
		 * A yes that was given while records were joined that have been taken apart:
		 * nobody knows whose it was.
		 */
		APART("does not count: records taken apart");

		private final String label;

		State(String label) {
			this.label = label;
		}

		/** What people read. */
		public String label() {
			return this.label;
		}

	}

}

package app.accord.banking;

import java.time.Instant;

/**
 * A statement file and how far it is.
 *
 * @param id its number
 * @param name as it was called
 * @param format how it is written
 * @param loadedBy who loaded it
 * @param loadedAt when, UTC
 * @param state where it stands
 * @param failure why it stopped, or null
 * @param total about how many records it has, or 0 while unknown
 * @param read records read so far
 * @param fresh lines that were new
 * @param refused rows that could not be taken in
 * @param posted lines posted by themselves or by a person
 * @param returned bounced transfers that were taken back
 * @param waiting lines that wait for a person
 * @param ignored lines that are no customer's
 */
public record BankFile(long id, String name, Format format, String loadedBy, Instant loadedAt, State state,
		String failure, int total, int read, int fresh, int refused, int posted, int returned, int waiting,
		int ignored) {

	/** How a file is written. */
	public enum Format {

		/** ISO 20022 XML. */
		CAMT053("CAMT.053"),

		/** Separated values. */
		CSV("CSV");

		private final String label;

		Format(String label) {
			this.label = label;
		}

		/** What people read. */
		public String label() {
			return this.label;
		}

	}

	/** Where a file stands. */
	public enum State {

		/** A person is to say which column is which. */
		MAPPING,

		/** Its lines are taken in. */
		READING,

		/** Its lines are matched to accounts. */
		MATCHING,

		/** All lines were taken in and looked at. */
		DONE,

		/** It could not be read to its end. */
		FAILED

	}

	/** Whether something goes on by itself. */
	public boolean running() {
		return this.state == State.READING || this.state == State.MATCHING;
	}

	/** Lines that came in an earlier file already. */
	public int known() {
		return Math.max(0, this.read - this.fresh - this.refused);
	}

	/** Lines that are not looked at yet. */
	public int open() {
		return this.fresh - this.posted - this.returned - this.waiting - this.ignored;
	}

	/** How much is done, 0 to 100. */
	public int percent() {
		return switch (this.state) {
			case MAPPING -> 0;
			case READING -> (this.total == 0) ? 0 : Math.min(50, this.read * 50 / this.total);
			case MATCHING -> (this.fresh == 0) ? 99 : 50 + (this.fresh - open()) * 50 / this.fresh;
			case DONE, FAILED -> 100;
		};
	}

}

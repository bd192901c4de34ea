package app.accord.consistency;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What clients asked for and were told, with the times, and what stood in the ledgers at
 * the end. Amounts are in minor units; times are nanoseconds of one clock.
 */
final class History {

	private final Queue<Write> writes = new ConcurrentLinkedQueue<>();

	private final Queue<Read> reads = new ConcurrentLinkedQueue<>();

	void add(Write write) {
		this.writes.add(write);
	}

	void add(Read read) {
		this.reads.add(read);
	}

	List<Write> writes() {
		return List.copyOf(this.writes);
	}

	List<Read> reads() {
		return List.copyOf(this.reads);
	}

	/** How a write ended, as far as its client knows. */
	enum Outcome {

		/** It was acknowledged. */
		DONE,

		/** It was refused. */
		REFUSED,

		/** There was no answer, or one that leaves it open. */
		UNKNOWN

	}

	/**
	 * An entry as a write makes it. No two writes of a history make the same one.
	 *
	 * @param amount with its sign: above zero, more is owed
	 * @param reversal whether it undoes another
	 */
	record Mark(long amount, boolean reversal) {
	}

	/**
	 * A write that a client asked for, with all its repeats.
	 *
	 * @param account which account
	 * @param how for people
	 * @param marks the entries it makes, together
	 * @param began when it was first asked for
	 * @param ended when the last answer came
	 * @param outcome how it ended
	 */
	record Write(String account, String how, Set<Mark> marks, long began, long ended, Outcome outcome) {
	}

	/**
	 * A balance that a client was shown.
	 *
	 * @param account which account
	 * @param channel where
	 * @param balance what was shown
	 * @param asOf as of which entry
	 * @param began when it was asked for
	 * @param ended when the answer was there
	 */
	record Read(String account, String channel, long balance, long asOf, long began, long ended) {
	}

	/**
	 * An entry of a ledger.
	 *
	 * @param account which account
	 * @param seq its number
	 * @param amount with its sign
	 * @param reversal whether it undoes another
	 */
	record Entry(String account, long seq, long amount, boolean reversal) {

		Mark mark() {
			return new Mark(this.amount, this.reversal);
		}

	}

}

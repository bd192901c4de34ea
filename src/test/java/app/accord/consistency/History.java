package app.accord.consistency;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What clients asked for and were told, with the times, and what stood in the ledgers at
 * the end. Amounts are in minor units; times are nanoseconds of one clock.
 */
final class History {

	private final Queue<Write> writes = new ConcurrentLinkedQueue<>();

	private final Queue<Read> reads = new ConcurrentLinkedQueue<>();

	private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

	private final Answers answers = new Answers();

	void add(Write write) {
		this.writes.add(write);
	}

	void add(Read read) {
		this.reads.add(read);
	}

	void add(Line line) {
		this.lines.add(line);
	}

	/**
	 * What a client was shown at once: its balances are reads, and all of it must be what
	 * everybody else was shown.
	 */
	void add(Collection<Shown> shown, long began, long ended) {
		for (Shown one : shown) {
			this.answers.add(one);
			if (one.fact().equals("balance")) {
				add(new Read(one.subject(), one.channel(), minor(one.value()), one.asOf(), began, ended));
			}
		}
	}

	/** A plain amount in minor units, of a currency with two decimals. */
	static long minor(String plain) {
		return new BigDecimal(plain).movePointRight(2).longValueExact();
	}

	Answers answers() {
		return this.answers;
	}

	List<Line> lines() {
		return List.copyOf(this.lines);
	}

	List<Write> writes() {
		return List.copyOf(this.writes);
	}

	List<Read> reads() {
		return List.copyOf(this.reads);
	}

	/**
	 * What happened to an account around that time, for people: the dozen of writes and
	 * reads nearest to it.
	 */
	String around(String account, long time) {
		return Stream.concat(this.writes.stream(), this.reads.stream())
			.filter((one) -> one.account().equals(account))
			.sorted(Comparator.comparing((one) -> Math.min(Math.abs(one.began() - time), Math.abs(one.ended() - time))))
			.limit(12)
			.sorted(Comparator.comparing(Happening::began))
			.map((one) -> "    %+9.1f ms to %+9.1f ms: %s".formatted((one.began() - time) / 1e6,
					(one.ended() - time) / 1e6, one))
			.collect(Collectors.joining("\n"));
	}

	/** A write or read. */
	sealed interface Happening permits Write, Read {

		String account();

		long began();

		long ended();

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
	 * A posting as a write makes it. No two writes of a history make the same one.
	 *
	 * @param amounts of its entries, in order, with their signs: above zero, more is owed
	 * @param reversal whether it undoes another
	 * @param bill the number of the bill that it issues or corrects, since the sums of
	 * two may be the same; null: it is about none
	 */
	record Mark(List<Long> amounts, boolean reversal, Integer bill) {

		static Mark of(Long... amounts) {
			return new Mark(List.of(amounts), false, null);
		}

		static Mark ofBill(int bill, Long... amounts) {
			return new Mark(List.of(amounts), false, bill);
		}

		static Mark undoing(long amount) {
			return new Mark(List.of(amount), true, null);
		}

	}

	/**
	 * A write that a client asked for, with all its repeats.
	 *
	 * @param account which account
	 * @param how for people
	 * @param mark the posting it makes
	 * @param began when it was first asked for
	 * @param ended when the last answer came
	 * @param outcome how it ended
	 */
	record Write(String account, String how, Mark mark, long began, long ended, Outcome outcome) implements Happening {

		@Override
		public String toString() {
			return "%s %s is %s".formatted(this.how, this.mark.amounts(), this.outcome);
		}

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
	record Read(String account, String channel, long balance, long asOf, long began, long ended) implements Happening {

		@Override
		public String toString() {
			return "%s shows %d as of %d".formatted(this.channel, this.balance, this.asOf);
		}

	}

	/**
	 * A line of a list of entries, with the balance after it. It may be an old one.
	 *
	 * @param account which account
	 * @param channel where
	 * @param balance what was shown
	 * @param seq the entry's number
	 */
	record Line(String account, String channel, long balance, long seq) {
	}

	/**
	 * An entry of a ledger.
	 *
	 * @param account which account
	 * @param seq its number
	 * @param posting the number of the last entry that was posted together with it
	 * @param amount with its sign
	 * @param reversal whether it undoes another
	 * @param bill the number of the bill that it issues or corrects, or null
	 */
	record Entry(String account, long seq, long posting, long amount, boolean reversal, Integer bill) {

		Entry(String account, long seq, long posting, long amount, boolean reversal) {
			this(account, seq, posting, amount, reversal, null);
		}

	}

}

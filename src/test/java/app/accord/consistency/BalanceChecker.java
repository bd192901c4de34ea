package app.accord.consistency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import app.accord.consistency.History.Entry;
import app.accord.consistency.History.Line;
import app.accord.consistency.History.Mark;
import app.accord.consistency.History.Outcome;
import app.accord.consistency.History.Read;
import app.accord.consistency.History.Write;

/**
 * Says whether what clients were told can be what one ledger, read and written by all of
 * them one after the other, would have told them. The entries' numbers make that cheap:
 * each account is sorted by time and passed once.
 * <ol>
 * <li>A balance shown is the sum of the entries up to the number shown with it, in each
 * line of a list of entries too.
 * <li>No read misses a write that was acknowledged, on any channel, before the read
 * began.
 * <li>No read shows a write that began only after the read had ended.
 * <li>A read never shows less than one that had ended before it began.
 * <li>A write that was acknowledged is in the ledger once, one that was refused is not,
 * one whose outcome is unknown is there once or not; and nothing else is there.
 * </ol>
 */
final class BalanceChecker {

	/** Of so many violations the history around them is told. */
	private static final int TOLD = 3;

	private final List<String> violations = new ArrayList<>();

	private final History history;

	private BalanceChecker(History history) {
		this.history = history;
	}

	/**
	 * @param history what clients were told
	 * @param ledger all entries at the end
	 * @param opening the entries that were there before the clients began
	 * @return a sentence for each violation, the first ones with what happened around
	 * them; empty if all is well
	 */
	static List<String> violations(History history, Collection<Entry> ledger, Set<Entry> opening) {
		BalanceChecker checker = new BalanceChecker(history);
		Map<String, List<Entry>> entries = byAccount(ledger, Entry::account);
		Map<String, List<Write>> writes = byAccount(history.writes(), Write::account);
		Map<String, List<Read>> reads = byAccount(history.reads(), Read::account);
		Map<String, List<Line>> lines = byAccount(history.lines(), Line::account);
		Set<String> accounts = new HashSet<>(entries.keySet());
		accounts.addAll(writes.keySet());
		accounts.addAll(reads.keySet());
		accounts.stream()
			.sorted()
			.forEach((account) -> checker.check(account, entries.getOrDefault(account, List.of()), opening,
					writes.getOrDefault(account, List.of()), reads.getOrDefault(account, List.of()),
					lines.getOrDefault(account, List.of())));
		return checker.violations;
	}

	private static <T> Map<String, List<T>> byAccount(Collection<T> all,
			java.util.function.Function<T, String> account) {
		return all.stream().collect(Collectors.groupingBy(account));
	}

	private void check(String account, List<Entry> entries, Set<Entry> opening, List<Write> writes, List<Read> reads,
			List<Line> lines) {
		List<Entry> sorted = entries.stream().sorted(Comparator.comparing(Entry::seq)).toList();
		long[] sums = new long[sorted.size() + 1];
		for (int i = 0; i < sorted.size(); i++) {
			if (sorted.get(i).seq() != i + 1) {
				say(account, 0, "entry %d stands at place %d", sorted.get(i).seq(), i + 1);
				return;
			}
			sums[i + 1] = sums[i] + sorted.get(i).amount();
		}
		Map<Mark, List<Long>> byMark = new HashMap<>();
		sorted.stream()
			.filter((entry) -> !opening.contains(entry))
			.collect(Collectors.groupingBy(Entry::posting, TreeMap::new, Collectors.toList()))
			.forEach((posting, together) -> byMark.computeIfAbsent(mark(together), (mark) -> new ArrayList<>())
				.add(posting));
		// The largest number acknowledged by a time, and begun by a time.
		TreeMap<Long, Long> acknowledged = new TreeMap<>();
		TreeMap<Long, Long> begun = new TreeMap<>();
		long openingSeq = opening.stream()
			.filter((entry) -> entry.account().equals(account))
			.mapToLong(Entry::seq)
			.max()
			.orElse(0);
		acknowledged.put(Long.MIN_VALUE, openingSeq);
		begun.put(Long.MIN_VALUE, openingSeq);
		for (Write write : writes) {
			long last = made(account, write, byMark).stream().mapToLong(Long::longValue).max().orElse(0);
			if (last > 0) {
				begun.merge(write.began(), last, Math::max);
				if (write.outcome() == Outcome.DONE) {
					acknowledged.merge(write.ended(), last, Math::max);
				}
			}
		}
		byMark.forEach((mark, postings) -> postings
			.forEach((posting) -> say(account, 0, "nobody asked for entry %d %s", posting, mark.amounts())));
		grow(acknowledged);
		grow(begun);
		checkReads(account, sums, reads, acknowledged, begun);
		for (Line line : lines) {
			if (line.seq() < 0 || line.seq() >= sums.length || sums[(int) line.seq()] != line.balance()) {
				say(account, 0, "%s showed %d after entry %d, where it was %s", line.channel(), line.balance(),
						line.seq(), (line.seq() < 0 || line.seq() >= sums.length) ? "nothing" : sums[(int) line.seq()]);
			}
		}
	}

	private static Mark mark(List<Entry> together) {
		return new Mark(together.stream().map(Entry::amount).toList(), together.getFirst().reversal(),
				together.getFirst().bill());
	}

	/** Rule 5; takes what the write made out of what is left to be accounted for. */
	private List<Long> made(String account, Write write, Map<Mark, List<Long>> byMark) {
		List<Long> made = Objects.requireNonNullElse(byMark.remove(write.mark()), List.of());
		boolean right = switch (write.outcome()) {
			case DONE -> made.size() == 1;
			case REFUSED -> made.isEmpty();
			case UNKNOWN -> made.size() < 2;
		};
		if (!right) {
			say(account, write.ended(), "%s %s is %s, but in the ledger %s times", write.how(), write.mark().amounts(),
					write.outcome(), made.size());
		}
		return made;
	}

	private void checkReads(String account, long[] sums, List<Read> reads, TreeMap<Long, Long> acknowledged,
			TreeMap<Long, Long> begun) {
		TreeMap<Long, Read> shown = new TreeMap<>();
		List<Read> byEnd = reads.stream().sorted(Comparator.comparing(Read::ended)).toList();
		for (Read read : byEnd) {
			Read before = shown.isEmpty() ? null : shown.lastEntry().getValue();
			if (before == null || read.asOf() > before.asOf()) {
				shown.put(read.ended(), read);
			}
		}
		for (Read read : byEnd) {
			if (read.asOf() < 0 || read.asOf() >= sums.length) {
				say(account, read.ended(), "%s showed entry %d, but there are %d", read.channel(), read.asOf(),
						sums.length - 1);
				continue;
			}
			if (sums[(int) read.asOf()] != read.balance()) {
				say(account, read.ended(), "%s showed %d as of %d, where it was %d", read.channel(), read.balance(),
						read.asOf(), sums[(int) read.asOf()]);
			}
			long known = acknowledged.lowerEntry(read.began()).getValue();
			if (read.asOf() < known) {
				say(account, read.ended(), "%s showed entry %d after entry %d had been acknowledged", read.channel(),
						read.asOf(), known);
			}
			long possible = begun.lowerEntry(read.ended()).getValue();
			if (read.asOf() > possible) {
				say(account, read.ended(), "%s showed entry %d before it was asked for", read.channel(), read.asOf());
			}
			Map.Entry<Long, Read> earlier = shown.lowerEntry(read.began());
			if (earlier != null && earlier.getValue().asOf() > read.asOf()) {
				say(account, read.ended(), "%s showed entry %d after %s had shown entry %d", read.channel(),
						read.asOf(), earlier.getValue().channel(), earlier.getValue().asOf());
			}
		}
	}

	private static void grow(TreeMap<Long, Long> byTime) {
		long largest = 0;
		for (Map.Entry<Long, Long> one : byTime.entrySet()) {
			largest = Math.max(largest, one.getValue());
			one.setValue(largest);
		}
	}

	private void say(String account, long time, String sentence, Object... details) {
		String said = account + ": " + sentence.formatted(details);
		this.violations.add((this.violations.size() < TOLD) ? said + "\n" + this.history.around(account, time) : said);
	}

}

package app.accord.consistency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import app.accord.consistency.History.Entry;
import app.accord.consistency.History.Mark;
import app.accord.consistency.History.Outcome;
import app.accord.consistency.History.Read;
import app.accord.consistency.History.Write;

/**
 * Says whether what clients were told can be what one ledger, read and written by all of
 * them one after the other, would have told them. The entries' numbers make that cheap:
 * each account is sorted by time and passed once.
 * <ol>
 * <li>A balance shown is the sum of the entries up to the number shown with it.
 * <li>No read misses a write that was acknowledged, on any channel, before the read
 * began.
 * <li>No read shows a write that began only after the read had ended.
 * <li>A read never shows less than one that had ended before it began.
 * <li>A write that was acknowledged is in the ledger once, one that was refused is not,
 * one whose outcome is unknown is there once or not; and nothing else is there.
 * </ol>
 */
final class BalanceChecker {

	private final List<String> violations = new ArrayList<>();

	private BalanceChecker() {
	}

	/**
	 * @param history what clients were told
	 * @param ledger all entries at the end
	 * @param opening the entries that were there before the clients began
	 * @return a sentence for each violation; empty if all is well
	 */
	static List<String> violations(History history, Collection<Entry> ledger, Set<Entry> opening) {
		BalanceChecker checker = new BalanceChecker();
		Map<String, List<Entry>> entries = byAccount(ledger, Entry::account);
		Map<String, List<Write>> writes = byAccount(history.writes(), Write::account);
		Map<String, List<Read>> reads = byAccount(history.reads(), Read::account);
		Set<String> accounts = new HashSet<>(entries.keySet());
		accounts.addAll(writes.keySet());
		accounts.addAll(reads.keySet());
		accounts.stream()
			.sorted()
			.forEach((account) -> checker.check(account, entries.getOrDefault(account, List.of()), opening,
					writes.getOrDefault(account, List.of()), reads.getOrDefault(account, List.of())));
		return checker.violations;
	}

	private static <T> Map<String, List<T>> byAccount(Collection<T> all,
			java.util.function.Function<T, String> account) {
		return all.stream().collect(Collectors.groupingBy(account));
	}

	private void check(String account, List<Entry> entries, Set<Entry> opening, List<Write> writes, List<Read> reads) {
		List<Entry> sorted = entries.stream().sorted(Comparator.comparing(Entry::seq)).toList();
		long[] sums = new long[sorted.size() + 1];
		for (int i = 0; i < sorted.size(); i++) {
			if (sorted.get(i).seq() != i + 1) {
				say("%s: entry %d stands at place %d", account, sorted.get(i).seq(), i + 1);
				return;
			}
			sums[i + 1] = sums[i] + sorted.get(i).amount();
		}
		Map<Mark, List<Entry>> byMark = new HashMap<>();
		sorted.stream()
			.filter((entry) -> !opening.contains(entry))
			.forEach((entry) -> byMark.computeIfAbsent(entry.mark(), (mark) -> new ArrayList<>()).add(entry));
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
			List<Entry> made = made(account, write, byMark);
			long last = made.stream().mapToLong(Entry::seq).max().orElse(0);
			if (last > 0) {
				begun.merge(write.began(), last, Math::max);
				if (write.outcome() == Outcome.DONE) {
					acknowledged.merge(write.ended(), last, Math::max);
				}
			}
		}
		byMark.values()
			.forEach((left) -> left
				.forEach((entry) -> say("%s: nobody asked for entry %d (%d)", account, entry.seq(), entry.amount())));
		grow(acknowledged);
		grow(begun);
		checkReads(account, sums, reads, acknowledged, begun);
	}

	/** Rule 5; takes what the write made out of what is left to be accounted for. */
	private List<Entry> made(String account, Write write, Map<Mark, List<Entry>> byMark) {
		List<Entry> made = new ArrayList<>();
		Set<Integer> times = new HashSet<>();
		for (Mark mark : write.marks()) {
			List<Entry> found = byMark.getOrDefault(mark, List.of());
			byMark.remove(mark);
			times.add(found.size());
			made.addAll(found);
		}
		boolean right = times.size() == 1 && switch (write.outcome()) {
			case DONE -> times.contains(1);
			case REFUSED -> times.contains(0);
			case UNKNOWN -> times.contains(0) || times.contains(1);
		};
		if (!right) {
			say("%s: %s of %s is %s, but in the ledger %s times", account, write.how(), write.marks(), write.outcome(),
					times);
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
				say("%s: %s showed entry %d, but there are %d", account, read.channel(), read.asOf(), sums.length - 1);
				continue;
			}
			if (sums[(int) read.asOf()] != read.balance()) {
				say("%s: %s showed %d as of %d, where it was %d", account, read.channel(), read.balance(), read.asOf(),
						sums[(int) read.asOf()]);
			}
			long known = acknowledged.lowerEntry(read.began()).getValue();
			if (read.asOf() < known) {
				say("%s: %s showed entry %d after entry %d had been acknowledged", account, read.channel(), read.asOf(),
						known);
			}
			long possible = begun.lowerEntry(read.ended()).getValue();
			if (read.asOf() > possible) {
				say("%s: %s showed entry %d before it was asked for", account, read.channel(), read.asOf());
			}
			Map.Entry<Long, Read> earlier = shown.lowerEntry(read.began());
			if (earlier != null && earlier.getValue().asOf() > read.asOf()) {
				say("%s: %s showed entry %d after %s had shown entry %d", account, read.channel(), read.asOf(),
						earlier.getValue().channel(), earlier.getValue().asOf());
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

	private void say(String sentence, Object... details) {
		this.violations.add(sentence.formatted(details));
	}

}

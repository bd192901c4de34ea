package app.accord.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/**
 * A list, or two, whose duplicates are known, and how well they are found. The truth is
 * kept apart: the columns that tell it are not among those that are matched.
 */
final class TruthSet {

	/** Keys that tell the original and its copies, as Febrl writes them. */
	private static final Pattern COPIES = Pattern.compile("(.+)-(?:org|dup(?:-\\d+)?)");

	private final List<String> header;

	private final List<List<String>> rows = new ArrayList<>();

	private final List<String> truths = new ArrayList<>();

	private int first;

	private Columns columns;

	private TruthSet(List<String> header) {
		this.header = header;
	}

	/** What the truth is told by; anything may be null but the column. */
	record Truth(String column, Pattern pattern, Path file, String key) {

		static Truth in(String column) {
			return new Truth(column, null, null, null);
		}

	}

	/** How well it was done. */
	record Quality(String name, long found, long right, long all) {

		double precision() {
			return (this.found == 0) ? 1 : (double) this.right / this.found;
		}

		double recall() {
			return (this.all == 0) ? 1 : (double) this.right / this.all;
		}

		double f1() {
			return (this.found + this.all == 0) ? 1 : 2.0 * this.right / (this.found + this.all);
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%-34s %9d pairs  precision %.4f  recall %.4f  F1 %.4f", this.name,
					this.found, precision(), recall(), f1());
		}

	}

	/** What was found. */
	record Found(Quality floor, Quality samePairs, Quality maybePairs, Quality same, Quality maybe, long compared,
			int[] sameCluster, int[] maybeCluster, List<MatchedPair> pairs, List<Matches> matches) {
	}

	/**
	 * Reads one list, or two of the same columns of which the second is looked for in the
	 * first.
	 */
	static TruthSet read(List<Path> files, Truth truth, Collection<String> ignored) {
		TruthSet set = null;
		Map<String, String> keys = (truth.file() != null) ? keys(truth) : null;
		for (Path file : files) {
			List<List<String>> table = table(file);
			List<String> header = table.getFirst();
			if (set == null) {
				set = new TruthSet(header);
			}
			int at = place(header, (keys != null) ? truth.key() : truth.column());
			Map<String, Integer> places = new HashMap<>();
			for (int i = 0; i < header.size(); i++) {
				places.put(header.get(i).toLowerCase(Locale.ROOT), i);
			}
			for (List<String> row : table.subList(1, table.size())) {
				String told = (at < row.size()) ? row.get(at) : "";
				set.truths.add((keys != null) ? keys.getOrDefault(told, "?" + told) : told);
				List<String> aligned = new ArrayList<>();
				for (String name : set.header) {
					Integer place = places.get(name.toLowerCase(Locale.ROOT));
					aligned.add((place != null && place < row.size()) ? row.get(place) : "");
				}
				set.rows.add(aligned);
			}
			if (file == files.getFirst()) {
				set.first = set.rows.size();
			}
		}
		set.resolve(truth);
		Set<String> unseen = new HashSet<>(ignored);
		if (truth.column() != null) {
			unseen.add(truth.column());
		}
		set.columns = Columns.recognise(set.header, set.rows, unseen);
		return set;
	}

	/** A list made by a program. */
	static TruthSet of(List<String> header, List<List<String>> rows, String truth) {
		TruthSet set = new TruthSet(header);
		int at = place(header, truth);
		set.rows.addAll(rows);
		rows.forEach((row) -> set.truths.add(row.get(at)));
		set.first = rows.size();
		set.columns = Columns.recognise(header, rows, Set.of(truth));
		return set;
	}

	private void resolve(Truth truth) {
		Pattern pattern = truth.pattern();
		if (pattern == null && new HashSet<>(this.truths).size() >= this.truths.size() * 0.9
				&& this.truths.stream().allMatch((told) -> COPIES.matcher(told).matches())) {
			pattern = COPIES;
		}
		if (pattern != null) {
			for (int i = 0; i < this.truths.size(); i++) {
				Matcher matcher = pattern.matcher(this.truths.get(i));
				if (matcher.find()) {
					this.truths.set(i, matcher.group(matcher.groupCount() > 0 ? 1 : 0));
				}
			}
		}
	}

	private static Map<String, String> keys(Truth truth) {
		List<List<String>> table = table(truth.file());
		int key = place(table.getFirst(), truth.key());
		int cluster = place(table.getFirst(), truth.column());
		Map<String, String> keys = new HashMap<>();
		table.subList(1, table.size()).forEach((row) -> keys.put(row.get(key), row.get(cluster)));
		return keys;
	}

	private static int place(List<String> header, String column) {
		for (int i = 0; i < header.size(); i++) {
			if (header.get(i).equalsIgnoreCase(column)) {
				return i;
			}
		}
		throw new IllegalArgumentException("There is no column " + column + "; there are " + header + ".");
	}

	private static List<List<String>> table(Path file) {
		try {
			byte[] bytes = Files.readAllBytes(file);
			String text = new String(bytes, StandardCharsets.UTF_8);
			if (text.indexOf('\uFFFD') >= 0) {
				text = new String(bytes, StandardCharsets.ISO_8859_1);
			}
			text = text.startsWith("\uFEFF") ? text.substring(1) : text;
			String head = text.lines().findFirst().orElse("");
			char separator = ',';
			for (char each : new char[] { ';', '\t', '|' }) {
				if (count(head, each) > count(head, separator)) {
					separator = each;
				}
			}
			List<List<String>> table = new ArrayList<>();
			try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text)) {
				reader.forEach((row) -> table.add(row.getFields().stream().map(String::strip).toList()));
			}
			return table;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long count(String text, char letter) {
		return text.chars().filter((each) -> each == letter).count();
	}

	int size() {
		return this.rows.size();
	}

	Columns columns() {
		return this.columns;
	}

	List<String> row(int index) {
		return this.rows.get(index);
	}

	String truth(int index) {
		return this.truths.get(index);
	}

	/** Finds the duplicates, and compares with the truth afterwards. */
	Found find() {
		int size = size();
		int[] same = new int[size];
		int[] maybe = new int[size];
		int[] floor = new int[size];
		List<MatchedPair> pairs = new ArrayList<>();
		List<Matches> all = new ArrayList<>();
		long compared = 0;
		boolean two = this.first < size;
		Vocabulary vocabulary = new Vocabulary("US");
		List<Entry> entries = this.rows.stream().map((row) -> this.columns.entry(row, vocabulary)).toList();
		for (RecordKind kind : RecordKind.values()) {
			List<Integer> of = new ArrayList<>();
			List<Entry> part = new ArrayList<>();
			int firsts = 0;
			for (int i = 0; i < size; i++) {
				if (entries.get(i).kind() == kind) {
					of.add(i);
					part.add(entries.get(i));
					firsts += (i < this.first) ? 1 : 0;
				}
			}
			if (part.isEmpty()) {
				continue;
			}
			Matches matches = two ? Matching.across(kind, part, firsts) : Matching.within(kind, part);
			for (int i = 0; i < of.size(); i++) {
				same[of.get(i)] = of.get(matches.same()[i]);
				maybe[of.get(i)] = of.get(matches.maybe()[i]);
			}
			matches.pairs()
				.forEach((pair) -> pairs
					.add(new MatchedPair(of.get(pair.a()), of.get(pair.b()), pair.weight(), pair.judgement())));
			compared += matches.compared();
			all.add(matches);
		}
		Set<Long> simple = simple(entries);
		return new Found(quality("floor: name and one more the same", simple),
				quality("same, each pair by itself",
						keys(pairs.stream().filter((pair) -> pair.judgement() == Judgement.SAME).toList())),
				quality("same or maybe, each pair by itself", keys(pairs)), quality("same", same),
				quality("same or maybe", maybe), compared, same, maybe, pairs, all);
	}

	private static Set<Long> keys(List<MatchedPair> pairs) {
		Set<Long> keys = new HashSet<>();
		pairs.forEach((pair) -> keys.add((long) pair.a() << 32 | pair.b()));
		return keys;
	}

	/**
	 * Pairs that share the whole name and the birthday, a phone, an e-mail or address.
	 */
	private Set<Long> simple(List<Entry> entries) {
		Set<Long> pairs = new HashSet<>();
		for (Comparison other : List.of(Comparison.BIRTH, Comparison.PHONE, Comparison.EMAIL, Comparison.POSTCODE,
				Comparison.STREET)) {
			long[] keys = new long[entries.size()];
			int count = 0;
			for (int i = 0; i < entries.size(); i++) {
				String key = key(entries.get(i), other);
				if (key != null) {
					keys[count++] = (long) key.hashCode() << 32 | i;
				}
			}
			Arrays.sort(keys, 0, count);
			for (int from = 0, to; from < count; from = to) {
				to = from + 1;
				while (to < count && keys[to] >> 32 == keys[from] >> 32) {
					to++;
				}
				for (int i = from; to - from < 500 && i < to; i++) {
					for (int j = i + 1; j < to; j++) {
						int one = (int) keys[i];
						int two = (int) keys[j];
						if (counts(one, two) && key(entries.get(one), other).equals(key(entries.get(two), other))) {
							pairs.add((long) one << 32 | two);
						}
					}
				}
			}
		}
		return pairs;
	}

	/** The whole name and that; null if anything of it is missing. */
	private static String key(Entry entry, Comparison other) {
		String name = (entry.kind() == RecordKind.PERSON)
				? text(entry, Comparison.GIVEN) + "/" + text(entry, Comparison.SURNAME) : text(entry, Comparison.NAME);
		return (name.contains("?") || entry.value(other) == null) ? null : name + "/" + text(entry, other);
	}

	private boolean counts(int a, int b) {
		return this.first == size() || a < this.first != b < this.first;
	}

	private static String text(Entry entry, Comparison comparison) {
		Value value = entry.value(comparison);
		return (value == null) ? "?" : value.text();
	}

	private Quality quality(String name, Set<Long> pairs) {
		int[] truths = truths();
		long right = pairs.stream().filter((pair) -> truths[(int) (pair >> 32)] == truths[(int) (long) pair]).count();
		return new Quality(name, pairs.size(), right, together(truths, null));
	}

	private Quality quality(String name, int[] clusters) {
		int[] truths = truths();
		return new Quality(name, together(clusters, null), together(clusters, truths), together(truths, null));
	}

	/** The truth as numbers. */
	private int[] truths() {
		Map<String, Integer> numbers = new HashMap<>();
		return this.truths.stream()
			.mapToInt((told) -> numbers.computeIfAbsent(told, (any) -> numbers.size()))
			.toArray();
	}

	/**
	 * Pairs that are together, across the lists if there are two.
	 * @param and in which they must also be together, or null
	 */
	private long together(int[] groups, int[] and) {
		long[] keys = new long[groups.length];
		for (int i = 0; i < keys.length; i++) {
			long both = (long) groups[i] * keys.length + ((and != null) ? and[i] : 0);
			keys[i] = both << 1 | ((i < this.first) ? 0 : 1);
		}
		Arrays.sort(keys);
		boolean two = this.first < size();
		long pairs = 0;
		for (int from = 0, to; from < keys.length; from = to) {
			long second = 0;
			for (to = from; to < keys.length && keys[to] >> 1 == keys[from] >> 1; to++) {
				second += keys[to] & 1;
			}
			long all = to - from;
			pairs += two ? second * (all - second) : all * (all - 1) / 2;
		}
		return pairs;
	}

}

package app.accord.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which records are compared at all: those that share one of several keys. A key that too
 * many share compares only those that lie next to each other when sorted by a second one,
 * so the number of pairs grows with the records and not with their square.
 */
final class Blocking {

	/** Up to so many records everybody is compared with everybody. */
	private static final int EVERYBODY = 300;

	private static final int PARTS = 64;

	private final List<Entry> entries;

	private final byte[] side;

	private final List<Rule> rules;

	private final int biggest;

	private final int window;

	/** The first key of each entry by rule, to see what an earlier rule has paired. */
	private long[][] keys;

	/**
	 * @param entries all of one kind
	 * @param side which of two lists each is from, if only pairs across them count; else
	 * null
	 */
	Blocking(RecordKind kind, List<Entry> entries, byte[] side) {
		this.entries = entries;
		this.side = side;
		this.rules = (kind == RecordKind.PERSON) ? ofPersons() : ofOrganisations();
		boolean many = entries.size() > 50_000;
		this.biggest = many ? 40 : 150;
		this.window = many ? 8 : 30;
	}

	/** What takes pairs; one for each part, so it needs no lock. */
	interface Pairs {

		void pair(int a, int b);

	}

	/** Makes the taker of pairs of a part. */
	interface Parts {

		Pairs part(int number);

	}

	private interface Key {

		/** Hash of what records must share; 0 for none. */
		long of(Entry entry);

	}

	private record Rule(Keys keys, Key next) {
	}

	private interface Keys {

		void of(Entry entry, Taker taker);

	}

	private interface Taker {

		void key(long key);

	}

	/** How many parts pairs are taken in. */
	int parts() {
		return everybody() ? 1 : PARTS;
	}

	private boolean everybody() {
		return this.entries.size() <= EVERYBODY;
	}

	/**
	 * Gives all pairs, on all processors, most of them once and some twice. Part 0 to
	 * {@link #parts()} are each called by one thread at a time.
	 */
	void pairs(Parts parts, Progress progress) {
		int size = this.entries.size();
		if (everybody()) {
			Pairs pairs = parts.part(0);
			for (int a = 0; a < size; a++) {
				for (int b = a + 1; b < size; b++) {
					if (across(a, b)) {
						pairs.pair(a, b);
					}
				}
			}
			return;
		}
		Pairs[] takers = new Pairs[PARTS];
		for (int part = 0; part < PARTS; part++) {
			takers[part] = parts.part(part);
		}
		this.keys = new long[this.rules.size()][];
		for (int rule = 0; rule < this.rules.size(); rule++) {
			progress.at(1000 * rule / this.rules.size());
			pairs(rule, takers);
		}
		this.keys = null;
	}

	private void pairs(int number, Pairs[] takers) {
		Rule rule = this.rules.get(number);
		int size = this.entries.size();
		int shift = 32 - Integer.numberOfLeadingZeros(size);
		long low = (1L << shift) - 1;
		long[] first = new long[size];
		this.keys[number] = first;
		long[][] found = new long[PARTS][];
		IntStream.range(0, PARTS).parallel().forEach((part) -> {
			Growing growing = new Growing();
			int to = (int) ((long) size * (part + 1) / PARTS);
			for (int i = (int) ((long) size * part / PARTS); i < to; i++) {
				int at = i;
				rule.keys.of(this.entries.get(i), (key) -> {
					if (key != 0) {
						first[at] = (first[at] == 0) ? key : first[at];
						growing.add((key & ~low) | at);
					}
				});
			}
			found[part] = growing.all();
		});
		long[] sorted = Arrays.stream(found).flatMapToLong(Arrays::stream).toArray();
		Arrays.parallelSort(sorted);
		int[] bounds = new int[PARTS + 1];
		bounds[PARTS] = sorted.length;
		for (int part = 1; part < PARTS; part++) {
			int at = (int) ((long) sorted.length * part / PARTS);
			while (at > 0 && at < sorted.length && (sorted[at] & ~low) == (sorted[at - 1] & ~low)) {
				at++;
			}
			bounds[part] = Math.max(at, bounds[part - 1]);
		}
		IntStream.range(0, PARTS).parallel().forEach((part) -> {
			int from = bounds[part];
			while (from < bounds[part + 1]) {
				int to = from + 1;
				while (to < bounds[part + 1] && (sorted[to] & ~low) == (sorted[from] & ~low)) {
					to++;
				}
				if (to - from > 1) {
					block(number, rule, sorted, from, to, low, takers[part]);
				}
				from = to;
			}
		});
	}

	private void block(int number, Rule rule, long[] sorted, int from, int to, long low, Pairs pairs) {
		int count = to - from;
		if (count <= this.biggest) {
			for (int i = from; i < to; i++) {
				int a = (int) (sorted[i] & low);
				for (int j = i + 1; j < to; j++) {
					offer(number, a, (int) (sorted[j] & low), pairs);
				}
			}
			return;
		}
		long[] next = new long[count];
		for (int i = 0; i < count; i++) {
			int at = (int) (sorted[from + i] & low);
			this.keys[number][at] = 0;
			next[i] = (rule.next.of(this.entries.get(at)) & ~low) | at;
		}
		Arrays.sort(next);
		for (int i = 0; i < count; i++) {
			int a = (int) (next[i] & low);
			for (int j = i + 1; j < Math.min(count, i + 1 + this.window); j++) {
				offer(number, a, (int) (next[j] & low), pairs);
			}
		}
	}

	private void offer(int number, int one, int other, Pairs pairs) {
		if (one == other || !across(one, other)) {
			return;
		}
		for (int rule = 0; rule < number; rule++) {
			long key = this.keys[rule][one];
			if (key != 0 && key == this.keys[rule][other]) {
				return;
			}
		}
		pairs.pair(Math.min(one, other), Math.max(one, other));
	}

	private boolean across(int a, int b) {
		return this.side == null || this.side[a] != this.side[b];
	}

	private static List<Rule> ofPersons() {
		Key birth = (entry) -> mix(1, hash(entry, Comparison.BIRTH));
		Key name = (entry) -> (long) sound(entry, Comparison.SURNAME) << 32
				| hash(entry, Comparison.GIVEN) & 0xFFFFFFFFL;
		Key surname = (entry) -> (long) sound(entry, Comparison.SURNAME) << 32 | date(entry, 0, 4) & 0xFFFFFFFFL;
		Key given = (entry) -> (long) sound(entry, Comparison.GIVEN) << 32 | date(entry, 0, 4) & 0xFFFFFFFFL;
		List<Rule> rules = new ArrayList<>();
		rules.add(new Rule((entry, taker) -> each(entry, Comparison.IDENTITY, taker), birth));
		rules.add(new Rule((entry, taker) -> each(entry, Comparison.EMAIL, taker), name));
		rules.add(new Rule((entry, taker) -> phones(entry, Comparison.PHONE, taker), name));
		rules.add(one((entry) -> either(2, hash(entry, Comparison.GIVEN), hash(entry, Comparison.SURNAME)), birth));
		rules.add(one((entry) -> mix(3, hash(entry, Comparison.BIRTH)), name));
		rules.add(one((entry) -> mix(4, hash(entry, Comparison.NUMBER), hash(entry, Comparison.STREET)), name));
		rules.add(one((entry) -> mix(5, hash(entry, Comparison.SURNAME), hash(entry, Comparison.POSTCODE)), birth));
		rules.add(one((entry) -> mix(6, hash(entry, Comparison.GIVEN), hash(entry, Comparison.POSTCODE)), birth));
		rules.add(one((entry) -> mix(7, hash(entry, Comparison.STREET), hash(entry, Comparison.POSTCODE)), name));
		rules.add(one((entry) -> mix(8, sound(entry, Comparison.SURNAME), date(entry, 0, 6)), birth));
		rules.add(one((entry) -> mix(9, hash(entry, Comparison.GIVEN), date(entry, 0, 6)), birth));
		rules.add(one((entry) -> mix(10, sound(entry, Comparison.SURNAME), date(entry, 4, 8)), birth));
		rules.add(one((entry) -> mix(11, hash(entry, Comparison.GIVEN), date(entry, 4, 8)), birth));
		rules.add(one((entry) -> mix(12, sound(entry, Comparison.GIVEN), sound(entry, Comparison.SURNAME)), birth));
		rules.add(one((entry) -> mix(13, local(entry)), name));
		rules.add(one((entry) -> mix(14, hash(entry, Comparison.SURNAME), hash(entry, Comparison.CITY)), birth));
		rules.add(one((entry) -> mix(15, hash(entry, Comparison.GIVEN), hash(entry, Comparison.CITY)), birth));
		rules.add(one((entry) -> mix(16, hash(entry, Comparison.POSTCODE), date(entry, 0, 4)), name));
		rules.add(one((entry) -> mix(17, hash(entry, Comparison.PREMISES), hash(entry, Comparison.POSTCODE)), name));
		rules.add(one((entry) -> mix(18, hash(entry, Comparison.STREET), hash(entry, Comparison.CITY)), name));
		rules.add(one((entry) -> mix(19, hash(entry, Comparison.GIVEN), swappable(entry)), birth));
		rules.add(new Rule((entry, taker) -> lone(entry, taker), birth));
		rules.add(one((entry) -> mix(20, hash(entry, Comparison.SURNAME)), given));
		rules.add(one((entry) -> mix(21, hash(entry, Comparison.GIVEN)), surname));
		rules.add(one((entry) -> mix(22, date(entry, 0, 6)), name));
		rules.add(one((entry) -> mix(23, date(entry, 4, 8)), name));
		rules.add(one((entry) -> mix(24, hash(entry, Comparison.POSTCODE)), name));
		rules.add(one((entry) -> mix(25, mailStart(entry)), birth));
		rules.add(one((entry) -> mix(26, mailHost(entry)), birth));
		return rules;
	}

	private static List<Rule> ofOrganisations() {
		Key name = (entry) -> mix(1, hash(entry, Comparison.NAME));
		Key address = (entry) -> (long) hash(entry, Comparison.STREET) << 32
				| hash(entry, Comparison.NUMBER) & 0xFFFFFFFFL;
		List<Rule> rules = new ArrayList<>();
		rules.add(new Rule((entry, taker) -> each(entry, Comparison.IDENTITY, taker), name));
		rules.add(new Rule((entry, taker) -> phones(entry, Comparison.PHONE, taker), name));
		rules.add(new Rule((entry, taker) -> phones(entry, Comparison.FAX, taker), name));
		rules.add(new Rule((entry, taker) -> each(entry, Comparison.EMAIL, taker), name));
		rules.add(new Rule((entry, taker) -> each(entry, Comparison.NAME, taker), address));
		rules.add(one((entry) -> mix(6, hash(entry, Comparison.NUMBER), streetWord(entry)), name));
		rules.add(one((entry) -> mix(7, hash(entry, Comparison.NUMBER), hash(entry, Comparison.POSTCODE)), name));
		rules.add(new Rule((entry, taker) -> rareWords(entry, taker), address));
		rules.add(one((entry) -> mix(9, streetWord(entry), hash(entry, Comparison.POSTCODE)), name));
		return rules;
	}

	private static Rule one(Key key, Key next) {
		return new Rule((entry, taker) -> taker.key(key.of(entry)), next);
	}

	private static void each(Entry entry, Comparison comparison, Taker taker) {
		Value[] several = entry.several(comparison);
		if (several == null) {
			taker.key(mix(50 + comparison.ordinal(), hash(entry, comparison)));
			return;
		}
		for (Value value : several) {
			taker.key(mix(50 + comparison.ordinal(), value.hash()));
		}
	}

	private static void phones(Entry entry, Comparison comparison, Taker taker) {
		Value[] several = entry.several(comparison);
		Value only = entry.value(comparison);
		for (Value value : (several != null) ? several : (only != null) ? new Value[] { only } : new Value[0]) {
			String text = value.text();
			taker.key(mix(80 + comparison.ordinal(), text.substring(Math.max(0, text.length() - 7)).hashCode()));
		}
	}

	private static void rareWords(Entry entry, Taker taker) {
		Value name = entry.value(Comparison.NAME);
		if (name == null) {
			return;
		}
		Value[] words = name.words();
		for (int i = 0; i < Math.min(words.length, 8); i++) {
			taker.key(mix(90, words[i].hash()));
			if (i > 0) {
				taker.key(either(91, words[i].hash(), words[i - 1].hash()));
			}
		}
	}

	/** A record with one name only is looked for under both. */
	private static void lone(Entry entry, Taker taker) {
		int given = hash(entry, Comparison.GIVEN);
		int surname = hash(entry, Comparison.SURNAME);
		int birth = hash(entry, Comparison.BIRTH);
		int place = hash(entry, Comparison.BIRTH_PLACE);
		taker.key(mix(95, given, birth));
		taker.key(mix(95, surname, birth));
		taker.key(mix(96, given, place));
		taker.key(mix(96, surname, place));
		taker.key(mix(97, surname, hash(entry, Comparison.POSTCODE)));
		taker.key(mix(97, given, hash(entry, Comparison.POSTCODE)));
	}

	private static int hash(Entry entry, Comparison comparison) {
		Value value = entry.value(comparison);
		return (value == null) ? 0 : value.hash() | 1;
	}

	private static int sound(Entry entry, Comparison comparison) {
		Value value = entry.value(comparison);
		return (value == null) ? 0 : Value.scramble(value.sound()) | 1;
	}

	private static int date(Entry entry, int from, int to) {
		Value value = entry.value(Comparison.BIRTH);
		return (value == null) ? 0 : value.text().substring(from, to).hashCode() | 1;
	}

	/** Year with day and month in either order. */
	private static int swappable(Entry entry) {
		Value value = entry.value(Comparison.BIRTH);
		if (value == null) {
			return 0;
		}
		String text = value.text();
		return (text.substring(0, 4).hashCode() + Value.scramble(text.substring(4, 6).hashCode())
				+ Value.scramble(text.substring(6).hashCode())) | 1;
	}

	private static int local(Entry entry) {
		Value value = entry.value(Comparison.EMAIL);
		if (value == null) {
			return 0;
		}
		int at = value.text().indexOf('@');
		return (at < 5) ? 0 : value.text().substring(0, at).hashCode() | 1;
	}

	private static int mailStart(Entry entry) {
		Value value = entry.value(Comparison.EMAIL);
		return (value == null || value.text().length() < 6) ? 0 : value.text().substring(0, 6).hashCode() | 1;
	}

	private static int mailHost(Entry entry) {
		Value value = entry.value(Comparison.EMAIL);
		return (value == null) ? 0 : value.text().substring(value.text().indexOf('@')).hashCode() | 1;
	}

	private static int streetWord(Entry entry) {
		Value value = entry.value(Comparison.STREET);
		if (value == null) {
			return 0;
		}
		for (String word : value.text().split(" ")) {
			if (word.length() > 2) {
				return word.hashCode() | 1;
			}
		}
		return value.hash() | 1;
	}

	private static long mix(int rule, int hash) {
		return (hash == 0) ? 0 : scramble(((long) rule << 32) ^ (hash & 0xFFFFFFFFL));
	}

	private static long mix(int rule, int one, int other) {
		return (one == 0 || other == 0) ? 0
				: scramble(scramble(((long) rule << 32) ^ (one & 0xFFFFFFFFL)) + (other & 0xFFFFFFFFL));
	}

	/** The same whichever of the two comes first. */
	private static long either(int rule, int one, int other) {
		return mix(rule, Math.min(one, other), Math.max(one, other));
	}

	/** Finalizer of splitmix64 (Steele, Lea, Flood 2014). */
	private static long scramble(long key) {
		long mixed = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

	/** Numbers as they come. */
	static final class Growing {

		private long[] numbers = new long[256];

		private int size;

		void add(long number) {
			if (this.size == this.numbers.length) {
				this.numbers = Arrays.copyOf(this.numbers, this.size * 2);
			}
			this.numbers[this.size++] = number;
		}

		int size() {
			return this.size;
		}

		long[] all() {
			return Arrays.copyOf(this.numbers, this.size);
		}

	}

}

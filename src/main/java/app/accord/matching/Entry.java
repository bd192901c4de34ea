package app.accord.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A record made ready to be compared with others of the same {@link Vocabulary}. */
public final class Entry {

	private static final Pattern EMAIL = Pattern.compile("([^\\s<>\"(),;]+)@([^\\s<>\"(),;@]+)");

	private static final Set<String> LEGAL_FORMS = Set.of("inc", "incorporated", "llc", "ltd", "limited", "corp",
			"corporation", "co", "company", "gmbh", "ag", "kg", "ohg", "ug", "ev", "sa", "sarl", "sas", "spa", "srl",
			"bv", "nv", "oy", "ab", "as", "aps", "plc", "llp", "lp", "pty", "pte", "pllc", "pc", "mbh", "kgaa", "se",
			"sl", "lda", "kft", "sro", "doo", "zoo");

	private static final Set<String> EMPTY_WORDS = Set.of("the", "and", "of", "for", "at", "in", "on", "und", "der",
			"die", "das", "et", "la", "le", "de", "y", "a");

	private static final Set<String> NOTHING = Set.of("", "null", "none", "na", "n a", "nan", "unknown", "not known",
			"tbd", "xxx", "test", "u");

	private static final int SHORTEST_ID = 5;

	private final int number;

	private final RecordKind kind;

	private final Value[] values = new Value[Comparison.COUNT];

	private Value[][] further;

	private String generation;

	private Entry(int number, RecordKind kind) {
		this.number = number;
		this.kind = kind;
	}

	/**
	 * Reads the values of a record. What can't be read or says nothing is left out.
	 * @param values as typed, by what they mean; identity numbers with their kind before
	 * a colon: {@code ssn:521-21-2123}; dates as {@link DayMonthOrder#read} gives them
	 */
	public static Entry of(RecordKind kind, Map<Field, List<String>> values, Vocabulary vocabulary) {
		Entry entry = new Entry(vocabulary.nextEntry(), kind);
		if (kind == RecordKind.PERSON) {
			entry.readPerson(values, vocabulary);
		}
		else {
			entry.readOrganisation(values, vocabulary);
		}
		entry.readAddress(values, vocabulary);
		for (String phone : all(values, Field.PHONE)) {
			entry.put(Comparison.PHONE, vocabulary, vocabulary.phone(phone));
		}
		for (String email : all(values, Field.EMAIL)) {
			entry.put(Comparison.EMAIL, vocabulary, email(email));
		}
		for (String id : all(values, Field.UNIQUE_ID)) {
			entry.put(Comparison.IDENTITY, vocabulary, identity(id));
		}
		return entry;
	}

	private void readPerson(Map<Field, List<String>> values, Vocabulary vocabulary) {
		List<String> full = all(values, Field.FULL_NAME);
		String readable = full.stream()
			.filter((name) -> !Folding.isForeign(Folding.words(name)))
			.findFirst()
			.orElse(null);
		PersonName name = PersonName.of(first(values, Field.GIVEN_NAME), first(values, Field.MIDDLE_NAME),
				first(values, Field.SURNAME), readable);
		this.generation = name.generation();
		put(Comparison.GIVEN, vocabulary, name.given());
		put(Comparison.SURNAME, vocabulary, name.surname());
		put(Comparison.MIDDLE, vocabulary, name.middle());
		String birth = first(values, Field.BIRTH_DATE);
		if (birth != null) {
			String digits = DayMonthOrder.DAY_FIRST.read(birth);
			put(Comparison.BIRTH, vocabulary, digits);
		}
		put(Comparison.GENDER, vocabulary, gender(first(values, Field.GENDER)));
		put(Comparison.BIRTH_PLACE, vocabulary, folded(first(values, Field.BIRTH_PLACE)));
		put(Comparison.OCCUPATION, vocabulary, folded(first(values, Field.OCCUPATION)));
	}

	private void readOrganisation(Map<Field, List<String>> values, Vocabulary vocabulary) {
		List<String> names = new ArrayList<>(all(values, Field.ORGANISATION_NAME));
		names.addAll(all(values, Field.FULL_NAME));
		names.forEach((name) -> putName(Comparison.NAME, name, vocabulary));
		all(values, Field.PARENT_ORGANISATION).forEach((name) -> putName(Comparison.PARENT, name, vocabulary));
		for (String fax : all(values, Field.FAX)) {
			put(Comparison.FAX, vocabulary, vocabulary.phone(fax));
		}
	}

	private void putName(Comparison comparison, String typed, Vocabulary vocabulary) {
		String name = folded(typed);
		if (name == null) {
			return;
		}
		List<String> words = new ArrayList<>();
		for (String word : name.split(" ")) {
			if (!EMPTY_WORDS.contains(word) && !words.contains(word)) {
				words.add(word);
			}
		}
		while (words.size() > 1 && LEGAL_FORMS.contains(words.getLast())) {
			words.removeLast();
		}
		if (words.isEmpty()) {
			words.addAll(Arrays.asList(name.split(" ")));
		}
		Value value = vocabulary.value(comparison.name(), String.join(" ", words));
		if (value.words().length == 0) {
			value.words(words.stream().map((word) -> vocabulary.value("WORD", word)).toArray(Value[]::new));
		}
		put(comparison, value);
	}

	private void readAddress(Map<Field, List<String>> values, Vocabulary vocabulary) {
		PostalAddress address = PostalAddress.of(values);
		put(Comparison.NUMBER, vocabulary, address.number());
		put(Comparison.STREET, vocabulary, address.street());
		put(Comparison.PREMISES, vocabulary, address.premises());
		put(Comparison.CITY, vocabulary, address.city());
		put(Comparison.POSTCODE, vocabulary, address.postcode());
		put(Comparison.STATE, vocabulary, address.state());
	}

	private void put(Comparison comparison, Vocabulary vocabulary, String text) {
		if (text != null && !NOTHING.contains(text)) {
			put(comparison, vocabulary.value(comparison.name(), text));
		}
	}

	private void put(Comparison comparison, Value value) {
		int at = comparison.ordinal();
		if (this.values[at] == null) {
			this.values[at] = value;
		}
		else if (this.values[at] != value) {
			if (this.further == null) {
				this.further = new Value[Comparison.COUNT][];
			}
			Value[] before = this.further[at];
			if (before == null) {
				this.further[at] = new Value[] { this.values[at], value };
			}
			else if (before.length < 8 && !Arrays.asList(before).contains(value)) {
				this.further[at] = Arrays.copyOf(before, before.length + 1);
				this.further[at][before.length] = value;
			}
		}
	}

	private static String folded(String typed) {
		return (typed == null) ? null : Folding.words(typed);
	}

	private static String gender(String typed) {
		if (typed == null || typed.isBlank()) {
			return null;
		}
		return switch (Folding.joined(typed)) {
			case "f", "female", "w", "weiblich", "woman" -> "f";
			case "m", "male", "mannlich", "man" -> "m";
			default -> null;
		};
	}

	private static String email(String typed) {
		Matcher matcher = EMAIL.matcher(typed.toLowerCase(Locale.ROOT));
		if (!matcher.find()) {
			return null;
		}
		String local = matcher.group(1);
		int tag = local.indexOf('+');
		return ((tag > 0) ? local.substring(0, tag) : local) + "@" + matcher.group(2);
	}

	private static String identity(String typed) {
		int colon = typed.indexOf(':');
		String kind = (colon > 0) ? Folding.joined(typed.substring(0, colon)) : "id";
		String number = Folding.joined(typed.substring(colon + 1));
		return (number.length() < SHORTEST_ID) ? null : kind + ":" + number;
	}

	private static String first(Map<Field, List<String>> values, Field field) {
		List<String> all = all(values, field);
		return all.isEmpty() ? null : all.getFirst();
	}

	private static List<String> all(Map<Field, List<String>> values, Field field) {
		return values.getOrDefault(field, List.of());
	}

	/** Its number in the vocabulary, in the order of making. */
	public int number() {
		return this.number;
	}

	/** What it is about. */
	public RecordKind kind() {
		return this.kind;
	}

	/** Which of several of the name; null if not said. */
	String generation() {
		return this.generation;
	}

	/** The first value; null if there is none. */
	Value value(Comparison comparison) {
		return this.values[comparison.ordinal()];
	}

	/** All values if there are several, else null. */
	Value[] several(Comparison comparison) {
		return (this.further == null) ? null : this.further[comparison.ordinal()];
	}

}

package app.accord.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the columns of a list mean, recognised by their headers and, where these say
 * nothing, by the values below them.
 */
public final class Columns {

	/**
	 * The first pattern that is found in the header's folded words decides. So what is
	 * narrower comes first.
	 */
	private static final Map<Pattern, Field> HEADERS = new LinkedHashMap<>();

	static {
		header("^(program|programme|file|user|login|source|data source|batch|campaign|product|event|file) ?(name|id)?$",
				Field.OTHER);
		header("\\b(ssn|soc sec|social security|passport|national id|nino|tax id|tin|vat|steuer id|fiscal code"
				+ "|siren|siret|duns|lei|ein|abn|license|licence|licence number|identity (no|number|card))\\b"
				+ "(?!.*\\b(country|state|type|date|expiry)\\b)", Field.UNIQUE_ID);
		header("\\b(type|country|date)$(?<!birth date)(?<!record type)(?<!customer type)(?<!party type)", Field.OTHER);
		header("^(record|customer|party|entity) (type|kind)$", Field.RECORD_KIND);
		header("^(state|status|stage) ?(code)?$(?<!state)(?<!state code)", Field.OTHER);
		header("\\b(dob|birth ?date|birth ?day|date of birth|born|geburtsdatum|geb datum|date de naissance)\\b",
				Field.BIRTH_DATE);
		header("\\b(birth ?place|place of birth|geburtsort)\\b", Field.BIRTH_PLACE);
		header("\\b(e ?mail|mail address)\\b", Field.EMAIL);
		header("\\b(fax)\\b", Field.FAX);
		header("\\b(phone|telephone|tel|mobile|cell|cellphone|telefon|handy|homephone|mobilephone|otherphone"
				+ "|assistantphone)\\b", Field.PHONE);
		header("\\b(gender|sex|geschlecht)\\b", Field.GENDER);
		header("\\b(occupation|profession|job|beruf)\\b", Field.OCCUPATION);
		header("\\b(agency|parent|parent account|head office|group)\\b", Field.PARENT_ORGANISATION);
		header("\\b(org|organi[sz]ation|company|firm|site|business|account|employer|reseller|firma|vendor|supplier)"
				+ " ?(name)?( \\d)?$|\\bname org\\b|\\bcompanyname\\b", Field.ORGANISATION_NAME);
		header("\\b(middle|second name|name middle)\\b", Field.MIDDLE_NAME);
		header("\\b(first and (sur|last) ?name|full ?name|name full|native name|alias|display name)\\b",
				Field.FULL_NAME);
		header("\\b(given|first|fore|christian) ?names?\\b|\\bname (first|given)\\b|^(vorname|prenom|firstname|given"
				+ "|forename|nombre)$", Field.GIVEN_NAME);
		header("\\b(sur|last|family) ?names?\\b|\\bname (last|family)\\b|^(nachname|nom|lastname|apellido|apellidos)$",
				Field.SURNAME);
		header("^(customer|contact|person|client|primary|member|donor)? ?name$", Field.FULL_NAME);
		header("\\b(street|house|building) ?(number|no|nr|num)\\b|^(hausnummer|house)$", Field.STREET_NUMBER);
		header("\\b(post ?code|zip|zip ?code|postal ?code|plz|postalcode)\\b", Field.POSTCODE);
		header("\\b(suburb|city|town|locality|ort|stadt|neighborhood|neighbourhood|ville|municipality)\\b", Field.CITY);
		header("\\b(state|province|region|county|territory|bundesland)\\b", Field.STATE);
		header("\\b(address|addr|street)( line)? ?2\\b|\\b(apartment|flat|suite|unit|building|premises)\\b",
				Field.PREMISES);
		header("\\b(address|addr|street|strasse|addressline1|mailing ?street|billing ?street)\\b", Field.ADDRESS);
		header("\\b(id|key|uuid|guid|number|no|nr|ref|reference|row|index)$", Field.RECORD_KEY);
	}

	private static final Set<String> PERSON_WORDS = Set.of("person", "individual", "human", "private", "p");

	private static final Set<String> ORGANISATION_WORDS = Set.of("organization", "organisation", "org", "company",
			"business", "firm", "o");

	private static final Pattern SOUNDS_LIKE_COMPANY = Pattern
		.compile("\\b(inc|llc|ltd|limited|corp|gmbh|ag|kg|company|co|plc|bank|school|university|center|centre|church"
				+ "|association|services|stores?|shop|bikes?|sports?|group|academy|hospital|exports?)\\b");

	private static final int LOOKED_AT = 500;

	private final List<RecognisedColumn> columns;

	private final boolean listOfPeople;

	private Columns(List<RecognisedColumn> columns, boolean listOfPeople) {
		this.columns = columns;
		this.listOfPeople = listOfPeople;
	}

	private static void header(String pattern, Field field) {
		HEADERS.put(Pattern.compile(pattern), field);
	}

	/**
	 * Recognises the columns of a list.
	 * @param header names of the columns
	 * @param rows some rows, the more the surer; may be shorter than the header
	 */
	public static Columns recognise(List<String> header, List<List<String>> rows) {
		return recognise(header, rows, Set.of());
	}

	/**
	 * Recognises the columns of a list.
	 * @param ignored headers of columns not to look at, in any case
	 */
	public static Columns recognise(List<String> header, List<List<String>> rows, Collection<String> ignored) {
		List<RecognisedColumn> columns = new ArrayList<>();
		Set<String> unseen = ignored.stream()
			.map((name) -> name.strip().toLowerCase(Locale.ROOT))
			.collect(java.util.stream.Collectors.toSet());
		for (int i = 0; i < header.size(); i++) {
			int at = i;
			String name = header.get(i).strip();
			if (unseen.contains(name.toLowerCase(Locale.ROOT))) {
				columns.add(new RecognisedColumn(i, name, Field.OTHER, null, true));
				continue;
			}
			List<String> values = rows.stream()
				.limit(20L * LOOKED_AT)
				.filter((row) -> at < row.size() && !row.get(at).isBlank())
				.map((row) -> row.get(at).strip())
				.limit(LOOKED_AT)
				.toList();
			columns.add(column(i, name, values));
		}
		boolean numbered = columns.stream().anyMatch((column) -> column.field() == Field.STREET_NUMBER);
		if (numbered) {
			columns.replaceAll((column) -> (column.field() == Field.ADDRESS) ? with(column, Field.STREET) : column);
		}
		boolean people = columns.stream()
			.anyMatch((column) -> Set.of(Field.GIVEN_NAME, Field.SURNAME, Field.BIRTH_DATE, Field.GENDER)
				.contains(column.field()));
		boolean organisations = columns.stream().anyMatch((column) -> column.field() == Field.ORGANISATION_NAME);
		return new Columns(List.copyOf(columns), people || !organisations);
	}

	private static RecognisedColumn with(RecognisedColumn column, Field field) {
		return new RecognisedColumn(column.index(), column.header(), field, column.dates(), column.sure());
	}

	private static RecognisedColumn column(int index, String name, List<String> values) {
		String words = Folding.words(name.replaceAll("([a-z])([A-Z])", "$1 $2"));
		Field field = null;
		for (Map.Entry<Pattern, Field> known : HEADERS.entrySet()) {
			if (known.getKey().matcher(words).find()) {
				field = known.getValue();
				break;
			}
		}
		boolean sure = field != null;
		if (field == null) {
			field = byValues(values);
		}
		DayMonthOrder dates = (field == Field.BIRTH_DATE) ? DayMonthOrder.of(values) : null;
		return new RecognisedColumn(index, name, field, dates, sure);
	}

	private static Field byValues(List<String> values) {
		if (most(values, (value) -> value.matches("\\S+@\\S+\\.\\S+"))) {
			return Field.EMAIL;
		}
		if (most(values, (value) -> value.matches("[+(\\d][-+()./ \\d]{7,20}") && value.matches(".*[-+() ].*")
				&& Folding.digits(value).length() >= 7 && !DayMonthOrder.looksLikeOne(value))) {
			return Field.PHONE;
		}
		return Field.OTHER;
	}

	private interface Test {

		boolean holds(String value);

	}

	private static boolean most(List<String> values, Test test) {
		return !values.isEmpty() && values.stream().filter(test::holds).count() * 10 >= values.size() * 8L;
	}

	/** The columns in their order. */
	public List<RecognisedColumn> list() {
		return this.columns;
	}

	/** The values of a row by what they mean, as {@link Entry#of} takes them. */
	public Map<Field, List<String>> values(List<String> row) {
		Map<Field, List<String>> values = new EnumMap<>(Field.class);
		for (RecognisedColumn column : this.columns) {
			String value = (column.index() < row.size()) ? row.get(column.index()) : null;
			if (value == null || value.isBlank() || column.field() == Field.OTHER
					|| column.field() == Field.RECORD_KEY) {
				continue;
			}
			String read = switch (column.field()) {
				case BIRTH_DATE -> column.dates().read(value);
				case UNIQUE_ID -> Folding.words(column.header()) + ":" + value;
				default -> value.strip();
			};
			if (read != null) {
				values.computeIfAbsent(column.field(), (field) -> new ArrayList<>(1)).add(read);
			}
		}
		return values;
	}

	/** Whether a row is about a person or an organisation. */
	public RecordKind kind(Map<Field, List<String>> values) {
		if (values.containsKey(Field.RECORD_KIND)) {
			String said = Folding.words(values.get(Field.RECORD_KIND).getFirst());
			if (PERSON_WORDS.contains(said)) {
				return RecordKind.PERSON;
			}
			if (ORGANISATION_WORDS.contains(said)) {
				return RecordKind.ORGANISATION;
			}
		}
		boolean person = values.containsKey(Field.GIVEN_NAME) || values.containsKey(Field.SURNAME);
		if (person) {
			return RecordKind.PERSON;
		}
		if (values.containsKey(Field.ORGANISATION_NAME)) {
			return RecordKind.ORGANISATION;
		}
		if (values.containsKey(Field.FULL_NAME) && !values.containsKey(Field.BIRTH_DATE)) {
			String name = Folding.words(values.get(Field.FULL_NAME).getFirst());
			return SOUNDS_LIKE_COMPANY.matcher(name).find() ? RecordKind.ORGANISATION : RecordKind.PERSON;
		}
		return this.listOfPeople ? RecordKind.PERSON : RecordKind.ORGANISATION;
	}

	/** The record of a row. */
	public Entry entry(List<String> row, Vocabulary vocabulary) {
		Map<Field, List<String>> values = values(row);
		return Entry.of(kind(values), values, vocabulary);
	}

}

package app.accord.matching;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as the same, as nearly the same, and as different, field by field. */
class ComparingTest {

	private final Vocabulary vocabulary = new Vocabulary("US");

	@Test
	void knowsAGivenNameHoweverItIsWritten() {
		assertThat(given("Marisol", "marisol")).isEqualTo("the same");
		assertThat(given("José", "Jose")).isEqualTo("the same");
		assertThat(given("Иван", "Ivan")).isEqualTo("the same");
		assertThat(given("Bill", "William")).isEqualTo("a nickname");
		assertThat(given("Mohamed", "Muhammed")).isEqualTo("a nickname");
		assertThat(given("Jon", "John")).isEqualTo("a nickname");
		assertThat(given("Marisol", "Marisl")).isEqualTo("nearly the same");
		assertThat(given("R", "Ray")).isEqualTo("a short form");
		assertThat(given("Maria", "Maria Luisa")).isEqualTo("a short form");
		assertThat(given("Mark", "Marsha")).isIn("alike", "different");
		assertThat(given("Hugo", "Molly")).isEqualTo("different");
		assertThat(given("张秀英", "Xiu Ying")).isEqualTo("missing");
		assertThat(given("", "Ray")).isEqualTo("missing");
	}

	@Test
	void knowsASurnameHoweverItIsWritten() {
		assertThat(surname("Müller", "Muller")).isEqualTo("the same");
		assertThat(surname("O'Brien", "OBrien")).isEqualTo("the same");
		assertThat(surname("Millar", "Miller")).isEqualTo("nearly the same");
		assertThat(surname("Müller", "Mueller")).isEqualTo("nearly the same");
		assertThat(surname("Sanchez", "Sanchez Mendoza")).isEqualTo("partly the same");
		assertThat(surname("Okafor", "Lindgren")).isEqualTo("different");
	}

	@Test
	void knowsANameThatStandsInTheOtherColumn() {
		Comparing swapped = compare(person("Caleb", "Rowe"), person("Rowe", "Caleb"));
		assertThat(level(swapped, Comparison.GIVEN)).isEqualTo("swapped");
		assertThat(level(swapped, Comparison.SURNAME)).isEqualTo("missing");
		Comparing lone = compare(person("Pollard", ""), person("Thomas", "Pollard"));
		assertThat(level(lone, Comparison.SURNAME)).isEqualTo("the same");
		assertThat(level(lone, Comparison.GIVEN)).isEqualTo("missing");
	}

	@Test
	void takesAWholeNameApart() {
		assertThat(PersonName.of(null, null, null, "Dr. Anna Maria Okafor"))
			.isEqualTo(new PersonName("anna", "maria", "okafor", null));
		assertThat(PersonName.of(null, null, null, "Okafor, Anna"))
			.isEqualTo(new PersonName("anna", null, "okafor", null));
		assertThat(PersonName.of("Morris", null, "Klein II", null))
			.isEqualTo(new PersonName("morris", null, "klein", "2"));
		assertThat(PersonName.of("Ludwig", null, "van Beethoven", null).surname()).isEqualTo("beethoven");
		assertThat(PersonName.of("sir", null, "hooker", "sir william hooker").given()).isEqualTo("william");
	}

	@Test
	void knowsABirthdayWithASlip() {
		assertThat(birth("1971-06-24", "24.06.1971")).isEqualTo("the same");
		assertThat(birth("1971-06-04", "1971-04-06")).isEqualTo("day and month swapped");
		assertThat(birth("1971-06-24", "1971-05-24")).isEqualTo("one digit off");
		assertThat(birth("1971-06-24", "1917-06-24")).isEqualTo("one digit off");
		assertThat(birth("1971-06-24", "1971-06-13")).isEqualTo("two of day, month and year the same");
		assertThat(birth("1971-06-24", "1988-11-02")).isEqualTo("different");
		assertThat(DayMonthOrder.MONTH_FIRST.read("9/28/97")).isEqualTo("19970928");
		assertThat(DayMonthOrder.DAY_FIRST.read("24-May-11")).isEqualTo("20110524");
		assertThat(DayMonthOrder.DAY_FIRST.read("soon")).isNull();
	}

	@Test
	void knowsATelephoneHoweverItIsTyped() {
		assertThat(phone("(212) 555-0123", "+1 212 555 0123")).isEqualTo("the same");
		assertThat(phone("5550123", "212-555-0123")).isEqualTo("the same");
		assertThat(phone("212-555-0123", "212-555-0124")).isEqualTo("one digit off");
		assertThat(phone("212-555-0123", "646-777-9876")).isEqualTo("different");
		assertThat(phone("n/a", "646-777-9876")).isEqualTo("missing");
	}

	@Test
	void takesTheNextTelephoneNumberForASlipOnlyOfWhoIsCalledSo() {
		Map<Field, List<String>> irena = person("Irena", "Lebedev");
		irena.put(Field.PHONE, List.of("212-555-0123"));
		Map<Field, List<String>> mistyped = person("Irena", "Lebedew");
		mistyped.put(Field.PHONE, List.of("212-555-0124"));
		Map<Field, List<String>> next = person("Irena", "Markovic");
		next.put(Field.PHONE, List.of("212-555-0124"));
		assertThat(level(compare(irena, mistyped), Comparison.PHONE)).isEqualTo("one digit off");
		assertThat(level(compare(irena, next), Comparison.PHONE)).isEqualTo("different");
	}

	@Test
	void knowsAnEmailWithASlip() {
		assertThat(email("Anna <ANNA.OKAFOR@example.com>", "anna.okafor@example.com")).isEqualTo("the same");
		assertThat(email("anna+shop@example.com", "anna@example.com")).isEqualTo("the same");
		assertThat(email("anna.okafor@old.example", "anna.okafor@new.example.org")).isEqualTo("the same before the @");
		assertThat(email("anna.okafor@example.com", "anna.okafr@example.com")).isEqualTo("nearly the same");
		assertThat(email("anna.okafor@example.com", "theo@other.net")).isEqualTo("different");
	}

	@Test
	void knowsAnAddressHoweverItIsSplit() {
		Comparing same = compare(address("445 Overpass Rd, San Ramon, CA 92723"),
				Map.of(Field.STREET_NUMBER, List.of("445"), Field.STREET, List.of("Overpass Road"), Field.CITY,
						List.of("San Ramon"), Field.POSTCODE, List.of("92723-0000")));
		assertThat(level(same, Comparison.NUMBER)).isEqualTo("the same");
		assertThat(level(same, Comparison.STREET)).isEqualTo("the same");
		assertThat(level(same, Comparison.CITY)).isEqualTo("the same");
		assertThat(level(same, Comparison.POSTCODE)).isEqualTo("the same");
		Comparing box = compare(address("P.O. Box 12987"), address("PO BOX 12987"));
		assertThat(level(box, Comparison.STREET)).isEqualTo("the same");
		assertThat(level(box, Comparison.NUMBER)).isEqualTo("the same");
	}

	@Test
	void knowsACompanyWithAndWithoutItsLegalForm() {
		assertThat(name("Harbor & Vine Bakery LLC", "Harbor and Vine Bakery")).isEqualTo("the same");
		assertThat(name("Müller GmbH & Co. KG", "Muller")).isEqualTo("the same");
		assertThat(name("Bakery Harbor Vine", "Harbor & Vine Bakery, Inc.")).isEqualTo("of the same words");
		assertThat(name("Harbor & Vine Bakery", "Harbr & Vine Bakery")).isIn("mostly the same words",
				"of the same words");
		assertThat(name("Harbor & Vine Bakery", "Lindgren Cycles")).isEqualTo("different");
	}

	@Test
	void comparesIdentityNumbersOfOneKindOnly() {
		assertThat(identity("ssn:521-21-2123", "SSN:521212123")).isEqualTo("the same");
		assertThat(identity("ssn:521-21-2123", "ssn:999-88-7777")).isEqualTo("different");
		assertThat(identity("ssn:521-21-2123", "passport:521212123")).isEqualTo("missing");
	}

	@Test
	void measuresLikenessAsPublished() {
		// Winkler 1990: the examples that everybody gives.
		assertThat(Likeness.jaroWinkler("martha", "marhta")).isEqualTo(961);
		assertThat(Likeness.jaroWinkler("dwayne", "duane")).isEqualTo(840);
		assertThat(Likeness.jaroWinkler("dixon", "dicksonx")).isEqualTo(813);
		assertThat(Likeness.slips("kitten", "sitting", 5)).isEqualTo(3);
		assertThat(Likeness.slips("abcd", "abdc", 3)).isEqualTo(1);
		assertThat(Likeness.slips("abcd", "wxyz", 2)).isEqualTo(3);
	}

	private String given(String a, String b) {
		return level(compare(person(a, ""), person(b, "")), Comparison.GIVEN);
	}

	private String surname(String a, String b) {
		return level(compare(person("", a), person("", b)), Comparison.SURNAME);
	}

	private String birth(String a, String b) {
		return one(RecordKind.PERSON, Field.BIRTH_DATE, Comparison.BIRTH, a, b);
	}

	private String phone(String a, String b) {
		return one(RecordKind.PERSON, Field.PHONE, Comparison.PHONE, a, b);
	}

	private String email(String a, String b) {
		return one(RecordKind.PERSON, Field.EMAIL, Comparison.EMAIL, a, b);
	}

	private String identity(String a, String b) {
		return one(RecordKind.PERSON, Field.UNIQUE_ID, Comparison.IDENTITY, a, b);
	}

	private String name(String a, String b) {
		return one(RecordKind.ORGANISATION, Field.ORGANISATION_NAME, Comparison.NAME, a, b);
	}

	private String one(RecordKind kind, Field field, Comparison comparison, String a, String b) {
		return level(compare(kind, Map.of(field, List.of(a)), Map.of(field, List.of(b))), comparison);
	}

	private static Map<Field, List<String>> person(String given, String surname) {
		Map<Field, List<String>> values = new EnumMap<>(Field.class);
		values.put(Field.GIVEN_NAME, List.of(given));
		values.put(Field.SURNAME, List.of(surname));
		return values;
	}

	private static Map<Field, List<String>> address(String line) {
		return Map.of(Field.ADDRESS, List.of(line));
	}

	private Comparing compare(Map<Field, List<String>> a, Map<Field, List<String>> b) {
		return compare(RecordKind.PERSON, a, b);
	}

	private Comparing compare(RecordKind kind, Map<Field, List<String>> a, Map<Field, List<String>> b) {
		Comparing comparing = new Comparing();
		comparing.compare(Entry.of(kind, a, this.vocabulary), Entry.of(kind, b, this.vocabulary));
		return comparing;
	}

	private static String level(Comparing comparing, Comparison comparison) {
		int level = comparing.level(comparison);
		return (level < 0) ? "missing" : comparison.level(level);
	}

}

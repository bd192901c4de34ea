package app.accord.matching;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import app.accord.matching.TruthSet.Found;
import app.accord.matching.TruthSet.Truth;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * How well duplicates are found: on public lists whose truth is known, without looking at
 * it, one configuration for all. And what the model must never do.
 */
class MatchingTest {

	private static final Path DATA = Stream.of("../shared/data", "../../shared/data")
		.map(Path::of)
		.filter(Files::isDirectory)
		.findFirst()
		.orElse(Path.of("../shared/data"));

	@Test
	void findsTheDuplicatesOfFebrlsFirstList() {
		Found found = find("febrl/dataset1.csv", Truth.in("rec_id"), "soc_sec_id");
		assertThat(found.maybe().f1()).isGreaterThanOrEqualTo(0.995);
		assertThat(found.same().precision()).isGreaterThanOrEqualTo(0.999);
	}

	@Test
	void findsTheDuplicatesOfFebrlsSecondList() {
		Found found = find("febrl/dataset2.csv", Truth.in("rec_id"), "soc_sec_id");
		assertThat(found.maybe().f1()).isGreaterThanOrEqualTo(0.995);
		assertThat(found.same().precision()).isGreaterThanOrEqualTo(0.999);
	}

	@Test
	void findsPeopleOfWhomHalfIsMissing() {
		Found found = find("splink_fake_1000/fake_1000.csv", Truth.in("cluster"));
		assertThat(found.maybe().f1()).isGreaterThanOrEqualTo(0.87);
		assertThat(found.same().precision()).isGreaterThanOrEqualTo(0.999);
	}

	@Test
	void findsPeopleOfOldBooks() {
		Found found = find("splink_historical/historical_slice_dev.csv", Truth.in("cluster"));
		assertThat(found.maybe().f1()).isGreaterThanOrEqualTo(0.94);
		assertThat(found.same().precision()).isGreaterThanOrEqualTo(0.999);
	}

	@Test
	void findsTheSitesOfOrganisations() {
		Found found = find("chicago_sites/sites_dev.csv", Truth.in("True Id"));
		assertThat(found.maybe().f1()).isGreaterThanOrEqualTo(0.93);
		// Without a number that both have, a person has the last word on organisations.
		assertThat(found.same().precision()).isEqualTo(1);
	}

	@Test
	void neverJoinsFamiliesTwinsOrColleagues() {
		Found found = find("senzing_customers/customers_half.csv",
				new Truth("CLUSTER_ID", null, DATA.resolve("senzing_customers/truth_key_half.csv"), "RECORD_ID"));
		assertThat(found.same().precision()).isEqualTo(1);
	}

	@Test
	void tellsFatherAndSonTwinsAndHouseholdApart() {
		Vocabulary vocabulary = new Vocabulary("US");
		Model model = Model.assumed(RecordKind.PERSON, 100_000);
		Map<Field, List<String>> home = Map.of(Field.ADDRESS, List.of("12 Elm St, Salem, OR 97301"), Field.PHONE,
				List.of("503-555-0123"), Field.EMAIL, List.of("theokafors@example.com"));
		Entry anna = person(vocabulary, home, "Anna", "Okafor", "1970-06-24");
		Entry twin = person(vocabulary, home, "Bela", "Okafor", "1970-06-24");
		Entry daughter = person(vocabulary, home, "Anna", "Okafor", "1999-02-03");
		Entry again = person(vocabulary, Map.of(Field.ADDRESS, home.get(Field.ADDRESS)), "Anna", "Okafor",
				"1970-06-24");
		Entry senior = person(vocabulary, home, "Theo", "Okafor Sr", "");
		Entry junior = person(vocabulary, home, "Theo", "Okafor Jr", "");
		assertThat(Opinion.of(anna, again, model).judgement()).isEqualTo(Judgement.SAME);
		assertThat(Opinion.of(anna, twin, model).judgement()).isNotEqualTo(Judgement.SAME);
		assertThat(Opinion.of(anna, daughter, model).judgement()).isNotEqualTo(Judgement.SAME);
		assertThat(Opinion.of(senior, junior, model).judgement()).isNotEqualTo(Judgement.SAME);
		assertThat(Opinion.of(anna, senior, model).judgement()).isEqualTo(Judgement.DIFFERENT);
	}

	@Test
	void takesAnEmailMadeOfTheNameForNothingMoreThanTheName() {
		Vocabulary vocabulary = new Vocabulary("US");
		Model model = Model.assumed(RecordKind.PERSON, 1000);
		Map<Field, List<String>> town = Map.of(Field.CITY, List.of("Salem"), Field.POSTCODE, List.of("97301"));
		Entry han = mailing(vocabulary, town, "Linh", "Han", "linh.han@example.com");
		Entry tan = mailing(vocabulary, town, "Linh", "Tan", "linh.tan@example.com");
		Entry hann = mailing(vocabulary, town, "Linh", "Han", "linh.hann@example.com");
		assertThat(emailWeight(han, tan, model)).isZero();
		assertThat(Opinion.of(han, tan, model).judgement().sure()).isFalse();
		assertThat(emailWeight(han, hann, model)).as("one of them is mistyped").isPositive();
		assertThat(emailWeight(mailing(vocabulary, town, "Elizabeth", "Brown", "liz_brown77@example.com"),
				mailing(vocabulary, town, "Eliza", "Browne", "ebrowne@example.com"), model))
			.isNotPositive();
	}

	@Test
	void takesNobodyForTheSameBecauseOfASimilarEmail() {
		Vocabulary vocabulary = new Vocabulary("US");
		Model model = Model.assumed(RecordKind.PERSON, 1000);
		Map<Field, List<String>> home = Map.of(Field.ADDRESS, List.of("12 Elm St, Salem, OR 97301"), Field.PHONE,
				List.of("503-555-0123"));
		Entry one = mailing(vocabulary, home, "Anna", "Okafor", "sunnyday77@example.com");
		Entry other = mailing(vocabulary, home, "Anna", "Okafor", "sunnyday78@example.com");
		Opinion similar = Opinion.of(one, other, model);
		Opinion without = Opinion.of(one, mailing(vocabulary, home, "Anna", "Okafor", ""), model);
		assertThat(similar.weight()).isGreaterThan(without.weight());
		assertThat(similar.judgement()).isEqualTo(without.judgement()).isEqualTo(Judgement.MAYBE);
	}

	private static Entry mailing(Vocabulary vocabulary, Map<Field, List<String>> values, String given, String surname,
			String email) {
		Map<Field, List<String>> all = new java.util.HashMap<>(values);
		all.put(Field.EMAIL, List.of(email));
		return person(vocabulary, all, given, surname, "");
	}

	@Test
	void saysWhyFieldByField() {
		Vocabulary vocabulary = new Vocabulary("US");
		Entry one = person(vocabulary, Map.of(Field.PHONE, List.of("503-555-0123")), "Bill", "Millar", "");
		Entry other = person(vocabulary, Map.of(Field.PHONE, List.of("+1 503 555 0123")), "William", "Miller", "");
		Opinion opinion = Opinion.of(one, other, Model.assumed(RecordKind.PERSON, 1000));
		assertThat(opinion.reasons()).extracting(Reason::toString)
			.anyMatch((reason) -> reason.startsWith("Surname nearly the same (millar / miller): +"))
			.anyMatch((reason) -> reason.startsWith("Given name a nickname (bill / william): +"))
			.anyMatch((reason) -> reason.startsWith("Phone the same (+15035550123): +"));
		assertThat(opinion.reasons().stream().mapToInt(Reason::weight).sum()).isBetween(opinion.weight() - 35,
				opinion.weight() + 35);
	}

	@Test
	void countsAnEmailThatManyHaveForLittle() {
		Vocabulary vocabulary = new Vocabulary("US");
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < 400; i++) {
			entries.add(person(vocabulary,
					Map.of(Field.EMAIL, List.of((i < 14) ? "office@firm.example" : "own" + i + "@mail.example")),
					"given" + i, "surname" + i, ""));
		}
		entries
			.add(person(vocabulary, Map.of(Field.EMAIL, List.of("own399@mail.example")), "given399", "surname399", ""));
		Matches matches = Matching.within(RecordKind.PERSON, entries);
		assertThat(matches.pairs()).extracting(MatchedPair::b).containsExactly(400);
		int rare = emailWeight(entries.get(399), entries.get(400), matches.model());
		int common = emailWeight(entries.get(0), entries.get(1), matches.model());
		assertThat(rare).isGreaterThan(common + 300);
	}

	@Test
	void learnsTheSameFromTheSame() {
		List<List<String>> rows = new GeneratedPeople(7, 1200).rows(1200);
		Found one = TruthSet.of(GeneratedPeople.HEADER, rows, "truth").find();
		Found other = TruthSet.of(GeneratedPeople.HEADER, rows, "truth").find();
		assertThat(one.pairs()).isEqualTo(other.pairs());
		assertThat(one.maybe().f1()).isGreaterThan(0.95);
		assertThat(one.same().precision()).isGreaterThanOrEqualTo(0.999);
		Model model = one.matches().getFirst().model();
		assertThat(Model.read(model.written()).written()).isEqualTo(model.written());
	}

	private static int emailWeight(Entry a, Entry b, Model model) {
		return Opinion.of(a, b, model)
			.reasons()
			.stream()
			.filter((reason) -> reason.what().equals("E-mail"))
			.mapToInt(Reason::weight)
			.sum();
	}

	private static Entry person(Vocabulary vocabulary, Map<Field, List<String>> values, String given, String surname,
			String birth) {
		Map<Field, List<String>> all = new java.util.HashMap<>(values);
		all.put(Field.GIVEN_NAME, List.of(given));
		all.put(Field.SURNAME, List.of(surname));
		all.put(Field.BIRTH_DATE, List.of(birth));
		return Entry.of(RecordKind.PERSON, all, vocabulary);
	}

	private static Found find(String file, Truth truth, String... ignored) {
		Path path = DATA.resolve(file);
		assumeTrue(Files.exists(path), () -> path + " is not here");
		Found found = TruthSet.read(List.of(path), truth, List.of(ignored)).find();
		System.out.println(file);
		Stream.of(found.floor(), found.same(), found.maybe()).forEach((quality) -> System.out.println("  " + quality));
		return found;
	}

}

package app.accord.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import app.accord.actor.Actor;
import app.accord.customer.CustomerIntake;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.testing.AccordTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Names, telephone numbers and strings of the real world are found again. */
@AccordTest
class RealNamesSearchTest {

	private static final long SEED = 7;

	@Autowired
	private CustomerIntake intake;

	@Autowired
	private CustomerSearch search;

	@Test
	void findsNamesOfManyCountries() throws IOException {
		List<String[]> names = names(data("names_by_country"));
		List<Long> ids = this.intake.createAll(Actor.system("test"),
				names.stream().map((name) -> NewCustomer.person(name[0], name[1])).toList());
		Random random = new Random(SEED);
		int plain = 0;
		int latin = 0;
		int foreign = 0;
		int heard = 0;
		int slips = 0;
		List<String> lost = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			String[] name = names.get(i);
			long id = ids.get(i);
			assertThat(found(name[0] + " " + name[1], id)).as(name[0] + " " + name[1]).isTrue();
			assertThat(found(name[1] + ", " + name[0], id)).as(name[1] + ", " + name[0]).isTrue();
			String romanized = name[2] + " " + name[3];
			if ((name[0] + name[1]).codePoints().allMatch((letter) -> letter < 0x250)) {
				latin++;
				boolean hit = found(slip(name[0], random) + " " + name[1], id);
				slips += hit ? 1 : 0;
				if (!hit) {
					lost.add(name[0] + " " + name[1]);
				}
			}
			else if ((name[0] + name[1]).codePoints().noneMatch(Character::isIdeographic)) {
				foreign++;
				boolean hit = found(romanized, id);
				heard += hit ? 1 : 0;
				if (!hit) {
					lost.add(name[0] + " " + name[1] + " as " + romanized);
				}
			}
			plain++;
		}
		System.out.printf(
				"%d names found as written and swapped; %d of %d with a slip; %d of %d other scripts by their Latin form%nnot found (seed %d): %s%n",
				plain, slips, latin, heard, foreign, SEED, lost);
		assertThat(slips).isGreaterThanOrEqualTo(latin * 95 / 100);
		assertThat(heard).isGreaterThanOrEqualTo(foreign * 80 / 100);
	}

	@Test
	void findsTelephoneNumbersOfManyCountriesHoweverTyped() throws IOException {
		List<String[]> numbers = Files.readAllLines(data("phone_numbers").resolve("example_numbers.csv"))
			.stream()
			.skip(1)
			.map((line) -> line.split(","))
			.filter((row) -> row[2].equals("MOBILE"))
			.toList();
		List<Long> ids = this.intake.createAll(Actor.system("test"),
				numbers.stream()
					.map((row) -> NewCustomer.person("Phone", row[1]).with(NewContactPoint.phone(row[4])))
					.toList());
		for (int i = 0; i < numbers.size(); i++) {
			String number = numbers.get(i)[4];
			String national = numbers.get(i)[3];
			for (String typed : List.of(number, number.replace("+", "00"),
					"+" + number.substring(1).replaceAll("(...)", "$1 "), national, "0" + national,
					national.replaceAll("(..)", "$1-"), number + " ext. 7", number.substring(number.length() - 7))) {
				assertThat(found(typed, ids.get(i))).as(typed + " for " + number).isTrue();
			}
		}
		System.out.printf("%d telephone numbers found, each typed in eight ways%n", numbers.size());
	}

	@Test
	void answersAnythingNaughtyAndFindsItAgain() throws IOException {
		String[] strings = JsonMapper.builder()
			.build()
			.readValue(Files.readString(data("naughty_strings").resolve("blns.json")), String[].class);
		int kept = 0;
		for (String string : strings) {
			this.search.find(string, 0, 5);
			this.search.suggest(string, 5, string);
			if (string.length() < 150 && string.codePoints().filter(Character::isLetter).count() > 3) {
				long id = this.intake.createAll(Actor.system("test"), List.of(NewCustomer.organization(string)))
					.getFirst();
				assertThat(found(string, id)).as(string).isTrue();
				kept++;
			}
		}
		System.out.printf("%d strings searched for, %d kept as names and found again%n", strings.length, kept);
	}

	private boolean found(String query, long customerId) {
		return this.search.find(query, 0, 100).items().stream().anyMatch((hit) -> hit.customerId() == customerId);
	}

	private static String slip(String name, Random random) {
		if (name.length() < 4) {
			return name;
		}
		int at = 1 + random.nextInt(name.length() - 2);
		return switch (random.nextInt(3)) {
			case 0 -> name.substring(0, at) + name.substring(at + 1);
			case 1 -> name.substring(0, at) + (char) ('a' + random.nextInt(26)) + name.substring(at + 1);
			default -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
		};
	}

	/** Given name, family name, both in Latin letters: some of each country. */
	private static List<String[]> names(Path folder) throws IOException {
		Map<String, List<String[]>> given = new HashMap<>();
		read(folder.resolve("common-forenames-by-country.csv"), 12)
			.forEach((row) -> given.computeIfAbsent(row[0], (country) -> new ArrayList<>())
				.add(new String[] { row[10], row[11] }));
		Map<String, Integer> taken = new HashMap<>();
		List<String[]> names = new ArrayList<>();
		for (String[] row : read(folder.resolve("common-surnames-by-country.csv"), 6)) {
			List<String[]> firsts = given.get(row[0]);
			int no = taken.merge(row[0], 1, Integer::sum);
			if (firsts != null && no <= 8) {
				String[] first = firsts.get((no * 5) % firsts.size());
				names.add(new String[] { first[0].isEmpty() ? first[1] : first[0], row[4].isEmpty() ? row[5] : row[4],
						first[1], row[5] });
			}
		}
		return names;
	}

	private static List<String[]> read(Path file, int columns) throws IOException {
		return Files.readAllLines(file)
			.stream()
			.skip(1)
			.filter((line) -> line.indexOf('"') < 0)
			.map((line) -> line.split(",", -1))
			.filter((row) -> row.length >= columns && !(row[columns - 1].isEmpty() && row[columns - 2].isEmpty()))
			.toList();
	}

	private static Path data(String name) {
		Path folder = Stream.of("../shared/data", "../../shared/data")
			.map((path) -> Path.of(path, name))
			.filter(Files::isDirectory)
			.findFirst()
			.orElse(null);
		if (folder == null) {
			System.out.println("Skipped: ../shared/data/" + name + " is not here.");
		}
		assumeTrue(folder != null, "shared/data/" + name + " is not here");
		return folder;
	}

}

package app.accord.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.CustomerIntake;
import app.accord.customer.CustomerKind;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.NewContactPoint;
import app.accord.customer.NewCustomer;
import app.accord.customer.OrderNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.customer.Tier;
import app.accord.customer.Withdrawals;
import app.accord.job.Jobs;
import app.accord.joining.Joining;
import app.accord.testing.AccordTest;
import app.accord.testing.Cast;
import app.accord.testing.TestDatabase;
import app.accord.time.BusinessCalendar;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@AccordTest
class SearchTest {

	private static final long SEED = 41;

	private static CustomerNumber agnes;

	private static int people;

	@Autowired
	private Customers customers;

	@Autowired
	private CustomerIntake intake;

	@Autowired
	private CustomerSearch search;

	@Autowired
	private SeenCustomers seen;

	@Autowired
	private Jobs jobs;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TestDatabase database;

	@Autowired
	private ApplicationContext program;

	@ParameterizedTest
	@ValueSource(strings = { "Ågnes Wöhrle-Smith", "agnes wohrle", "AGNES", "smith wöhr", "(646) 555-0191",
			"6465550191", "+1 646 555 0191", "646.555.0191", "5550191", "555-019", "agnes.w@example.org",
			"AGNES.W@example.org", "gnes.w@ex", "12 Linden Row", "linden", "search:77", "Ag", "wo",
			"agnse woehrle smith", "Agnez Wohrle", "0191", "001 646 555 0191", "+1 (646) 555-0191 ext. 12",
			"646 555 0191 x3", "Wöhrle-Smith, Ågnes", "smith woehrle agnes", "wohrlesmith", "aagnes", "A. Smith",
			"a wohrle", "Aggie Smith", "linden agnes", "example.org agnes", "@example.org", "Агнес Смит",
			"linden row 12", "inden ro" })
	void findsHerByAnythingKnown(String query) {
		assertThat(this.search.find(query, 0, 50).items()).extracting(SearchHit::number).contains(agnes());
	}

	@Test
	void findsHerByEveryNumberOfHers() {
		long id = agnes().customerId();
		for (Object number : List.of(CustomerNumber.of(id), AccountNumber.of(id, 1), InvoiceNumber.of(id, 17),
				OrderNumber.of(id, 2), ReceiptNumber.of(id, 3), ContractNumber.of(id, 1), id)) {
			SearchPage page = this.search.find(number.toString().toLowerCase(), 0, 10);
			assertThat(page.items().getFirst().number()).isEqualTo(agnes());
			assertThat(page.items().getFirst().exact()).isTrue();
		}
	}

	@Test
	void saysWhatMatched() {
		assertThat(this.search.find("6465550191", 0, 5).items().getFirst().matchedOn())
			.isEqualTo("telephone (646) 555-0191");
		assertThat(this.search.find("linden row", 0, 5).items().getFirst().matchedOn())
			.isEqualTo("address 12 Linden Row");
		assertThat(this.search.find("wohrle", 0, 5).items().getFirst().matchedOn()).isEqualTo("name");
	}

	@Test
	void exactHitsComeFirst() {
		CustomerNumber other = this.customers.create(Actor.system("test"),
				NewCustomer.person("Aaron", "Likely").with(NewContactPoint.email("agnes.w@example.org.invalid")));
		List<SearchHit> hits = this.search.find("agnes.w@example.org", 0, 10).items();
		assertThat(hits.getFirst().number()).isEqualTo(agnes());
		assertThat(hits).extracting(SearchHit::number).contains(other);
	}

	@Test
	void aSlipIsNotLostAmongThoseWhoHaveTheInitial() {
		Actor actor = Actor.system("test");
		CustomerNumber meant = this.customers.create(actor, NewCustomer.person("Ife", "Xobasanjowe"));
		this.intake.createAll(actor,
				IntStream.range(0, 120).mapToObj((i) -> NewCustomer.person("Jan X.", "Middle" + i)).toList());
		assertThat(this.search.find("xobasanjwoe", 0, 20).items()).extracting(SearchHit::number)
			.first()
			.isEqualTo(meant);
	}

	@Test
	void aWrongDigitIsSaid() {
		String wrong = CustomerNumber.of(agnes().customerId()).toString().replaceAll("\\d$", "")
				+ (Integer.parseInt(agnes().toString().substring(agnes().toString().length() - 1)) + 1) % 10;
		SearchPage page = this.search.find(wrong, 0, 10);
		if (page.items().isEmpty()) {
			assertThat(page.hint()).contains("a digit must be wrong");
		}
	}

	@Test
	void anythingTypedIsAnswered() {
		for (String query : List.of("%", "_", "\\", "'", "\"", "a", "1", "٣", "😀", "\u0000", "-- drop",
				"x".repeat(5000), "(", "C-", "@", "\ud800", " ", "+", "0", "00000", "99999999999999999999")) {
			assertThat(this.search.find(query, 0, 5).items().size()).isLessThanOrEqualTo(5);
		}
		assertThat(this.search.find("%", 0, 5).items()).isEmpty();
	}

	@Test
	void listsAllNewestFirstInPages() {
		List<Long> ids = this.intake.createAll(Actor.system("test"),
				List.of(NewCustomer.organization("Page One Ltd"), NewCustomer.organization("Page Two Ltd")));
		SearchPage first = this.search.find("", 0, 1);
		SearchPage second = this.search.find(null, 1, 1);
		assertThat(first.items().getFirst().customerId()).isEqualTo(ids.get(1));
		assertThat(second.items().getFirst().customerId()).isEqualTo(ids.get(0));
		assertThat(first.total()).isGreaterThanOrEqualTo(3);
		SearchPage ltd = this.search.find("page ltd", 1, 1);
		assertThat(ltd.total()).isEqualTo(2);
		assertThat(ltd.items()).extracting(SearchHit::name).containsExactly("Page Two Ltd");
	}

	@Test
	void findsByPhoneForTheCounter() {
		assertThat(this.search.byPhone("1 (646) 555 0191")).singleElement()
			.satisfies((hit) -> assertThat(hit.exact()).isTrue());
		assertThat(this.search.byPhone("nonsense")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			William Gatewood            | bill gatewood
			William Gatewood            | Gatewood, Willie
			Guillermo Fuentes           | memo fuentes
			Heinrich Zillmann           | heinz zillmann
			Jürgen Möllering            | juergen moellering
			Juergen Moellering          | Jürgen Möllering
			Мария Ивановская            | Maria Ivanovskaya
			Maria Ivanovskaya           | Мария Ивановская
			Γιώργος Παπαδάκης           | Georgos Papadakis
			דוד כהן                     | David Cohen
			नरेश कुमार                  | Naresh Kumar
			김민준                      | gimminjun
			山田太郎                    | 山田
			Seán O'Brannigan            | sean obrannigan
			Seán O’Brannigan            | o'brannigan
			Seán O'Brannigan            | Brannigan Sean
			Pieter van der Bergh        | vanderbergh
			Anna Vanderloo              | Anna van der Loo
			J. R. Hartwell              | John Hartwell
			Jonathan Hartwell           | J Hartwell
			Muhammad Al-Rashidi         | mohamed alrashidi
			Arnold Schwarzenbecker      | shwarzenbeker
			Katarzyna Wiśniewska        | kasarzyna wisniewska
			Łukasz Żółkiewski           | lukasz zolkiewski
			Nguyễn Thị Hường            | nguyen huong
			Acme Rocket Works GmbH      | acme rocket works
			Acme Rocket Works GmbH      | Acme Rocket Works Ltd.
			Beacon Books L.L.C.         | beacon books llc
			Beacon Books L.L.C.         | beakon books
			""")
	void findsANameHoweverItIsSpelt(String name, String query) {
		CustomerNumber number = this.customers.create(Actor.system("test"), NewCustomer.organization(name));
		assertThat(this.search.find(query, 0, 50).items()).extracting(SearchHit::number).contains(number);
	}

	@Test
	void saysOfANicknameAndOfASimilarNameThatItIsOne() {
		CustomerNumber number = this.customers.create(Actor.system("test"),
				NewCustomer.person("Elizabeth", "Oyelaran"));
		assertThat(this.search.find("liz oyelaran", 0, 5).items()).singleElement()
			.satisfies((hit) -> assertThat(hit.matchedOn()).isEqualTo("nickname"));
		assertThat(this.search.find("elizabet oyelarna", 0, 5).items()).first().satisfies((hit) -> {
			assertThat(hit.number()).isEqualTo(number);
			assertThat(hit.matchedOn()).isEqualTo("similar name");
			assertThat(hit.exact()).isFalse();
		});
	}

	@Test
	void wholeNamesComeBeforeBeginningsAndThoseBeforeSimilarOnes() {
		for (String name : List.of("Quinby Harrowe", "Quinby Harrow", "Quinby Harow", "Quinbyton Harrowgate")) {
			this.customers.create(Actor.system("test"), NewCustomer.organization(name));
		}
		assertThat(this.search.find("quinby harrow", 0, 9).items()).extracting(SearchHit::name)
			.startsWith("Quinby Harrow", "Quinby Harrowe", "Quinbyton Harrowgate")
			.contains("Quinby Harow");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1110.27", "$1,110.27", "1.110,27", "1 110,27 $", "USD 1110.27", "1110.27 usd",
			"1110.27 %s", "bill of $1110.27", "1110.27 due %s" })
	void findsABillByAmountAndDay(String query) {
		AccountNumber account = Cast.of(this.program).account("Bill", "Finder " + ++people);
		LocalDate today = this.calendar.today();
		InvoiceNumber bill = Cast.of(this.program).bill(account, "1110.27", today.plusDays(20), "Service");
		String day = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH).format(today.plusDays(20));
		SearchPage page = this.search.find(query.replace("due ", "").formatted(day), 0, 50);
		assertThat(page.items()).filteredOn((hit) -> hit.found().equals(bill)).singleElement().satisfies((hit) -> {
			assertThat(hit.exact()).isTrue();
			assertThat(hit.matchedOn()).startsWith("bill " + bill + " of $1,110.27, ");
		});
		assertThat(this.search.find("1110.27 1 Jan 2001", 0, 50).items()).isEmpty();
	}

	@Test
	void anAmountIsNoNumberOfACustomer() {
		CustomerNumber number = this.customers.create(Actor.system("test"), NewCustomer.person("Vera", "Pfennig"));
		String id = Long.toString(number.customerId());
		String amount = id.substring(0, id.length() - 2) + "." + id.substring(id.length() - 2);
		assertThat(this.search.find(id, 0, 50).items()).extracting(SearchHit::number).contains(number);
		assertThat(this.search.find(amount, 0, 50).items()).extracting(SearchHit::number).doesNotContain(number);
	}

	@Test
	void whomIOpenedLatelyComesFirst() {
		List<Long> ids = this.intake.createAll(Actor.system("test"), List.of(NewCustomer.person("Abe", "Zephyrine"),
				NewCustomer.person("Bea", "Zephyrine"), NewCustomer.person("Cal", "Zephyrine")));
		this.seen.opened("ada-" + people, ids.get(2));
		Awaitility.await().until(() -> this.seen.of("ada-" + people), (seen) -> !seen.isEmpty());
		assertThat(this.search.find("zephyrine", 0, 9, "ada-" + people).items()).first().satisfies((hit) -> {
			assertThat(hit.customerId()).isEqualTo(ids.get(2));
			assertThat(hit.seen()).isTrue();
		});
		assertThat(this.search.find("zephyrine", 0, 9, "bob").items().getFirst().customerId()).isEqualTo(ids.get(0));
	}

	@Test
	void whatOlderRulesMadeIsFoundAndRenewed() {
		CustomerNumber number = this.customers.create(Actor.system("test"),
				NewCustomer.person("Theodore", "Vantongeren"));
		this.jdbc.sql("update customer_search set names = '', words = '', keys = '{}', rules = 0 where customer_id = ?")
			.param(number.customerId())
			.update();
		assertThat(this.search.find("vantonger", 0, 5).items()).extracting(SearchHit::number).contains(number);
		assertThat(this.search.find("ted vantongeren", 0, 5).items()).isEmpty();
		this.jobs.run("Renew what customers are found by");
		assertThat(this.search.find("ted vantongeren", 0, 5).items()).extracting(SearchHit::number).contains(number);
	}

	@Test
	void aNewNameIsFoundAtOnceAndTheOldOneNoMore() {
		CustomerNumber number = this.customers.create(Actor.system("test"),
				NewCustomer.person("Ottoline", "Krasznahorkai"));
		this.customers.rename(Actor.system("test"), number, "Ottoline Vandermolen", "Ottoline", "Vandermolen");
		assertThat(this.search.find("vandermole", 0, 5).items()).extracting(SearchHit::number).contains(number);
		assertThat(this.search.find("krasznahorkai", 0, 5).items()).isEmpty();
	}

	@Test
	void saysThatTooManyFit() {
		List<NewCustomer> many = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			many.add(NewCustomer.person("Crowd" + (char) ('a' + i % 26), "Multitudine"));
		}
		this.intake.createAll(Actor.system("test"), many);
		SearchPage page = this.search.suggest("multitud", 8, null);
		assertThat(page.items()).hasSize(8);
		assertThat(page.more()).isTrue();
		assertThat(page.hint()).contains("Too many fit");
	}

	@Test
	void findsSomeWhoseNamesBeginWithBothWhereVeryManyDo() {
		Random random = new Random(SEED);
		List<NewCustomer> many = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			many.add(NewCustomer.person("Wx" + letters(random, 5), "Wy" + letters(random, 11)));
		}
		this.intake.createAll(Actor.system("test"), many);
		for (int i = 0; i < 200; i++) {
			NewCustomer one = many.get(random.nextInt(many.size()));
			String given = one.givenName().toLowerCase(Locale.ROOT);
			String family = one.familyName().toLowerCase(Locale.ROOT);
			String begun = given.substring(0, 1 + random.nextInt(given.length()));
			String other = family.substring(0, 2 + random.nextInt(family.length() - 1));
			String query = random.nextBoolean() ? begun + " " + other : other + " " + begun;
			assertThat(this.search.suggest(query, 1 + random.nextInt(8), null).items()).as("%s, seed %d", query, SEED)
				.first()
				.satisfies((hit) -> assertThat(hit.name().toLowerCase(Locale.ROOT)).startsWith(begun)
					.contains(" " + other));
		}
	}

	private static String letters(Random random, int most) {
		return random.ints(1 + random.nextInt(most), 'a', 'd')
			.mapToObj(Character::toString)
			.collect(Collectors.joining());
	}

	@Test
	void saysSoWhenTheDatabaseTakesTooLong() throws SQLException {
		try (Connection busy = this.database.connect(); Statement statement = busy.createStatement()) {
			busy.setAutoCommit(false);
			statement.execute("lock table customer_search in access exclusive mode");
			long began = System.nanoTime();
			SearchPage page = this.search.find("wohrle", 0, 5);
			assertThat(page.items()).isEmpty();
			assertThat(page.hint()).startsWith("This took too long").contains("Add a word");
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
			busy.rollback();
		}
		assertThat(this.search.find("wohrle", 0, 5).items()).isNotEmpty();
	}

	@BeforeEach
	void agnesIsACustomer() {
		agnes();
	}

	@Test
	void listsEachCustomerOnceAndNobodyWhoWasTakenBack() {
		Actor actor = Cast.agent();
		CustomerNumber one = this.customers.create(actor, NewCustomer.person("Listed", "Onceonly"));
		CustomerNumber twin = this.customers.create(actor, NewCustomer.person("L.", "Onceonly"));
		CustomerNumber mistake = this.customers.create(actor, NewCustomer.person("Never", "Onceonly"));
		this.program.getBean(Joining.class).join(actor, one, twin, Map.of(), "The same telephone", null);
		new TransactionTemplate(this.program.getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> this.program.getBean(Withdrawals.class)
				.withdrawAll(actor, List.of(mistake.customerId()), "Import undone"));
		assertThat(this.search.list("", null, ListOrder.NEWEST, 0, 50).items()).extracting(SearchHit::number)
			.contains(one)
			.doesNotContain(twin, mistake);
		for (SearchPage found : List.of(this.search.find("onceonly", 0, 50),
				this.search.list("onceonly", null, ListOrder.BEST, 0, 50))) {
			assertThat(found.items()).extracting(SearchHit::number).containsOnlyOnce(one).doesNotContain(twin, mistake);
			assertThat(found.total()).isEqualTo(found.items().size());
		}
	}

	private CustomerNumber agnes() {
		if (agnes == null) {
			agnes = this.customers
				.create(Actor.system("test"), new NewCustomer(CustomerKind.PERSON, "Ågnes Wöhrle-Smith", "Ågnes",
						"Wöhrle-Smith", "en", Tier.GOLD, null, List.of(NewContactPoint.phone("646 555-0191"),
								NewContactPoint.email("agnes.w@example.org"), NewContactPoint.postal("12 Linden Row")),
						List.of("search:77")));
		}
		return agnes;
	}

}

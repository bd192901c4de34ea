package app.accord.customer;

import java.util.List;

import app.accord.actor.Actor;
import app.accord.testing.AccordTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@AccordTest
class CustomerSearchTest {

	private static CustomerNumber agnes;

	@Autowired
	private Customers customers;

	@Autowired
	private CustomerIntake intake;

	@Autowired
	private CustomerSearch search;

	@ParameterizedTest
	@ValueSource(strings = { "Ågnes Wöhrle-Smith", "agnes wohrle", "AGNES", "smith wöhr", "(646) 555-0191",
			"6465550191", "+1 646 555 0191", "646.555.0191", "5550191", "555-019", "agnes.w@example.org",
			"AGNES.W@example.org", "gnes.w@ex", "12 Linden Row", "linden", "search:77", "Ag", "wo",
			"agnse woehrle smith", "Agnez Wohrle" })
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

	@BeforeEach
	void agnesIsACustomer() {
		agnes();
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

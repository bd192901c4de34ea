package app.accord.sample;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import app.accord.billing.AccountHistory;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Explaining;
import app.accord.billing.Explanation;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.catalog.PriceBook;
import app.accord.catalog.Quote;
import app.accord.consent.ConsentAnswer;
import app.accord.consent.ConsentChannel;
import app.accord.consent.ConsentPurpose;
import app.accord.consent.Consents;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.NewCustomer;
import app.accord.customer.Reachable;
import app.accord.customer.Tier;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.privacy.SomebodyErased;
import app.accord.subscription.Contracts;
import app.accord.subscription.ServiceView;
import app.accord.testing.AccordTest;
import app.accord.testing.TestDatabase;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The company that a first start fills in. */
@AccordTest(properties = "accord.embedded=true")
class SampleCompanyTest {

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext program;

	@Autowired
	private TestDatabase database;

	@Autowired
	private Directory directory;

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private Positions positions;

	@Autowired
	private Explaining explaining;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Contracts contracts;

	@Autowired
	private PriceBook prices;

	@Autowired
	private Consents consents;

	@Autowired
	private java.time.Clock clock;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private SampleCompany company;

	@Test
	void keepsItsBooks() {
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void anybodyCanBeErasedFromAllButTheBooks() throws Exception {
		long seed = Long.getLong("accord.seed", System.nanoTime());
		System.out.println("SampleCompanyTest: -Daccord.seed=" + seed);
		new SomebodyErased(this.program, this.database, this.port).check(new Random(seed));
	}

	@Test
	void isFilledInOnce() throws Exception {
		String customers = "/* across customers: reports */ select count(*) from customer";
		long before = count(customers);
		assertThat(before).isGreaterThanOrEqualTo(434);
		assertThat(this.company.found()).isFalse();
		assertThat(count(customers)).isEqualTo(before);
	}

	@Test
	void isTheSameWheneverTheClockIsTheSame() {
		assertThat(lives()).isEqualTo(lives());
	}

	private static List<Object> lives() {
		Days days = new Days(Instant.parse("2026-03-04T12:00:00Z"), ZoneId.of("America/New_York"));
		Assortment assortment = new Assortment(days.today(), days.zone());
		Townspeople town = new Townspeople(new Random(7), days, assortment, Cast.PHONES);
		List<Object> lives = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			NewCustomer customer = town.somebody();
			Draft draft = town.life(i + 1, customer, "Somebody");
			lives.add(customer);
			lives.add(draft.contracts());
			lives.add(draft.contacts());
			draft.books().forEach((books) -> lives.add(books.told(1, 1)));
		}
		return lives;
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-01-01T05:30:00Z", "2026-03-09T12:00:00Z", "2026-03-10T12:00:00Z",
			"2026-02-28T23:00:00Z", "2028-02-29T12:00:00Z", "2026-12-31T12:00:00Z" })
	void marisolsStoryIsTheSameOnEveryDay(String now) {
		Days days = new Days(Instant.parse(now), ZoneId.of("America/New_York"));
		Draft draft = new Draft(1, "Marisol Okafor");
		new Cast(days, new Assortment(days.today(), days.zone())).roles().getFirst().story().tell(draft);
		Books.Story story = draft.books().getFirst().told(1, 1);
		// The screen protector comes with its order's number.
		assertThat(story.history().events()).hasSize(11);
		assertThat(story.balance()).isEqualTo(usd("110.27"));
		assertThat(story.history().events()).allMatch((event) -> !event.at().isAfter(days.now()));
		AccountHistory.Moved fee = (AccountHistory.Moved) story.history().events().getLast();
		assertThat(fee.movement().dueOn()).isAfter(days.today());
		assertThat(story.told()).singleElement().satisfies((told) -> assertThat(told.statedMinor()).isEqualTo(9706));
	}

	@Test
	void holdsNothingOfTheFuture() {
		java.sql.Timestamp now = java.sql.Timestamp.from(this.clock.instant());
		for (String table : List.of("ledger_entry", "interaction", "care_case_entry")) {
			assertThat(this.jdbc.sql("/* across customers: reports */ select count(*) from " + table + " where at > ?")
				.param(now)
				.query(Long.class)
				.single()).isZero();
		}
		assertThat(count("/* across customers: reports */ select count(*) from orders where placed_at > now()"))
			.isZero();
		assertThat(count("/* across customers: reports */ select count(*) from consent "
				+ "where said_at > now() or said_at > recorded_at"))
			.isZero();
	}

	@Test
	void everyTelephoneNumberIsReadAndBelongsToOneCustomer() {
		assertThat(count("/* across customers: reports */ select count(*) from contact_point "
				+ "where kind <> 'POSTAL' and canonical is null"))
			.isZero();
		assertThat(count("""
				select count(*) from (select value from directory where kind in ('PHONE', 'EMAIL')
				group by kind, value having count(*) > 1) twice""")).isZero();
	}

	@Test
	void marisolOwesWhatEverybodySees() {
		long marisol = customer("marisol");
		CustomerProfile profile = this.customers.find(marisol).orElseThrow();
		assertThat(profile.number()).hasToString("C-10428-0");
		assertThat(profile.name()).isEqualTo("Marisol Okafor");
		assertThat(profile.tier()).isEqualTo(Tier.PLATINUM);
		assertThat(profile.customerSince().getYear()).isEqualTo(1997);
		assertThat(profile.phones()).anySatisfy((phone) -> {
			assertThat(phone.canonical()).isEqualTo("+14155550134");
			assertThat(phone.reachable()).isEqualTo(Reachable.NO);
		});
		Position position = position(marisol);
		assertThat(position.balance()).isEqualTo(usd("110.27"));
		assertThat(position.overdue()).isEqualTo(usd("97.06"));
		assertThat(position.dueNow()).isEqualTo(usd("97.06"));
		assertThat(position.asOf()).isEqualTo(17);
		assertThat(position.dues()).extracting(Position.Due::amount).containsExactly(usd("97.06"), usd("13.21"));
		assertThat(this.contracts.list(marisol)).extracting(ServiceView::productName, ServiceView::monthly)
			.containsExactlyInAnyOrder(tuple("Mobile L", usd("45.00")), tuple("Fibre 500", usd("39.00")),
					tuple("TV Basic", usd("9.00")));
	}

	@Test
	void marisolsAmountIsExplained() {
		Explanation explanation = this.explaining.explain(account(customer("marisol")), usd("97.06"));
		assertThat(explanation.found()).isTrue();
		Explanation.Occurrence first = explanation.occurrences().getFirst();
		assertThat(first.kind()).isEqualTo(Explanation.Kind.BALANCE);
		assertThat(first.told()).singleElement()
			.satisfies((told) -> assertThat(told.summary()).isEqualTo("Text message: “$97.06 is due”"));
		assertThat(explanation.steps()).extracting(Explanation.Step::description, Explanation.Step::running)
			.containsExactly(tuple("Roaming", usd("105.27")), tuple("Late fee", usd("110.27")));
	}

	@Test
	void marisolSeesWhatTheAutomatMovedAndWasTold() {
		List<Interaction> seen = this.timeline.page(customer("marisol"), Audience.CUSTOMER, List.of(), 0, 200);
		assertThat(seen)
			.anySatisfy((entry) -> assertThat(entry.summary()).containsAnyOf("visit moved", "Your visit is now"));
		assertThat(seen).noneMatch(Interaction::internal);
		assertThat(seen).anyMatch((entry) -> entry.summary().startsWith("Refused: Mobile XL"));
	}

	@Test
	void theOthersAreInTheMiddleOfTheirStories() {
		assertThat(position(customer("theo")).balance().isNegative()).isTrue();
		assertThat(position(customer("priya")).balance()).isEqualTo(usd("0.00"));
		assertThat(this.accounts.of(customer("harbor"))).hasSize(2);
		assertThat(position(customer("dmitri")).overdue()).isEqualTo(usd("0.00"));
		Quote told = this.prices.quote("FIBRE-1000", customer("kwame"), "USD", this.clock.instant(), "AUTUMN24");
		assertThat(told.finalPrice()).isEqualTo(usd("49.00"));
	}

	@Test
	void severalSaidWhatTheyMayBeSent() {
		assertThat(this.consents.may(customer("kwame"), ConsentPurpose.OFFERS, ConsentChannel.POST)).isTrue();
		assertThat(this.consents.may(customer("kwame"), ConsentPurpose.OFFERS, ConsentChannel.PHONE)).isFalse();
		assertThat(this.consents.history(customer("priya"))).extracting((line) -> line.entry().answer())
			.containsExactly(ConsentAnswer.WITHDRAWN, ConsentAnswer.WITHDRAWN, ConsentAnswer.GIVEN,
					ConsentAnswer.GIVEN);
		assertThat(this.consents.history(customer("harbor"))).isEmpty();
		assertThat(this.consents.of(customer("odile")).overruled()).hasSize(1);
		assertThat(this.consents.who(ConsentPurpose.OFFERS, ConsentChannel.EMAIL).flatMap(List::stream))
			.hasSizeBetween(60, 160);
	}

	@Test
	void someOweSomeAreInCreditAndSomeAreLate() {
		String of = "/* across customers: reports */ select count(*) from billing_account where balance_minor ";
		assertThat(count(of + "> 0")).isGreaterThan(40);
		assertThat(count(of + "= 0")).isGreaterThan(40);
		assertThat(count(of + "< 0")).isGreaterThan(5);
	}

	private long customer(String login) {
		return this.directory.find(DirectoryKind.LOGIN, login).getFirst();
	}

	private AccountNumber account(long customerId) {
		return this.accounts.of(customerId).getFirst().number();
	}

	private Position position(long customerId) {
		return this.positions.of(account(customerId));
	}

	private long count(String sql) {
		return this.jdbc.sql(sql).query(Long.class).single();
	}

	private static Money usd(String amount) {
		return Assortment.usd(amount);
	}

}

package app.accord.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.customer.Page;
import app.accord.customer.Tier;
import app.accord.live.Topic;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class PriceBookTest {

	private static final Actor MARKETER = new Actor(ActorKind.STAFF, "marketer", "Mia Park", Channel.DESK);

	private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");

	private static final Instant TWO = Instant.parse("2026-03-02T19:00:00Z");

	private static final AtomicInteger codes = new AtomicInteger();

	@Autowired
	private PriceBook book;

	@Autowired
	private Products products;

	@Autowired
	private ProductIntake intake;

	@Autowired
	private PriceBoundaries boundaries;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private Customers customers;

	@Autowired
	private MovableClock clock;

	private String tea;

	@BeforeEach
	void itIsNoonAndTeaCosts20() {
		this.clock.stop(NOON);
		this.tea = "TEA-" + codes.incrementAndGet();
		this.intake.addAll(MARKETER,
				List.of(new PricedProduct(
						new NewProduct(this.tea, "Green tea " + this.tea, ProductKind.GOODS, ProductUnit.EACH, null),
						usd("20.00"), Instant.parse("2025-01-01T05:00:00Z"))));
	}

	@AfterEach
	void theClockRuns() {
		this.clock.reset();
	}

	@Test
	void aPriceThatChangesAtTwoChangesAtTwo() {
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("25.00"), TWO, null, "Harvest"));
		Quote before = quote(Instant.parse("2026-03-02T18:59:59.999Z"), null);
		Quote from = quote(TWO, null);
		assertThat(before.finalPrice()).isEqualTo(usd("20.00"));
		assertThat(before.holdsUntil()).isEqualTo(TWO);
		assertThat(from.finalPrice()).isEqualTo(usd("25.00"));
		assertThat(from.holdsSince()).isEqualTo(TWO);
		assertThat(from.holdsUntil()).isNull();
		assertThat(from.fact().asOf()).isEqualTo(TWO.getEpochSecond());
		assertThat(from.fact().value()).isEqualTo("25.00");
		assertThat(from.fact().subject()).isEqualTo(this.tea);
		assertThat(before.fact().asOf()).isLessThan(from.fact().asOf());
		assertThat(before.why()).anyMatch((line) -> line.contains("14:00 the list price is $25.00"));
	}

	@Test
	void aPriceThatEndsLeavesNone() {
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("5.00"), TWO, TWO.plusSeconds(60), null));
		Quote after = quote(TWO.plusSeconds(60), null);
		assertThat(after.priced()).isFalse();
		assertThat(after.fact().value()).isNull();
		assertThat(after.holdsSince()).isEqualTo(TWO.plusSeconds(60));
	}

	@Test
	void pricesDoNotStartInThePastNorOverlap() {
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("1.00"), NOON, null, null)))
			.withMessageContaining("can't start in the past");
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("25.00"), TWO, null, null));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.book.setPrice(MARKETER,
					new NewPrice(this.tea, usd("22.00"), TWO.minusSeconds(60), null, null)))
			.withMessageContaining("another price");
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("22.00"), TWO.minusSeconds(60), TWO, null));
		assertThat(quote(TWO.minusSeconds(30), null).finalPrice()).isEqualTo(usd("22.00"));
		assertThat(quote(TWO, null).finalPrice()).isEqualTo(usd("25.00"));
	}

	@Test
	void twoPricesInOneSecondNeverShareAnAnswer() {
		this.clock.stop(NOON.plusMillis(100));
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("21.00"), null, null, null));
		this.clock.stop(NOON.plusMillis(400));
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("22.00"), null, null, null));
		assertThat(quote(NOON.plusMillis(999), null).finalPrice()).isEqualTo(usd("20.00"));
		assertThat(quote(NOON.plusSeconds(1), null).finalPrice()).isEqualTo(usd("22.00"));
		assertThat(this.book.prices(this.tea)).extracting(PriceRow::amount).containsExactly(usd("22.00"), usd("20.00"));
	}

	@Test
	void thePromotionThatTakesMostOffCountsAndTheOthersSayWhyNot() {
		String ten = promotion("10", false, null, null);
		String gold = promotion("25", false, Tier.GOLD, null);
		String loyal = promotion("15", false, null, 5);
		String code = promotion("50", true, null, null);
		long standard = customer(Tier.STANDARD, LocalDate.of(2025, 6, 1));
		long golden = customer(Tier.GOLD, LocalDate.of(2010, 6, 1));
		Quote usual = this.book.quote(this.tea, standard, "USD", TWO, null);
		assertThat(usual.finalPrice()).isEqualTo(usd("18.00"));
		assertThat(usual.fact().subject()).isEqualTo(this.tea + "@" + CustomerNumber.of(standard));
		assertThat(reason(usual, gold)).contains("only").contains("Gold and up");
		assertThat(reason(usual, loyal)).contains("5 years or more");
		assertThat(reason(usual, code)).contains("needs its code");
		Quote better = this.book.quote(this.tea, golden, "USD", TWO, null);
		assertThat(better.finalPrice()).isEqualTo(usd("15.00"));
		assertThat(reason(better, ten)).contains("takes most off counts");
		Quote mailer = this.book.quote(this.tea.toLowerCase(), golden, "usd", TWO, " " + code.toLowerCase());
		assertThat(mailer.finalPrice()).isEqualTo(usd("10.00"));
		assertThat(mailer.fact().subject()).isEqualTo(this.tea + "+" + code + "@" + CustomerNumber.of(golden));
		assertThat(this.book.quote(this.tea, null, "USD", TWO, null).finalPrice()).isEqualTo(usd("18.00"));
		assertThat(reason(this.book.quote(this.tea, null, "USD", TWO, "NOPE"), "NOPE"))
			.contains("There is no promotion");
		assertThat(reason(this.book.quote(this.tea, null, "USD", TWO.plus(Duration.ofDays(40)), null), ten))
			.contains("ended on");
		assertThat(reason(this.book.quote(this.tea, null, "USD", NOON, null), ten)).contains("starts on");
	}

	@Test
	void percentagesAreRoundedHalfUp() {
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("0.25"), NOON.plusSeconds(10), null, null));
		promotion("10", false, null, null);
		assertThat(quote(TWO, null).finalPrice()).isEqualTo(usd("0.22"));
	}

	@Test
	void aChangeOfTierIsALaterAnswer() {
		promotion("25", false, Tier.GOLD, null);
		long id = customer(Tier.STANDARD, null);
		this.clock.stop(TWO.plusSeconds(100));
		Quote before = this.book.quote(this.tea, id, "USD", TWO.plusSeconds(100), null);
		this.clock.stop(TWO.plusSeconds(200));
		this.customers.changeTier(MARKETER, CustomerNumber.of(id), Tier.GOLD, null);
		Quote after = this.book.quote(this.tea, id, "USD", TWO.plusSeconds(200), null);
		assertThat(before.finalPrice()).isEqualTo(usd("20.00"));
		assertThat(after.finalPrice()).isEqualTo(usd("15.00"));
		assertThat(after.fact().asOf()).isGreaterThan(before.fact().asOf());
	}

	@Test
	void aMailerCodeIsExplained() {
		String code = promotion("50", true, Tier.GOLD, null);
		PromotionAnswer anybody = this.book.lookUp(code, null, TWO);
		assertThat(anybody.holds()).isFalse();
		assertThat(String.join(" ", anybody.sentences())).contains("50% off Green tea " + this.tea)
			.contains("Gold and up");
		assertThat(this.book.lookUp(code, customer(Tier.PLATINUM, null), TWO).holds()).isTrue();
		assertThat(this.book.lookUp("NO-SUCH", null, TWO).sentences()).singleElement()
			.asString()
			.contains("There is no offer");
		this.clock.stop(TWO.plusSeconds(10));
		this.book.endPromotion(MARKETER, code, null);
		assertThat(this.book.lookUp(code, null, TWO.plusSeconds(11)).sentences().getLast()).contains("ended on");
	}

	@Test
	void thePriceBookShowsNowAndNext() {
		String code = promotion("10", false, null, null);
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("25.00"), TWO, null, null));
		Page<PricedProductRow> page = this.book.page("green " + this.tea.toLowerCase(), "USD", NOON, 0, 10);
		assertThat(page.total()).isEqualTo(1);
		assertThat(page.items()).singleElement().satisfies((row) -> {
			assertThat(row.price()).isEqualTo(usd("20.00"));
			assertThat(row.until()).isEqualTo(TWO);
			assertThat(row.nextPrice()).isEqualTo(usd("25.00"));
			assertThat(row.promotions()).extracting(PromotionView::code).contains(code);
		});
	}

	@Test
	void openScreensAreToldOnceWhenAPriceStarts() {
		this.book.setPrice(MARKETER, new NewPrice(this.tea, usd("25.00"), TWO, null, null));
		assertThat(this.boundaries.crossedBetween(TWO.minusSeconds(1), TWO)).isTrue();
		assertThat(this.boundaries.crossedBetween(TWO, TWO.plusSeconds(1))).isFalse();
		PriceChanges own = new PriceChanges(this.jdbc, this.clock);
		this.clock.stop(TWO.minusMillis(1));
		assertThat(own.changed()).isEmpty();
		this.clock.stop(TWO);
		assertThat(own.changed()).containsExactly(Topic.PRICES);
		assertThat(own.changed()).isEmpty();
	}

	@Test
	void productsAreFoundByCodeAndFragment() {
		assertThat(this.products.find(this.tea.toLowerCase())).isPresent();
		assertThat(this.products.search(this.tea, 0, 10).items().getFirst().code()).isEqualTo(this.tea);
		assertThat(this.products.search("reen te", 0, 10).items()).isNotEmpty();
		assertThat(this.products.search("%", 0, 10).items()).isEmpty();
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.book.quote("NO-SUCH", null, "USD", NOON, null))
			.withMessageContaining("There is no product");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.book.quote(this.tea, null, "XX", NOON, null));
		this.products.retire(MARKETER, this.tea);
		assertThat(quote(NOON, null).why()).anyMatch((line) -> line.contains("no longer sold"));
	}

	private Quote quote(Instant at, Long customerId) {
		return this.book.quote(this.tea, customerId, "USD", at, null);
	}

	private String promotion(String percent, boolean needsCode, Tier tier, Integer years) {
		String code = "PROMO-" + codes.incrementAndGet();
		this.book.addPromotion(MARKETER, new NewPromotion(code, "Offer " + code, this.tea, new BigDecimal(percent),
				null, needsCode, tier, years, TWO, TWO.plus(Duration.ofDays(30))));
		return code;
	}

	private long customer(Tier tier, LocalDate since) {
		return this.customers.create(MARKETER, NewCustomer.person("Some", "Body").withTier(tier).since(since))
			.customerId();
	}

	private static String reason(Quote quote, String code) {
		return quote.notApplied()
			.stream()
			.filter((not) -> not.promotionCode().equals(code))
			.map(NotApplied::why)
			.findFirst()
			.orElse("");
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

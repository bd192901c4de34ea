package app.accord.payment;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.billing.Adjusting;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Explaining;
import app.accord.billing.Ledger;
import app.accord.billing.LedgerChecks;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.catalog.NewPrice;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.catalog.Products;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.idempotency.KeyReused;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import app.accord.payment.Sale.Settlement;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import app.accord.testing.MovableClock;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class RingingUpTest {

	private static final Actor JONAS = new Actor(ActorKind.STAFF, "clerk", "Jonas Berg", Channel.COUNTER);

	@Autowired
	private Customers customers;

	@Autowired
	private BillingAccounts accounts;

	@Autowired
	private Products products;

	@Autowired
	private PriceBook prices;

	@Autowired
	private RingingUp till;

	@Autowired
	private Orders orders;

	@Autowired
	private Positions positions;

	@Autowired
	private Adjusting adjusting;

	@Autowired
	private Explaining explaining;

	@Autowired
	private Ledger ledger;

	@Autowired
	private LedgerChecks checks;

	@Autowired
	private BusinessCalendar calendar;

	@Autowired
	private MovableClock clock;

	private AccountNumber account;

	private String cream;

	@BeforeEach
	void aShopSellsCream() {
		this.clock.reset();
		this.cream = "CREAM-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
		this.products.add(JONAS,
				new NewProduct(this.cream, "Night cream 50 ml", ProductKind.GOODS, ProductUnit.EACH, null));
		this.prices.setPrice(JONAS, new NewPrice(this.cream, usd("38.00"), null, null, "opening"));
		this.clock.move(Duration.ofSeconds(2));
		long marisol = this.customers.create(JONAS, NewCustomer.person("Marisol", "Okafor")).customerId();
		this.account = this.accounts.open(marisol, "Home", "USD", JONAS);
	}

	@Test
	void whatIsNoLongerSoldIsNotRungUp() {
		this.products.retire(JONAS, this.cream);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.till.sell(sale("76.00", Settlement.CASH, "100.00"), JONAS, null))
			.withMessageContaining("no longer sold");
		assertThat(this.ledger.count(this.account)).isZero();
	}

	@Test
	void aSaleForCashIsChargedAndPaidAtOnceAndGivesChange() {
		SaleDone done = this.till.sell(sale("76.00", Settlement.CASH, "100.00"), JONAS, null).value();
		assertThat(done.change()).isEqualTo("24.00");
		assertThat(done.receipt()).isNotNull();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("0.00"));
		assertThat(this.ledger.count(this.account)).isEqualTo(2);
		PurchaseView purchase = this.orders.list(this.account.customerId(), 0, 10).items().getFirst();
		assertThat(purchase.number()).hasToString(done.order());
		assertThat(purchase.total()).isEqualTo(usd("76.00"));
		assertThat(this.checks.violations()).isEmpty();
	}

	@Test
	void aSalePaidAtTheTillLeavesOlderDebtAsItWas() {
		this.adjusting.charge(this.account, usd("97.06"), this.calendar.today().minusDays(9), "Services", JONAS, null);
		this.till.sell(sale("76.00", Settlement.CASH, "80.00"), JONAS, null);
		Position position = this.positions.of(this.account);
		assertThat(position.overdue()).isEqualTo(usd("97.06"));
		assertThat(position.items()).singleElement().satisfies((item) -> assertThat(item.seq()).isEqualTo(1));
		assertThat(this.explaining.explain(this.account, usd("173.06")).found()).isFalse();
	}

	@Test
	void aSaleWhosePaymentBouncedIsOwedAgain() {
		this.till.sell(sale("76.00", Settlement.CASH, null), JONAS, null);
		this.adjusting.reverse(this.account, 2, "The card was charged back", JONAS, null);
		Position position = this.positions.of(this.account);
		assertThat(position.balance()).isEqualTo(usd("76.00"));
		assertThat(position.items()).singleElement()
			.satisfies((item) -> assertThat(item.open()).isEqualTo(usd("76.00")));
	}

	@Test
	void aSaleOnTheAccountIsOwed() {
		SaleDone done = this.till.sell(sale("76.00", Settlement.ON_ACCOUNT, null), JONAS, null).value();
		assertThat(done.receipt()).isNull();
		assertThat(this.positions.of(this.account).balance()).isEqualTo(usd("76.00"));
		assertThat(this.positions.of(this.account).dueOn()).isEqualTo(this.calendar.today().plusDays(14));
	}

	@Test
	void aPriceThatChangedMeanwhileIsToldBeforeAnythingIsSold() {
		this.prices.setPrice(JONAS, new NewPrice(this.cream, usd("40.00"), null, null, "dearer"));
		this.clock.move(Duration.ofSeconds(2));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.till.sell(sale("76.00", Settlement.CASH, "100.00"), JONAS, null))
			.withMessageContaining("now comes to $80.00, not $76.00");
		assertThat(this.ledger.count(this.account)).isZero();
		assertThat(this.orders.list(this.account.customerId(), 0, 10).items()).isEmpty();
	}

	@Test
	void tooLittleCashSellsNothing() {
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.till.sell(sale("76.00", Settlement.CASH, "50.00"), JONAS, null))
			.withMessageContaining("$50.00 is less than $76.00");
		assertThat(this.ledger.count(this.account)).isZero();
	}

	@Test
	void theSameSaleSentTwiceIsSoldOnce() {
		String key = UUID.randomUUID().toString();
		SaleDone first = this.till.sell(sale("76.00", Settlement.CASH, "80.00"), JONAS, key).value();
		assertThat(this.till.sell(sale("76.00", Settlement.CASH, "80.00"), JONAS, key).value()).isEqualTo(first);
		assertThatExceptionOfType(KeyReused.class)
			.isThrownBy(() -> this.till.sell(sale("76.00", Settlement.CASH, null), JONAS, key));
		assertThat(this.ledger.count(this.account)).isEqualTo(2);
	}

	private Sale sale(String total, Settlement settlement, String tendered) {
		return new Sale(this.account, "Market Street", List.of(new Sale.Line(this.cream, 2, null)), usd(total),
				settlement, (tendered != null) ? usd(tendered) : null);
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

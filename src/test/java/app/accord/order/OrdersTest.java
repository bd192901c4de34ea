package app.accord.order;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.catalog.NewProduct;
import app.accord.catalog.PricedProduct;
import app.accord.catalog.ProductIntake;
import app.accord.catalog.ProductKind;
import app.accord.catalog.ProductUnit;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.customer.OrderNumber;
import app.accord.interaction.Audience;
import app.accord.interaction.Interaction;
import app.accord.interaction.Timeline;
import app.accord.refusal.Refusal;
import app.accord.testing.AccordTest;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@AccordTest
class OrdersTest {

	private static final Actor CLERK = new Actor(ActorKind.STAFF, "clerk", "Carl Ortiz", Channel.COUNTER);

	@Autowired
	private Orders orders;

	@Autowired
	private OrderIntake intake;

	@Autowired
	private Customers customers;

	@Autowired
	private ProductIntake products;

	@Autowired
	private Timeline timeline;

	@Autowired
	private JdbcClient jdbc;

	private long june;

	@BeforeEach
	void juneIsACustomerAndSoapIsSold() {
		this.june = this.customers.create(CLERK, NewCustomer.person("June", "Hale")).customerId();
		this.products.addAll(CLERK,
				List.of(new PricedProduct(
						new NewProduct("SOAP", "Olive soap", ProductKind.GOODS, ProductUnit.EACH, null), usd("3.33"),
						Instant.parse("2020-01-01T00:00:00Z"))));
	}

	@Test
	void everyStateHasItsMoves() {
		assertThat(OrderStatus.MOVES.keySet()).containsExactlyInAnyOrder(OrderStatus.values());
		Set<OrderStatus> reached = EnumSet.of(OrderStatus.ACKNOWLEDGED);
		OrderStatus.MOVES.values().forEach(reached::addAll);
		assertThat(reached).containsExactlyInAnyOrder(OrderStatus.values());
	}

	@Test
	void aLineIsQuantityTimesPriceLessDeduction() {
		OrderNumber number = this.orders.record(CLERK,
				sale(null, NewOrderLine.of("soap", 3, usd("3.33")).less(usd("1.00"), "SPRING"),
						new NewOrderLine(null, "Gift wrapping", 1, usd("0.50"), null, null)));
		PurchaseView purchase = this.orders.find(number).orElseThrow();
		assertThat(purchase.total()).isEqualTo(usd("9.49"));
		assertThat(purchase.status()).isEqualTo(OrderStatus.COMPLETED);
		assertThat(purchase.lines()).extracting(PurchaseLine::description)
			.containsExactly("Olive soap", "Gift wrapping");
		assertThat(purchase.lines().getFirst().deduction()).isEqualTo(usd("1.00"));
		assertThat(purchase.statusFact().subject()).isEqualTo(number.toString());
		assertThat(this.timeline.page(this.june, Audience.CUSTOMER, List.of(), 0, 5)).extracting(Interaction::summary)
			.contains("Bought 2 articles for $9.49 at Main Street (" + number + ").");
	}

	@Test
	void whatComesBackCountsBelowZero() {
		OrderNumber number = this.orders.record(CLERK, new NewOrder(this.june, null, OrderKind.RETURN, SoldThrough.SHOP,
				null, "USD", null, null, List.of(NewOrderLine.of("SOAP", -2, usd("3.33")))));
		assertThat(this.orders.find(number).orElseThrow().total()).isEqualTo(usd("-6.66"));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.orders.record(CLERK, sale(null, NewOrderLine.of("SOAP", -2, usd("3.33")))))
			.withMessageContaining("as a return");
	}

	@Test
	void theSameExternalIdTwiceIsOnePurchase() {
		NewOrder till = sale("till-7-991", NewOrderLine.of("SOAP", 1, usd("3.33")));
		assertThat(this.orders.record(CLERK, till)).isEqualTo(this.orders.record(CLERK, till));
		List<RecordedOrder> again = this.intake.recordAll(CLERK,
				List.of(till, withId(till, "till-7-992"), withId(till, "till-7-992")));
		assertThat(again).extracting(RecordedOrder::fresh).containsExactly(false, true, false);
		assertThat(this.orders.list(this.june, 0, 10).total()).isEqualTo(2);
		assertThat(this.orders.list(this.june, 1, 1).items()).hasSize(1);
	}

	@Test
	void manyCustomersAreNumberedAtOnce() {
		long other = this.customers.create(CLERK, NewCustomer.person("Paul", "Ode")).customerId();
		NewOrder one = withId(sale(null), null);
		NewOrder two = new NewOrder(other, null, OrderKind.SALE, SoldThrough.WEB, null, "USD", null, "web-1",
				one.lines());
		assertThat(this.intake.recordAll(CLERK, List.of(one, two, one))).extracting(RecordedOrder::number)
			.containsExactly(OrderNumber.of(this.june, 1), OrderNumber.of(other, 1), OrderNumber.of(this.june, 2));
	}

	@Test
	void refusesWhatCannotBe() {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.orders.record(CLERK, sale(null)))
			.withMessageContaining("at least one");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.orders.record(CLERK, sale(null, NewOrderLine.of("NO-SUCH", 1, usd("1.00")))))
			.withMessageContaining("There is no product");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.orders.record(CLERK,
					sale(null, NewOrderLine.of("SOAP", 1, usd("1.00")).less(usd("1.01"), null))))
			.withMessageContaining("more than the line");
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.orders.record(CLERK, sale(null, NewOrderLine.of("SOAP", 0, usd("1.00")))));
	}

	@Test
	void anOrderMovesOnlyAsTheTableSays() {
		OrderNumber number = this.orders.record(CLERK, sale(null, NewOrderLine.of("SOAP", 1, usd("1.00"))));
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.orders.move(CLERK, number, OrderStatus.IN_PROGRESS, null))
			.withMessage("The order is completed; nothing follows.");
		this.jdbc.sql("update orders set status = 'ACKNOWLEDGED' where customer_id = ?").param(this.june).update();
		this.orders.move(CLERK, number, OrderStatus.IN_PROGRESS, "Picked");
		PurchaseView moved = this.orders.find(number).orElseThrow();
		assertThat(moved.status()).isEqualTo(OrderStatus.IN_PROGRESS);
		assertThat(moved.statusFact().asOf()).isEqualTo(1);
	}

	private NewOrder sale(String externalId, NewOrderLine... lines) {
		return new NewOrder(this.june, null, OrderKind.SALE, SoldThrough.SHOP, "Main Street", "USD", null, externalId,
				List.of(lines));
	}

	private static NewOrder withId(NewOrder order, String externalId) {
		return new NewOrder(order.customerId(), null, order.kind(), order.soldThrough(), order.place(),
				order.currency(), null, externalId,
				List.of(new NewOrderLine(null, "Soap", 1, usd("3.33"), null, null)));
	}

	private static Money usd(String amount) {
		return Money.parse("USD " + amount);
	}

}

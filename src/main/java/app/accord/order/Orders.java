package app.accord.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.actor.Actor;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.customer.Customers;
import app.accord.customer.OrderNumber;
import app.accord.customer.Page;
import app.accord.customer.Typed;
import app.accord.fact.Fact;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.linked.LinkedCustomers;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What customers bought and returned. */
@Service
public class Orders {

	private static final String STANDS = """
			not exists (select from order_withdrawn w where w.customer_id = o.customer_id and w.order_no = o.order_no)""";

	private static final int MOST_LINES = 200;

	private static final int MOST_OF_ONE = 100_000;

	private static final String COLUMNS = """
			customer_id, order_no, account_no, kind, status, placed_at, sold_through, place, currency, total_minor,
			external_id, actor_name, version
			""";

	private final OrderRecords records;

	private final OrderIntake intake;

	private final Customers customers;

	private final Products products;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	private final JdbcClient jdbc;

	private final LinkedCustomers linked;

	Orders(OrderRecords records, OrderIntake intake, Customers customers, Products products, Timeline timeline,
			LiveChanges live, BusinessCalendar calendar, JdbcClient jdbc, LinkedCustomers linked) {
		this.linked = linked;
		this.records = records;
		this.intake = intake;
		this.customers = customers;
		this.products = products;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
		this.jdbc = jdbc;
	}

	/**
	 * Records a purchase or return that has taken place: it is completed at once. The
	 * same external id again gives the first one's number and changes nothing.
	 * @throws Refusal by the field: customer, lines, quantity, product, description,
	 * unitPrice, deduction, placedAt
	 */
	@Transactional
	public OrderNumber record(Actor actor, NewOrder order) {
		this.customers.require(order.customerId());
		return this.intake.recordAll(actor, List.of(checked(order))).getFirst().number();
	}

	/**
	 * A page of a customer's purchases and returns, newest first.
	 * @param page from 0
	 * @param size entries a page, at most 200
	 */
	@Transactional(readOnly = true)
	public Page<PurchaseView> list(long customerId, int page, int size) {
		int limit = Math.clamp(size, 1, 200);
		int from = Math.clamp(page, 0, 1_000_000);
		Long[] records = this.linked.of(customerId).ids();
		long total = this.jdbc.sql("select count(*) from orders o where customer_id = any (?) and " + STANDS)
			.param(records)
			.query(Long.class)
			.single();
		List<PurchaseView> orders = this.jdbc.sql("select " + COLUMNS + """
				from orders o where customer_id = any (?) and %s
				order by placed_at desc, customer_id, order_no desc limit ? offset ?
				""".formatted(STANDS)).param(records).param(limit).param((long) from * limit).query(this::view).list();
		return new Page<>(withLines(orders), from, limit, total);
	}

	/** That order, or empty if there is none. */
	@Transactional(readOnly = true)
	public Optional<PurchaseView> find(OrderNumber number) {
		List<PurchaseView> found = this.jdbc.sql("select " + COLUMNS + """
				from orders o where customer_id = ? and order_no = ? and\s""" + STANDS)
			.param(number.customerId())
			.param(number.no())
			.query(this::view)
			.list();
		return withLines(found).stream().findFirst();
	}

	/**
	 * Moves an order on.
	 * @param reason why, or null
	 * @throws Refusal if there is no such order or no such move
	 */
	@Transactional
	public void move(Actor actor, OrderNumber number, OrderStatus status, String reason) {
		Order order = this.records.hold(number.customerId(), number.no())
			.orElseThrow(() -> new Refusal("There is no order %s. Please check the number.".formatted(number)));
		OrderStatus old = order.status();
		order.moveTo(status);
		this.timeline.record(NewInteraction
			.change(number.customerId(), this.calendar.now(), InteractionKind.PURCHASE, actor,
					"Order %s went from %s to %s.".formatted(number, old.words(), status.words()))
			.because(Typed.clean(reason)));
		this.live.mark(number.customerId(), Topic.ORDERS);
	}

	private NewOrder checked(NewOrder order) {
		if (order.lines().isEmpty()) {
			throw new Refusal("lines", "Please name at least one thing that was bought.");
		}
		if (order.lines().size() > MOST_LINES) {
			throw new Refusal("lines", "A purchase has at most %d lines. Please split it.".formatted(MOST_LINES));
		}
		if (order.placedAt() != null && order.placedAt().isAfter(this.calendar.now())) {
			throw new Refusal("placedAt", "A purchase can't have taken place in the future.");
		}
		List<NewOrderLine> lines = order.lines().stream().map((line) -> checked(order, line)).toList();
		return new NewOrder(order.customerId(), order.accountNo(), order.kind(), order.soldThrough(),
				Typed.clean(order.place()), order.currency(), order.placedAt(), Typed.clean(order.externalId()), lines);
	}

	private NewOrderLine checked(NewOrder order, NewOrderLine line) {
		if (line.quantity() == 0 || Math.abs((long) line.quantity()) > MOST_OF_ONE) {
			throw new Refusal("quantity", "Please give a quantity from 1 to %,d.".formatted(MOST_OF_ONE));
		}
		if ((line.quantity() < 0) != (order.kind() == OrderKind.RETURN)) {
			throw new Refusal("quantity", (order.kind() == OrderKind.RETURN) ? "What is returned counts below zero."
					: "What is bought counts above zero. Please record what comes back as a return.");
		}
		if (line.unitPrice() == null || line.unitPrice().isNegative()
				|| !line.unitPrice().getCurrencyUnit().getCode().equals(order.currency())) {
			throw new Refusal("unitPrice",
					"Please give the price of one in %s, not less than nothing.".formatted(order.currency()));
		}
		if (line.deduction() != null && (line.deduction().isNegative()
				|| line.deduction().isGreaterThan(line.unitPrice().multipliedBy(Math.abs((long) line.quantity()))))) {
			throw new Refusal("deduction", "A deduction can't be less than nothing or more than the line comes to.");
		}
		String code = Typed.clean(line.productCode());
		String description = Typed.clean(line.description());
		if (code != null) {
			ProductView product = this.products.find(code)
				.orElseThrow(() -> new Refusal("product",
						"There is no product “%s”. Please check its code.".formatted(code)));
			return new NewOrderLine(product.code(), (description != null) ? description : product.name(),
					line.quantity(), line.unitPrice(), line.deduction(), line.promotionCode());
		}
		if (description == null) {
			throw new Refusal("description", "Please say what was bought.");
		}
		return new NewOrderLine(null, description, line.quantity(), line.unitPrice(), line.deduction(),
				line.promotionCode());
	}

	private PurchaseView view(ResultSet row, int index) throws SQLException {
		OrderNumber number = OrderNumber.of(row.getLong("customer_id"), row.getInt("order_no"));
		OrderStatus status = OrderStatus.valueOf(row.getString("status"));
		int version = row.getInt("version");
		Instant at = this.calendar.now();
		return new PurchaseView(number, (Integer) row.getObject("account_no"), OrderKind.valueOf(row.getString("kind")),
				status, row.getTimestamp("placed_at").toInstant(), SoldThrough.valueOf(row.getString("sold_through")),
				row.getString("place"), Amounts.ofMinor(row.getString("currency"), row.getLong("total_minor")),
				row.getString("external_id"), row.getString("actor_name"), version, List.of(),
				Fact.ofCode("order-status", number.toString(), version, at, status.name()));
	}

	private List<PurchaseView> withLines(List<PurchaseView> orders) {
		if (orders.isEmpty()) {
			return orders;
		}
		Map<OrderNumber, List<PurchaseLine>> lines = new HashMap<>();
		Map<OrderNumber, String> currencies = new HashMap<>();
		orders.forEach((order) -> currencies.put(order.number(), order.total().getCurrencyUnit().getCode()));
		this.jdbc.sql("""
				select l.customer_id, l.order_no, line_no, product_code, description, quantity, unit_minor, line_minor,
					promotion_code
				from unnest(?, ?) as o (customer_id, order_no)
				join order_line l on l.customer_id = o.customer_id and l.order_no = o.order_no
				order by l.customer_id, l.order_no, line_no
				""")
			.param(orders.stream().map((order) -> order.number().customerId()).toArray(Long[]::new))
			.param(orders.stream().map((order) -> order.number().no()).toArray(Integer[]::new))
			.query((row) -> {
				OrderNumber order = OrderNumber.of(row.getLong("customer_id"), row.getInt("order_no"));
				String currency = currencies.get(order);
				Money unit = Amounts.ofMinor(currency, row.getLong("unit_minor"));
				Money total = Amounts.ofMinor(currency, row.getLong("line_minor"));
				int quantity = row.getInt("quantity");
				lines.computeIfAbsent(order, (no) -> new ArrayList<>())
					.add(new PurchaseLine(row.getInt("line_no"), row.getString("product_code"),
							row.getString("description"), quantity, unit,
							unit.multipliedBy(Math.abs((long) quantity)).minus(total.abs()), total,
							row.getString("promotion_code")));
			});
		return orders.stream()
			.map((order) -> new PurchaseView(order.number(), order.accountNo(), order.kind(), order.status(),
					order.placedAt(), order.soldThrough(), order.place(), order.total(), order.externalId(),
					order.actorName(), order.version(), List.copyOf(lines.getOrDefault(order.number(), List.of())),
					order.statusFact()))
			.toList();
	}

}

package app.accord.order;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import app.accord.actor.Actor;
import app.accord.customer.CustomerSeries;
import app.accord.customer.DrawnNumbers;
import app.accord.customer.OrderNumber;
import app.accord.customer.Series;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.live.LiveChanges;
import app.accord.live.Topic;
import app.accord.money.Amounts;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records purchases that are over, many at a time. Lines must name what was bought; that
 * their products are known is not checked.
 */
@Component
public class OrderIntake {

	private static final int BATCH = 1000;

	private final JdbcTemplate jdbc;

	private final JdbcClient client;

	private final CustomerSeries series;

	private final Timeline timeline;

	private final LiveChanges live;

	private final BusinessCalendar calendar;

	OrderIntake(JdbcTemplate jdbc, JdbcClient client, CustomerSeries series, Timeline timeline, LiveChanges live,
			BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.client = client;
		this.series = series;
		this.timeline = timeline;
		this.live = live;
		this.calendar = calendar;
	}

	/**
	 * Records them all as completed, in the caller's transaction if there is one. An
	 * order whose external id the customer has already is left as it is.
	 * @param orders each with at least one line, all lines in the order's currency
	 * @return the numbers, in the same order
	 */
	@Transactional
	public List<RecordedOrder> recordAll(Actor actor, List<NewOrder> orders) {
		if (orders.isEmpty()) {
			return List.of();
		}
		Map<Long, Map<String, Integer>> known = known(orders);
		List<Long> wanted = new ArrayList<>();
		orders.forEach((order) -> {
			if (place(known, order) == null) {
				wanted.add(order.customerId());
				if (order.externalId() != null) {
					known.computeIfAbsent(order.customerId(), (id) -> new HashMap<>()).put(order.externalId(), 0);
				}
			}
		});
		DrawnNumbers numbers = this.series.draw(Series.ORDER, wanted);
		// Two writers of one customer met at the series: look again for what the other
		// wrote.
		Map<Long, Map<String, Integer>> again = known(orders);
		Map<OrderNumber, NewOrder> fresh = new LinkedHashMap<>();
		List<RecordedOrder> recorded = new ArrayList<>();
		for (NewOrder order : orders) {
			Integer number = place(again, order);
			if (number == null) {
				number = numbers.next(order.customerId());
				fresh.put(OrderNumber.of(order.customerId(), number), order);
				recorded.add(new RecordedOrder(OrderNumber.of(order.customerId(), number), true));
				if (order.externalId() != null) {
					again.computeIfAbsent(order.customerId(), (id) -> new HashMap<>()).put(order.externalId(), number);
				}
			}
			else {
				recorded.add(new RecordedOrder(OrderNumber.of(order.customerId(), number), false));
			}
		}
		insert(actor, fresh);
		return recorded;
	}

	/**
	 * What was bought back or returned of purchases, in words; those of which nothing was
	 * are left out.
	 */
	@Transactional(readOnly = true)
	public Map<OrderNumber, String> hanging(Collection<OrderNumber> numbers) {
		Map<OrderNumber, String> hanging = new HashMap<>();
		this.client.sql("""
				select distinct r.customer_id, r.sale_no from unnest(?, ?) as w (customer_id, order_no)
				join sale_return r on r.customer_id = w.customer_id and r.sale_no = w.order_no
				""")
			.param(numbers.stream().map(OrderNumber::customerId).toArray(Long[]::new))
			.param(numbers.stream().map(OrderNumber::no).toArray(Integer[]::new))
			.query((row) -> {
				hanging.put(OrderNumber.of(row.getLong(1), row.getInt(2)), "some of it was taken back in a shop");
			});
		return hanging;
	}

	/**
	 * Withdraws purchases that were recorded by mistake, with what their customers'
	 * histories say of them, in the caller's transaction: they stay, and nobody reads
	 * them any more.
	 * @param reason why, a sentence
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void withdraw(Actor actor, Collection<OrderNumber> numbers, String reason) {
		Instant now = this.calendar.now();
		this.jdbc.batchUpdate("""
				insert into order_withdrawn (customer_id, order_no, at, actor_name, reason) values (?, ?, ?, ?, ?)
				on conflict (customer_id, order_no) do nothing
				""", numbers, BATCH, (statement, number) -> {
			statement.setLong(1, number.customerId());
			statement.setInt(2, number.no());
			statement.setTimestamp(3, Timestamp.from(now));
			statement.setString(4, actor.name());
			statement.setString(5, reason);
		});
		// Its number is free for the record that comes instead.
		this.jdbc.batchUpdate("""
				update orders set external_id = null where customer_id = ? and order_no = ?
				""", numbers, BATCH, (statement, number) -> {
			statement.setLong(1, number.customerId());
			statement.setInt(2, number.no());
		});
		this.timeline.withdrawPurchases(numbers.stream().map(OrderNumber::customerId).distinct().toList(),
				numbers.stream().map((number) -> "(" + number + ").").toList(), reason, actor, now);
		this.live.mark(numbers.stream().map(OrderNumber::customerId).distinct().toList(), Topic.ORDERS);
	}

	private Map<Long, Map<String, Integer>> known(List<NewOrder> orders) {
		Map<Long, Map<String, Integer>> known = new HashMap<>();
		Set<Long> customers = new TreeSet<>();
		Set<String> ids = new TreeSet<>();
		orders.stream().filter((order) -> order.externalId() != null).forEach((order) -> {
			customers.add(order.customerId());
			ids.add(order.externalId());
		});
		if (!ids.isEmpty()) {
			this.client.sql("""
					select customer_id, external_id, order_no from orders
					where customer_id = any (?) and external_id = any (?)
					""").param(customers.toArray(Long[]::new)).param(ids.toArray(String[]::new)).query((row) -> {
				known.computeIfAbsent(row.getLong(1), (id) -> new HashMap<>()).put(row.getString(2), row.getInt(3));
			});
		}
		return known;
	}

	private static Integer place(Map<Long, Map<String, Integer>> known, NewOrder order) {
		return (order.externalId() != null) ? known.getOrDefault(order.customerId(), Map.of()).get(order.externalId())
				: null;
	}

	private void insert(Actor actor, Map<OrderNumber, NewOrder> fresh) {
		Instant now = this.calendar.now();
		this.jdbc.batchUpdate("""
				insert into orders (customer_id, order_no, account_no, kind, status, placed_at, sold_through, place,
					currency, total_minor, external_id, actor_name)
				values (?, ?, ?, ?, 'COMPLETED', ?, ?, ?, ?, ?, ?, ?)
				""", fresh.entrySet(), BATCH, (statement, entry) -> {
			NewOrder order = entry.getValue();
			statement.setLong(1, order.customerId());
			statement.setInt(2, entry.getKey().no());
			statement.setObject(3, order.accountNo(), Types.INTEGER);
			statement.setString(4, order.kind().name());
			statement.setTimestamp(5, Timestamp.from(at(order, now)));
			statement.setString(6, order.soldThrough().name());
			statement.setString(7, order.place());
			statement.setString(8, order.currency());
			statement.setLong(9, Amounts.minor(order.total()));
			statement.setString(10, order.externalId());
			statement.setString(11, actor.name());
		});
		List<Line> lines = new ArrayList<>();
		fresh.forEach((number, order) -> {
			int no = 0;
			for (NewOrderLine line : order.lines()) {
				lines.add(new Line(number, ++no, line));
			}
		});
		this.jdbc.batchUpdate("""
				insert into order_line (customer_id, order_no, line_no, product_code, description, quantity, unit_minor,
					line_minor, promotion_code)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?)
				""", lines, BATCH, (statement, line) -> {
			NewOrderLine wanted = line.line();
			statement.setLong(1, line.number().customerId());
			statement.setInt(2, line.number().no());
			statement.setInt(3, line.no());
			statement.setString(4, wanted.productCode());
			statement.setString(5, wanted.description());
			statement.setInt(6, wanted.quantity());
			statement.setLong(7, Amounts.minor(wanted.unitPrice()));
			statement.setLong(8, Amounts.minor(wanted.total()));
			statement.setString(9, wanted.promotionCode());
		});
		this.timeline.recordAll(fresh.entrySet()
			.stream()
			.map((entry) -> NewInteraction
				.change(entry.getValue().customerId(), at(entry.getValue(), now), InteractionKind.PURCHASE, actor,
						summary(entry.getKey(), entry.getValue()))
				.saying(body(entry.getValue())))
			.toList());
		Set<Long> customers = new TreeSet<>();
		fresh.keySet().forEach((number) -> customers.add(number.customerId()));
		if (!customers.isEmpty()) {
			this.live.mark(customers, Topic.ORDERS);
			this.live.mark(customers, Topic.TIMELINE);
		}
	}

	private static Instant at(NewOrder order, Instant now) {
		return (order.placedAt() != null) ? order.placedAt() : now;
	}

	static String summary(OrderNumber number, NewOrder order) {
		String where = switch (order.soldThrough()) {
			case SHOP -> (order.place() != null) ? "at " + order.place() : "in a shop";
			case WEB -> "on the web";
			case PHONE -> "by telephone";
		};
		Money total = order.total();
		String what = (order.lines().size() == 1) ? order.lines().getFirst().description()
				: order.lines().size() + " articles";
		return (order.kind() == OrderKind.SALE)
				? "Bought %s for %s %s (%s).".formatted(what, Amounts.show(total), where, number)
				: "Returned %s worth %s %s (%s).".formatted(what, Amounts.show(total.negated()), where, number);
	}

	private static String body(NewOrder order) {
		return String.join("\n", order.lines()
			.stream()
			.map((line) -> "%d × %s: %s".formatted(line.quantity(), line.description(), Amounts.show(line.total())))
			.toList());
	}

	private record Line(OrderNumber number, int no, NewOrderLine line) {
	}

}

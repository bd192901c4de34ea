package app.accord.payment;

import java.util.List;
import java.util.Optional;

import app.accord.billing.Movement;
import app.accord.customer.OrderNumber;
import app.accord.money.Amounts;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderKind;
import app.accord.order.Orders;
import app.accord.order.SoldThrough;
import app.accord.time.BusinessCalendar;
import org.joda.money.Money;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was rung up and waits for its card: sold in the transaction that posts the card's
 * payment, and kept for the clerk when the card is declined.
 */
@Component
public class CardSales {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Orders orders;

	private final BusinessCalendar calendar;

	CardSales(JdbcClient jdbc, JsonMapper json, Orders orders, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.json = json;
		this.orders = orders;
		this.calendar = calendar;
	}

	/** What was rung up for that attempt, if anything. */
	@Transactional(readOnly = true)
	public Optional<RungUp> of(PaymentAttempt attempt) {
		return this.jdbc.sql("select sale from card_sale where customer_id = ? and attempt_id = ?")
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.query((row, n) -> this.json.readValue(row.getString(1), Kept.class).rungUp())
			.optional();
	}

	/** The purchase that it became; empty while it isn't one. */
	@Transactional(readOnly = true)
	public Optional<OrderNumber> sold(PaymentAttempt attempt) {
		return this.jdbc.sql("""
				select order_no from card_sale where customer_id = ? and attempt_id = ? and order_no is not null
				""")
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.query((row, n) -> OrderNumber.of(attempt.account().customerId(), row.getInt(1)))
			.optional();
	}

	/** Keeps what was rung up with the attempt that is to pay it. */
	@Transactional(propagation = Propagation.MANDATORY)
	void keep(PaymentAttempt attempt, RungUp sale) {
		this.jdbc.sql("insert into card_sale (customer_id, attempt_id, account_no, sale) values (?, ?, ?, ?::jsonb)")
			.param(attempt.account().customerId())
			.param(attempt.attemptId())
			.param(attempt.account().no())
			.param(this.json.writeValueAsString(Kept.of(sale)))
			.update();
	}

	/**
	 * Records the purchase of an attempt that was charged.
	 * @return it and what it costs; empty if nothing was rung up
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	Optional<Sold> complete(PaymentAttempt attempt) {
		return of(attempt).map((sale) -> {
			OrderNumber order = this.orders.record(attempt.starter(),
					new NewOrder(attempt.account().customerId(), attempt.account().no(), OrderKind.SALE,
							SoldThrough.SHOP, sale.place(), sale.total().getCurrencyUnit().getCode(),
							this.calendar.now(), null, sale.lines()));
			this.jdbc.sql("update card_sale set order_no = ? where customer_id = ? and attempt_id = ?")
				.param(order.no())
				.param(attempt.account().customerId())
				.param(attempt.attemptId())
				.update();
			return new Sold(order,
					Movement.charge(sale.total(), this.calendar.today(), "Purchase " + order, order.toString()));
		});
	}

	/**
	 * What was sold.
	 *
	 * @param order its number
	 * @param charge what it costs, to be posted
	 */
	record Sold(OrderNumber order, Movement charge) {
	}

	/** As it stands in the table: amounts in minor units. */
	record Kept(String place, String promotion, String currency, long total, List<KeptLine> lines) {

		static Kept of(RungUp sale) {
			return new Kept(sale.place(), sale.promotion(), sale.total().getCurrencyUnit().getCode(),
					Amounts.minor(sale.total()), sale.lines().stream().map(KeptLine::of).toList());
		}

		RungUp rungUp() {
			return new RungUp(this.place, this.promotion,
					this.lines.stream().map((line) -> line.line(this.currency)).toList(),
					Amounts.ofMinor(this.currency, this.total));
		}

	}

	record KeptLine(String product, String description, int quantity, long unitPrice, Long deduction,
			String promotion) {

		static KeptLine of(NewOrderLine line) {
			return new KeptLine(line.productCode(), line.description(), line.quantity(),
					Amounts.minor(line.unitPrice()), minor(line.deduction()), line.promotionCode());
		}

		NewOrderLine line(String currency) {
			return new NewOrderLine(this.product, this.description, this.quantity,
					Amounts.ofMinor(currency, this.unitPrice),
					(this.deduction != null) ? Amounts.ofMinor(currency, this.deduction) : null, this.promotion);
		}

		private static Long minor(Money amount) {
			return (amount != null) ? Amounts.minor(amount) : null;
		}

	}

}

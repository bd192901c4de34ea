package app.accord.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import app.accord.actor.Actor;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.billing.Movement;
import app.accord.billing.Positions;
import app.accord.catalog.PriceBook;
import app.accord.catalog.ProductView;
import app.accord.catalog.Products;
import app.accord.catalog.Quote;
import app.accord.customer.AccountNumber;
import app.accord.customer.OrderNumber;
import app.accord.fact.Fact;
import app.accord.idempotency.RepeatableWrites;
import app.accord.idempotency.RepeatableWrites.Answer;
import app.accord.money.Amounts;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderKind;
import app.accord.order.Orders;
import app.accord.order.SoldThrough;
import app.accord.refusal.Refusal;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rings up a sale: the purchase at the price book's prices of this instant, the charge
 * and the payment, in one transaction. By card it is sold once the card was charged.
 */
@Component
public class RingingUp {

	private static final int MOST_LINES = 100;

	private final PriceBook prices;

	private final Products products;

	private final Orders orders;

	private final Ledger ledger;

	private final Positions positions;

	private final TakingPayment taking;

	private final Charging charging;

	private final BillingAccounts accounts;

	private final RepeatableWrites repeatable;

	private final BusinessCalendar calendar;

	RingingUp(PriceBook prices, Products products, Orders orders, Ledger ledger, Positions positions,
			TakingPayment taking, Charging charging, BillingAccounts accounts, RepeatableWrites repeatable,
			BusinessCalendar calendar) {
		this.prices = prices;
		this.products = products;
		this.orders = orders;
		this.ledger = ledger;
		this.positions = positions;
		this.taking = taking;
		this.charging = charging;
		this.accounts = accounts;
		this.repeatable = repeatable;
		this.calendar = calendar;
	}

	/**
	 * Rings up a sale.
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence: no price, another price than expected, too little
	 * cash
	 */
	@Transactional
	public Answer<SaleDone> sell(Sale sale, Actor actor, String key) {
		requireLines(sale);
		if (sale.settlement() == Sale.Settlement.CARD) {
			throw new IllegalArgumentException("A sale by card is sold by its verdict.");
		}
		LockedAccount account = this.ledger.lock(sale.account());
		return this.repeatable.once(sale.account().customerId(), key, List.of(actor.id(), sale), SaleDone.class,
				() -> ringUp(sale, account, actor));
	}

	/**
	 * Rings up a sale that is paid by card: its verdict completes it. Not to be called in
	 * a transaction.
	 * @param way where the card is asked for
	 * @param key the write's idempotency key
	 * @return the attempt to pay it
	 * @throws Refusal with a sentence: no price, another price than expected, an earlier
	 * payment that is not settled yet
	 */
	public PaymentAttempt byCard(Sale sale, CardWay way, Actor actor, String key) {
		requireLines(sale);
		RungUp rungUp = price(sale, this.accounts.get(sale.account()).currency());
		if (!rungUp.total().isPositive()) {
			throw new Refusal("This sale comes to nothing: complete it with Cash.");
		}
		return byCard(sale.account(), rungUp, way, actor, key);
	}

	/** The same for what was rung up before and not paid. */
	public PaymentAttempt byCard(AccountNumber account, RungUp rungUp, CardWay way, Actor actor, String key) {
		return this.charging.inShop(account, rungUp.total(), rungUp, way, null, actor, key);
	}

	private static void requireLines(Sale sale) {
		if (sale.lines().isEmpty()) {
			throw new Refusal("product", "Add a product first.");
		}
		if (sale.lines().size() > MOST_LINES) {
			throw new Refusal("product",
					"A sale has at most " + MOST_LINES + " lines. Ring up the rest as another sale.");
		}
	}

	/** What the sale comes to at this instant's prices. */
	private RungUp price(Sale sale, String currency) {
		Instant now = this.calendar.now();
		List<NewOrderLine> lines = new ArrayList<>();
		Money total = Amounts.ofMinor(currency, 0);
		for (Sale.Line line : sale.lines()) {
			if (line.quantity() < 1 || line.quantity() > 9_999) {
				throw new Refusal("quantity", "The quantity must be from 1 to 9999.");
			}
			if (this.products.find(line.productCode()).filter(ProductView::retired).isPresent()) {
				throw new Refusal("product", line.productCode() + " is no longer sold.");
			}
			Quote quote = this.prices.quote(line.productCode(), sale.account().customerId(), currency, now,
					line.promotionCode());
			if (!quote.priced()) {
				throw new Refusal("product", quote.productName() + " has no price in " + currency + " now.");
			}
			Money deduction = quote.listPrice().minus(quote.finalPrice()).multipliedBy(line.quantity());
			lines.add(new NewOrderLine(line.productCode(), quote.productName(), line.quantity(), quote.listPrice(),
					deduction.isZero() ? null : deduction,
					quote.deductions().isEmpty() ? null : quote.deductions().getFirst().promotionCode()));
			total = total.plus(quote.finalPrice().multipliedBy(line.quantity()));
		}
		if (!total.isEqual(sale.expectedTotal())) {
			throw new Refusal("The price has changed: this sale now comes to " + Amounts.show(total) + ", not "
					+ Amounts.show(sale.expectedTotal()) + ". Tell the customer, then ring it up again.");
		}
		return new RungUp(sale.place(), sale.lines().getFirst().promotionCode(), lines, total);
	}

	private SaleDone ringUp(Sale sale, LockedAccount account, Actor actor) {
		AccountNumber number = account.number();
		Instant now = this.calendar.now();
		RungUp rungUp = price(sale, account.currency());
		Money total = rungUp.total();
		Money change = change(sale, total);
		OrderNumber order = this.orders.record(actor, new NewOrder(number.customerId(), number.no(), OrderKind.SALE,
				SoldThrough.SHOP, sale.place(), account.currency(), now, null, rungUp.lines()));
		Receipt receipt = null;
		if (total.isPositive()) {
			Movement charge = Movement.charge(total, dueOn(sale), "Purchase " + order, order.toString());
			if (sale.settlement() == Sale.Settlement.ON_ACCOUNT) {
				this.ledger.post(account, List.of(charge), now, actor, null);
			}
			else {
				receipt = this.taking.post(account, List.of(charge), total, PaymentMethod.CASH, order.toString(),
						actor);
			}
		}
		List<Fact> position = this.positions.of(number).facts();
		return new SaleDone(order.toString(), (receipt != null) ? receipt.receipt() : null, Amounts.plain(total),
				(change != null) ? Amounts.plain(change) : null, account.currency(), position);
	}

	private java.time.LocalDate dueOn(Sale sale) {
		return (sale.settlement() == Sale.Settlement.ON_ACCOUNT) ? this.calendar.today().plusDays(14)
				: this.calendar.today();
	}

	private static Money change(Sale sale, Money total) {
		if (sale.settlement() != Sale.Settlement.CASH) {
			return null;
		}
		Money tendered = (sale.tendered() != null) ? sale.tendered() : total;
		if (tendered.isLessThan(total)) {
			throw new Refusal("tendered", Amounts.show(tendered) + " is less than " + Amounts.show(total)
					+ ". Take the rest, or put the sale on the account.");
		}
		return tendered.minus(total);
	}

}

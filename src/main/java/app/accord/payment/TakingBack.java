package app.accord.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import app.accord.actor.Actor;
import app.accord.billing.Ledger;
import app.accord.billing.LockedAccount;
import app.accord.billing.Movement;
import app.accord.customer.AccountNumber;
import app.accord.customer.OrderNumber;
import app.accord.idempotency.RepeatableWrites;
import app.accord.money.Amounts;
import app.accord.order.NewOrder;
import app.accord.order.NewOrderLine;
import app.accord.order.OrderKind;
import app.accord.order.Orders;
import app.accord.order.PurchaseLine;
import app.accord.order.PurchaseView;
import app.accord.order.SoldThrough;
import app.accord.refusal.NotFound;
import app.accord.refusal.Reasons;
import app.accord.refusal.Refusal;
import app.accord.staff.Approval;
import app.accord.staff.Approvals;
import app.accord.staff.ApprovedAction;
import app.accord.staff.Authority;
import app.accord.staff.NewApproval;
import app.accord.staff.Permission;
import app.accord.time.BusinessCalendar;

import org.joda.money.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes goods back in a shop: the return, its credit and the money that goes back, in one
 * transaction. Money goes back the way it came: cash in cash, a card's to the card, what
 * was put on the account to the account. Of each line no more comes back than was sold.
 */
@Component
public class TakingBack implements ApprovedAction {

	private static final String KIND = "SALE_RETURN";

	private final JdbcClient jdbc;

	private final Orders orders;

	private final Payments payments;

	private final CardRefunds refunds;

	private final Ledger ledger;

	private final RepeatableWrites repeatable;

	private final Authority authority;

	private final Approvals approvals;

	private final TransactionTemplate transaction;

	private final BusinessCalendar calendar;

	TakingBack(JdbcClient jdbc, Orders orders, Payments payments, CardRefunds refunds, Ledger ledger,
			RepeatableWrites repeatable, Authority authority, Approvals approvals, TransactionTemplate transaction,
			BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.orders = orders;
		this.payments = payments;
		this.refunds = refunds;
		this.ledger = ledger;
		this.repeatable = repeatable;
		this.authority = authority;
		this.approvals = approvals;
		this.transaction = transaction;
		this.calendar = calendar;
	}

	/** What can still come back of a purchase. */
	@Transactional(readOnly = true)
	public List<Left> left(PurchaseView sale) {
		if (sale.kind() != OrderKind.SALE || sale.accountNo() == null) {
			return List.of();
		}
		Map<Integer, Integer> back = new HashMap<>();
		this.jdbc.sql("""
				select line_no, sum(quantity) from sale_return where customer_id = ? and sale_no = ? group by line_no
				""").param(sale.number().customerId()).param(sale.number().no()).query((row) -> {
			back.put(row.getInt(1), row.getInt(2));
		});
		return sale.lines()
			.stream()
			.map((line) -> new Left(line, line.quantity() - back.getOrDefault(line.no(), 0)))
			.filter((left) -> left.pieces() > 0)
			.toList();
	}

	/** How a purchase was paid; empty: put on the account. */
	@Transactional(readOnly = true)
	public Optional<Payment> paid(PurchaseView sale) {
		return (sale.accountNo() == null) ? Optional.empty() : this.payments
			.of(AccountNumber.of(sale.number().customerId(), sale.accountNo()), sale.number().toString());
	}

	/**
	 * Takes pieces of a purchase back. Not to be called in a transaction.
	 * @param pieces how many of which line
	 * @param reason why, which the customer's history shows
	 * @param key the write's idempotency key, or null
	 * @throws Refusal with a sentence: nothing named, more than was sold, beyond the
	 * limit
	 */
	public TakenBack takeBack(OrderNumber sale, Map<Integer, Integer> pieces, String reason, Actor actor, String key) {
		TakenBack done = this.transaction.execute((status) -> takeBack(sale, pieces, reason, actor, key,
				(amount) -> this.authority.require(actor, Permission.REFUND, amount)));
		this.refunds.sendWaiting(account(read(sale)));
		return done;
	}

	/**
	 * Asks a second person to let them come back.
	 * @param key the request's idempotency key, or null
	 */
	@Transactional
	public Approval ask(OrderNumber sale, Map<Integer, Integer> pieces, String reason, Actor actor, String key) {
		Reasons.require("reason", reason, "Say why it comes back.");
		PurchaseView order = read(sale);
		this.ledger.lock(account(order));
		Money amount = total(order, wanted(order, pieces));
		Map<String, String> details = new TreeMap<>(Map.of("order", sale.toString()));
		pieces.forEach((line, count) -> details.put("line " + line, count.toString()));
		return this.approvals.request(new NewApproval(sale.customerId(), order.accountNo(), Permission.REFUND, KIND,
				amount, "Return of " + Amounts.show(amount) + " of purchase " + sale, reason, details), actor, key);
	}

	@Override
	public String kind() {
		return KIND;
	}

	/** The gateway is told by the job, after the approval is committed. */
	@Override
	@Transactional
	public void carryOut(Approval approval, Actor approver) {
		Map<Integer, Integer> pieces = new TreeMap<>();
		approval.details().forEach((name, value) -> {
			if (name.startsWith("line ")) {
				pieces.put(Integer.parseInt(name.substring(5)), Integer.parseInt(value));
			}
		});
		takeBack(OrderNumber.parse(approval.details().get("order")), pieces, approval.reason(), approval.requester(),
				approval.key(), (amount) -> {
				});
	}

	private TakenBack takeBack(OrderNumber sale, Map<Integer, Integer> pieces, String reason, Actor actor, String key,
			java.util.function.Consumer<Money> authorized) {
		Reasons.require("reason", reason, "Say why it comes back.");
		PurchaseView order = read(sale);
		LockedAccount account = this.ledger.lock(account(order));
		return this.repeatable.once(sale.customerId(), key,
				List.of("return", actor.id(), sale, new TreeMap<>(pieces), reason), TakenBack.class, () -> {
					List<Wanted> wanted = wanted(order, pieces);
					authorized.accept(total(order, wanted));
					return post(account, order, wanted, reason, actor);
				})
			.value();
	}

	private TakenBack post(LockedAccount account, PurchaseView sale, List<Wanted> wanted, String reason, Actor actor) {
		AccountNumber number = account.number();
		Instant now = this.calendar.now();
		Money amount = total(sale, wanted);
		OrderNumber back = this.orders.record(actor,
				new NewOrder(number.customerId(), number.no(), OrderKind.RETURN, SoldThrough.SHOP, sale.place(),
						account.currency(), now, null, wanted.stream().map(Wanted::returned).toList()));
		wanted.forEach((one) -> note(sale.number(), back, one));
		if (!amount.isPositive()) {
			return new TakenBack(back.toString(), Amounts.plain(amount), account.currency(), How.ACCOUNT);
		}
		List<Movement> movements = new ArrayList<>(
				List.of(Movement.returned(amount, "Return " + back + " of " + sale.number(), back.toString())));
		How how = how(sale, amount);
		if (how == How.CASH) {
			movements.add(Movement.refund(amount, PaymentMethod.CASH.account(), this.calendar.today(),
					"Paid back in cash: " + reason, back.toString()));
		}
		this.ledger.post(account, movements, now, actor, reason);
		if (how == How.CARD) {
			this.refunds.decide(paid(sale).orElseThrow().receipt(), amount, reason, actor, null, () -> {
			});
		}
		return new TakenBack(back.toString(), Amounts.plain(amount), account.currency(), how);
	}

	/** The way the money goes back: the one it came, as far as that is still there. */
	private How how(PurchaseView sale, Money amount) {
		Optional<Payment> paid = paid(sale).filter((payment) -> !payment.reversed());
		if (paid.isEmpty()) {
			return How.ACCOUNT;
		}
		if (paid.get().method() == PaymentMethod.CASH) {
			return How.CASH;
		}
		return this.refunds.left(paid.get().receipt()).filter((left) -> !amount.isGreaterThan(left)).isPresent()
				? How.CARD : How.ACCOUNT;
	}

	private void note(OrderNumber sale, OrderNumber back, Wanted wanted) {
		this.jdbc.sql("""
				insert into sale_return (customer_id, return_no, sale_no, line_no, quantity) values (?, ?, ?, ?, ?)
				""")
			.param(sale.customerId())
			.param(back.no())
			.param(sale.no())
			.param(wanted.line().no())
			.param(wanted.pieces())
			.update();
	}

	private List<Wanted> wanted(PurchaseView sale, Map<Integer, Integer> pieces) {
		Map<Integer, Left> left = new HashMap<>();
		left(sale).forEach((one) -> left.put(one.line().no(), one));
		List<Wanted> wanted = new ArrayList<>();
		pieces.forEach((no, count) -> {
			if (count < 0) {
				throw new Refusal("pieces", "Write how many come back, from 0.");
			}
			if (count > 0) {
				Left of = left.get(no);
				if (of == null || of.pieces() < count) {
					throw new Refusal("pieces", (of == null) ? "Nothing more of that line can come back."
							: "Of " + of.line().description() + " no more than " + of.pieces() + " can come back.");
				}
				wanted.add(new Wanted(of.line(), of.line().quantity() - of.pieces(), count));
			}
		});
		if (wanted.isEmpty()) {
			throw new Refusal("pieces", "Say what comes back.");
		}
		return wanted;
	}

	private static Money total(PurchaseView sale, List<Wanted> wanted) {
		return wanted.stream().map(Wanted::amount).reduce(Money.zero(sale.total().getCurrencyUnit()), Money::plus);
	}

	private PurchaseView read(OrderNumber number) {
		PurchaseView order = this.orders.find(number)
			.orElseThrow(() -> new NotFound("There is no purchase " + number + "."));
		if (order.kind() != OrderKind.SALE || order.accountNo() == null) {
			throw new Refusal("Purchase " + number + " was not charged to an account, so it can’t be taken back here.");
		}
		return order;
	}

	private static AccountNumber account(PurchaseView order) {
		return AccountNumber.of(order.number().customerId(), order.accountNo());
	}

	/** How money goes back. */
	public enum How {

		/** Out of the till. */
		CASH,

		/** To the card. */
		CARD,

		/** Put to the customer's account. */
		ACCOUNT

	}

	/**
	 * A line of a purchase that can come back.
	 *
	 * @param line the line
	 * @param pieces how many
	 */
	public record Left(PurchaseLine line, int pieces) {
	}

	/**
	 * The answer to a return.
	 *
	 * @param order the return's number
	 * @param amount what goes back, plain decimal
	 * @param currency ISO 4217
	 * @param how the way it goes back
	 */
	public record TakenBack(String order, String amount, String currency, How how) {
	}

	/**
	 * Pieces of a line that come back.
	 *
	 * @param line the line
	 * @param before how many came back before
	 * @param pieces how many now
	 */
	private record Wanted(PurchaseLine line, int before, int pieces) {

		/**
		 * What was paid for them: all pieces of a line together give exactly its amount.
		 */
		Money amount() {
			return paidFor(this.before + this.pieces).minus(paidFor(this.before));
		}

		private Money paidFor(int count) {
			return Amounts.forQuantity(this.line.total(), BigDecimal.valueOf(count), this.line.quantity());
		}

		NewOrderLine returned() {
			Money list = this.line.unitPrice().multipliedBy(this.pieces);
			Money off = list.minus(amount());
			return new NewOrderLine(this.line.productCode(), this.line.description(), -this.pieces,
					this.line.unitPrice(), off.isPositive() ? off : null, this.line.promotionCode());
		}

	}

}

package app.accord.counter;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import app.accord.billing.Allocations;
import app.accord.billing.Allocations.Paid;
import app.accord.billing.Position;
import app.accord.billing.Positions;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.MalformedNumber;
import app.accord.customer.OrderNumber;
import app.accord.customer.ReceiptNumber;
import app.accord.money.Amounts;
import app.accord.order.Orders;
import app.accord.order.PurchaseView;
import app.accord.payment.CardRefunds;
import app.accord.payment.Charging;
import app.accord.payment.Payment;
import app.accord.payment.PaymentAttempt;
import app.accord.payment.Payments;
import app.accord.payment.TakingBack;
import app.accord.payment.TakingBack.How;
import org.joda.money.Money;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What the customer takes along: the slip of a sale or of a payment, to be printed. */
@Controller
class CounterSlip {

	private final Till till;

	private final Orders orders;

	private final Payments payments;

	private final Positions positions;

	private final Allocations allocations;

	private final Charging charging;

	private final TakingBack takingBack;

	private final CardRefunds refunds;

	CounterSlip(Till till, Orders orders, Payments payments, Positions positions, Allocations allocations,
			Charging charging, TakingBack takingBack, CardRefunds refunds) {
		this.charging = charging;
		this.takingBack = takingBack;
		this.refunds = refunds;
		this.allocations = allocations;
		this.till = till;
		this.orders = orders;
		this.payments = payments;
		this.positions = positions;
	}

	@GetMapping("/counter/orders/{number}")
	String order(@PathVariable String number, @RequestParam(required = false) String change,
			@RequestParam(required = false) How back, Model model) {
		PurchaseView order = this.orders.find(number(number, OrderNumber::parse)).orElseThrow(Till::notFound);
		AccountNumber account = (order.accountNo() != null)
				? AccountNumber.of(order.number().customerId(), order.accountNo()) : null;
		Payment payment = (account == null) ? null : this.payments.of(account, order.number().toString()).orElse(null);
		model.addAttribute("back", back);
		model.addAttribute("returnable", !this.takingBack.left(order).isEmpty());
		return show(model, new Slip(this.till.customer(order.number().customer().toString()), order, payment,
				change(change, order.total()), position(account), List.of(), card(payment)));
	}

	@GetMapping("/counter/receipts/{number}")
	String receipt(@PathVariable String number, @RequestParam(required = false) String change, Model model) {
		Payment payment = this.payments.find(number(number, ReceiptNumber::parse)).orElseThrow(Till::notFound);
		model.addAttribute("left", this.refunds.left(payment.receipt()).filter(Money::isPositive).orElse(null));
		return show(model, new Slip(this.till.customer(payment.receipt().customer().toString()), null, payment,
				change(change, payment.amount()), position(payment.account()),
				this.allocations.of(payment.account()).getOrDefault(payment.entrySeq(), List.of()), card(payment)));
	}

	private static String show(Model model, Slip slip) {
		model.addAttribute("slip", slip);
		return "counter/slip";
	}

	private String card(Payment payment) {
		return (payment == null) ? null
				: this.charging.of(payment.receipt()).map(PaymentAttempt::methodLabel).orElse(null);
	}

	private Position position(AccountNumber account) {
		return (account != null) ? this.positions.of(account) : null;
	}

	private static Money change(String typed, Money like) {
		return Amounts.read(typed, like.getCurrencyUnit().getCode())
			.filter((change) -> !change.isNegative())
			.orElse(null);
	}

	private static <N> N number(String typed, Function<String, N> parse) {
		try {
			return Objects.requireNonNull(parse.apply(typed));
		}
		catch (MalformedNumber ex) {
			throw Till.notFound();
		}
	}

	/**
	 * A slip.
	 *
	 * @param customer whose
	 * @param order the purchase; null for a payment alone
	 * @param payment the payment; null if the purchase was put on the account
	 * @param change what went back to the customer, or null
	 * @param position where the account stands now, or null
	 * @param paid what a payment alone has paid, as of now
	 * @param card what was charged: {@code Visa •••• 4242}; null if it wasn't a card
	 */
	record Slip(CustomerProfile customer, PurchaseView order, Payment payment, Money change, Position position,
			List<Paid> paid, String card) {

		/** What was handed over, or null. */
		public Money given() {
			return (this.change != null && this.payment != null) ? this.payment.amount().plus(this.change) : null;
		}

	}

}

package app.accord.counter;

import java.util.List;

import app.accord.billing.Positions;
import app.accord.care.Cases;
import app.accord.consent.Consents;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Page;
import app.accord.order.Orders;
import app.accord.payment.Verdicts;
import app.accord.order.PurchaseLine;
import app.accord.order.PurchaseView;

import org.springframework.stereotype.Component;

/** Reads what the counter shows of a customer. */
@Component
class CustomerPages {

	private static final int PURCHASES = 8;

	private final Till till;

	private final Positions positions;

	private final Verdicts verdicts;

	private final Orders orders;

	private final Selling selling;

	private final TillTerminal terminal;

	private final Consents consents;

	private final Cases cases;

	CustomerPages(Till till, Positions positions, Verdicts verdicts, Orders orders, Selling selling,
			TillTerminal terminal, Consents consents, Cases cases) {
		this.cases = cases;
		this.consents = consents;
		this.terminal = terminal;
		this.verdicts = verdicts;
		this.till = till;
		this.positions = positions;
		this.orders = orders;
		this.selling = selling;
	}

	CustomerPage of(CustomerProfile customer) {
		Page<PurchaseView> purchases = this.orders.list(customer.customerId(), 0, PURCHASES);
		List<String> bought = purchases.items()
			.stream()
			.flatMap((purchase) -> purchase.lines().stream())
			.filter((line) -> line.quantity() > 0 && line.productCode() != null)
			.map(PurchaseLine::productCode)
			.distinct()
			.limit(12)
			.toList();
		return new CustomerPage(customer,
				this.till.accounts(customer)
					.stream()
					.map((account) -> new CustomerPage.Standing(account, this.positions.of(account.number()),
							this.verdicts.of(account.number())))
					.toList(),
				purchases, this.selling.again(customer, bought, null), this.terminal.all(),
				this.terminal.here().orElse(null), () -> this.consents.of(customer.customerId()),
				() -> this.cases.ofCustomer(customer.customerId(), true));
	}

}

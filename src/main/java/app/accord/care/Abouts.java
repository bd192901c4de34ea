package app.accord.care;

import java.util.ArrayList;
import java.util.List;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.billing.Invoices;
import app.accord.customer.PublicNumber;
import app.accord.order.Orders;
import app.accord.subscription.Contracts;
import app.accord.ui.FactText;

import org.springframework.stereotype.Component;

/** What a case of a customer can be about, for a form to choose from. */
@Component
public class Abouts {

	private static final int OFFERED = 6;

	private final BillingAccounts accounts;

	private final Invoices invoices;

	private final Contracts contracts;

	private final Orders orders;

	private final FactText text;

	Abouts(BillingAccounts accounts, Invoices invoices, Contracts contracts, Orders orders, FactText text) {
		this.accounts = accounts;
		this.invoices = invoices;
		this.contracts = contracts;
		this.orders = orders;
		this.text = text;
	}

	/** The newest bills and purchases, all services and accounts; newest first. */
	public List<Choice> of(long customerId) {
		List<Choice> all = new ArrayList<>();
		List<BillingAccount> open = this.accounts.of(customerId);
		for (BillingAccount account : open) {
			this.invoices.page(account.number(), 0, OFFERED)
				.forEach((bill) -> all.add(new Choice("Bills", bill.number(),
						"Bill of %s, %s".formatted(this.text.day(bill.issuedOn()), this.text.money(bill.total())))));
		}
		this.contracts.list(customerId)
			.forEach((service) -> all.add(new Choice("Services", service.number(),
					service.productName() + ((service.place() != null) ? ", " + service.place() : ""))));
		this.orders.list(customerId, 0, OFFERED)
			.items()
			.forEach((order) -> all.add(new Choice("Purchases", order.number(),
					"Purchase of %s, %s".formatted(this.text.when(order.placedAt()), this.text.money(order.total())))));
		open.forEach((account) -> all.add(new Choice("Accounts", account.number(),
				"Account %s, %s".formatted(account.name(), account.number()))));
		return all;
	}

	/**
	 * Something that a case can be about.
	 *
	 * @param group what it is one of: Bills, Services …
	 * @param number its number
	 * @param words what the customer knows it by
	 */
	public record Choice(String group, PublicNumber number, String words) {
	}

}

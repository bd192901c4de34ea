package app.accord.care;

import app.accord.billing.BillingAccounts;
import app.accord.billing.Invoices;
import app.accord.customer.AccountNumber;
import app.accord.customer.ContractNumber;
import app.accord.customer.InvoiceNumber;
import app.accord.customer.Numbers;
import app.accord.customer.OrderNumber;
import app.accord.customer.PublicNumber;
import app.accord.linked.LinkedSet;
import app.accord.order.Orders;
import app.accord.refusal.Refusal;
import app.accord.subscription.Contracts;

import org.springframework.stereotype.Component;

/** What a case can be about: an account, bill, purchase or contract of the customer's. */
@Component
class Subjects {

	private final BillingAccounts accounts;

	private final Invoices invoices;

	private final Orders orders;

	private final Contracts contracts;

	Subjects(BillingAccounts accounts, Invoices invoices, Orders orders, Contracts contracts) {
		this.accounts = accounts;
		this.invoices = invoices;
		this.orders = orders;
		this.contracts = contracts;
	}

	/**
	 * Refuses what the customer hasn't.
	 * @param about the number as typed; null: nothing
	 */
	void require(LinkedSet set, String about) {
		if (about == null) {
			return;
		}
		PublicNumber number = Numbers.read(about)
			.orElseThrow(() -> new Refusal("about", "That is no number of an account, bill, purchase or contract."
					+ " Leave it empty if it is about none."));
		boolean there = set.contains(number.customerId()) && switch (number) {
			case AccountNumber account -> this.accounts.find(account).isPresent();
			case InvoiceNumber bill -> this.invoices.exists(bill);
			case OrderNumber order -> this.orders.find(order).isPresent();
			case ContractNumber contract -> this.contracts.find(contract).isPresent();
			default -> false;
		};
		if (!there) {
			throw new Refusal("about", "The customer has no account, bill, purchase or contract of that number."
					+ " Leave it empty if it is about none.");
		}
	}

}

package app.accord.billing;

import app.accord.actor.Actor;
import app.accord.customer.AccountNumber;
import app.accord.customer.Customers;
import app.accord.customer.NewCustomer;
import app.accord.refusal.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes on new customers, each with an account, in one transaction. */
@Component
public class Welcoming {

	private final Customers customers;

	private final BillingAccounts accounts;

	Welcoming(Customers customers, BillingAccounts accounts) {
		this.customers = customers;
		this.accounts = accounts;
	}

	/**
	 * Creates a customer and the customer's first account.
	 * @param currency of the account, ISO 4217
	 * @throws Refusal by the field, as {@link Customers#create}
	 */
	@Transactional
	public AccountNumber welcome(Actor actor, NewCustomer customer, String currency) {
		return this.accounts.open(this.customers.create(actor, customer).customerId(), "Main", currency, actor);
	}

}

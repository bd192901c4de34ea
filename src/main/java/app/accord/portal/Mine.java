package app.accord.portal;

import java.util.List;
import java.util.function.Function;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.MalformedNumber;
import app.accord.customer.PublicNumber;
import app.accord.linked.LinkedCustomers;
import app.accord.security.CustomerPrincipal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * What belongs to the customer who is signed in. Somebody else's is answered exactly like
 * what doesn't exist: not found.
 */
@Component
class Mine {

	private final BillingAccounts accounts;

	private final LinkedCustomers linked;

	Mine(BillingAccounts accounts, LinkedCustomers linked) {
		this.accounts = accounts;
		this.linked = linked;
	}

	/** The customer's accounts, oldest first. */
	List<BillingAccount> accounts(CustomerPrincipal me) {
		return this.accounts.of(me.customerId());
	}

	/** The customer's account of that number. */
	BillingAccount account(CustomerPrincipal me, String number) {
		return this.accounts.find(number(me, number, AccountNumber::parse)).orElseThrow(Mine::notFound);
	}

	/**
	 * The account that a list is about: the one of that number, the oldest where none is
	 * named, null for a customer without any.
	 */
	BillingAccount chosen(CustomerPrincipal me, String number) {
		if (number != null && !number.isBlank()) {
			return account(me, number);
		}
		return accounts(me).stream().findFirst().orElse(null);
	}

	/** A number in the address, if it is one of this customer's. */
	<N extends PublicNumber> N number(CustomerPrincipal me, String typed, Function<String, N> parse) {
		try {
			N number = parse.apply(typed);
			if (number.customerId() == me.customerId()
					|| this.linked.of(me.customerId()).contains(number.customerId())) {
				return number;
			}
		}
		catch (MalformedNumber ex) {
			// Answered below, as if it were somebody else's.
		}
		throw notFound();
	}

	static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}

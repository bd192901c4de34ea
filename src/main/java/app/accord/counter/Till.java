package app.accord.counter;

import java.util.List;
import java.util.UUID;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.MalformedNumber;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Which customer and which account a request at the counter is about. */
@Component
class Till {

	private final Customers customers;

	private final BillingAccounts accounts;

	private final String currency;

	Till(Customers customers, BillingAccounts accounts, @Value("${accord.currency:USD}") String currency) {
		this.customers = customers;
		this.accounts = accounts;
		this.currency = currency;
	}

	/** The shop's currency, ISO 4217 (property {@code accord.currency}). */
	String currency() {
		return this.currency;
	}

	/** The customer of the number in the address; there is none: not found. */
	CustomerProfile customer(String number) {
		try {
			return this.customers.find(CustomerNumber.parse(number).customerId()).orElseThrow(Till::notFound);
		}
		catch (MalformedNumber ex) {
			throw notFound();
		}
	}

	/** The customer's accounts, oldest first. */
	List<BillingAccount> accounts(CustomerProfile customer) {
		return this.accounts.of(customer.customerId());
	}

	/**
	 * The customer's account of that number; the first one in the shop's currency, or
	 * else the first, where none is named; null for a customer without any.
	 */
	BillingAccount account(CustomerProfile customer, String number) {
		List<BillingAccount> all = accounts(customer);
		if (number != null && !number.isBlank()) {
			return all.stream()
				.filter((account) -> account.number().toString().equals(number))
				.findFirst()
				.orElseThrow(Till::notFound);
		}
		return all.stream()
			.filter((account) -> account.currency().equals(this.currency))
			.findFirst()
			.orElseGet(() -> all.stream().findFirst().orElse(null));
	}

	static AccountNumber numberOf(BillingAccount account) {
		return (account != null) ? account.number() : null;
	}

	/**
	 * The key of what a page sends; a new one where it sends none that can be kept.
	 * @param typed as sent, or null
	 */
	static String key(String typed) {
		boolean usable = typed != null && !typed.isBlank() && typed.length() <= 255;
		return usable ? typed : UUID.randomUUID().toString();
	}

	static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND);
	}

}

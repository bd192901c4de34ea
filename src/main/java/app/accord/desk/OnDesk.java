package app.accord.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import app.accord.billing.BillingAccount;
import app.accord.billing.BillingAccounts;
import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.MalformedNumber;
import app.accord.customer.PublicNumber;
import app.accord.refusal.Refusal;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** The customer that a page is about, and those whom this employee has seen lately. */
@Component
class OnDesk {

	private static final String SEEN = "desk.seen";

	private static final int KEPT = 12;

	private final Customers customers;

	private final BillingAccounts accounts;

	OnDesk(Customers customers, BillingAccounts accounts) {
		this.customers = customers;
		this.accounts = accounts;
	}

	/** The customer of that number in the address; otherwise the page does not exist. */
	CustomerProfile customer(String number) {
		try {
			return this.customers.find(CustomerNumber.parse(number).customerId())
				.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
		}
		catch (MalformedNumber ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	/** A number in the address; otherwise the page does not exist. */
	<N extends PublicNumber> N number(String typed, Function<String, N> parse) {
		try {
			return parse.apply(typed);
		}
		catch (MalformedNumber ex) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	/** The account of that number in the address; otherwise the page does not exist. */
	BillingAccount account(String number) {
		return this.accounts.find(number(number, AccountNumber::parse))
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
	}

	/** The customer's account of that number; the first one where none is named. */
	BillingAccount account(CustomerProfile customer, String number) {
		List<BillingAccount> all = this.accounts.of(customer.customerId());
		if (all.isEmpty()) {
			throw new NoAccountYet(customer);
		}
		if (number == null || number.isBlank()) {
			return all.getFirst();
		}
		return all.stream()
			.filter((account) -> account.number().toString().equals(number.strip()))
			.findFirst()
			.orElseThrow(() -> new Refusal("account", "This customer has no account of that number."));
	}

	/** Notes that the employee has opened this customer. */
	void saw(HttpSession session, long customerId) {
		List<Long> seen = new ArrayList<>(seen(session));
		if (!seen.isEmpty() && seen.getFirst() == customerId) {
			return;
		}
		seen.remove(customerId);
		seen.addFirst(customerId);
		session.setAttribute(SEEN, new ArrayList<>(seen.subList(0, Math.min(KEPT, seen.size()))));
	}

	/** The customers opened in this session, last first. */
	List<CustomerProfile> recent(HttpSession session) {
		List<Long> seen = seen(session);
		var profiles = seen.isEmpty() ? java.util.Map.<Long, CustomerProfile>of() : this.customers.readAll(seen);
		return seen.stream().filter(profiles::containsKey).map(profiles::get).toList();
	}

	@SuppressWarnings("unchecked")
	private static List<Long> seen(HttpSession session) {
		Object kept = session.getAttribute(SEEN);
		return (kept != null) ? (List<Long>) kept : List.of();
	}

	/** Something was asked for that takes an account, of a customer who has none. */
	static final class NoAccountYet extends Refusal {

		private final transient CustomerNumber customer;

		NoAccountYet(CustomerProfile customer) {
			super("account", customer.name() + " has no billing account yet. Open one first.");
			this.customer = customer.number();
		}

		CustomerNumber customer() {
			return this.customer;
		}

	}

}

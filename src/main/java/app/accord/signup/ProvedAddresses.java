package app.accord.signup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import app.accord.customer.ContactPointView;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.MalformedNumber;
import app.accord.customer.PortalAccess;
import app.accord.customer.Reachable;

import org.springframework.stereotype.Component;

/**
 * Which customer an address is proved to reach: by it the customer signs in, or it is
 * noted that it does. Any other address may be mistyped, or added by somebody who may
 * change the customer's data but not sign in as that customer.
 */
@Component
class ProvedAddresses {

	private final Customers customers;

	private final Directory directory;

	private final PortalAccess access;

	ProvedAddresses(Customers customers, Directory directory, PortalAccess access) {
		this.customers = customers;
		this.directory = directory;
		this.access = access;
	}

	/**
	 * The one customer whom an address reaches for sure.
	 * @param email in lower case
	 */
	Optional<Proved> byEmail(String email) {
		List<Long> signsIn = this.directory.find(DirectoryKind.LOGIN, email);
		if (!signsIn.isEmpty()) {
			return this.customers.find(signsIn.getFirst()).map((one) -> proved(one, signsIn.getFirst(), email));
		}
		List<CustomerProfile> reached = this.directory.find(DirectoryKind.EMAIL, email)
			.stream()
			.flatMap((id) -> this.customers.find(id).stream())
			.filter((customer) -> customer.emails()
				.stream()
				.anyMatch((point) -> email.equals(point.canonical()) && point.reachable() == Reachable.YES))
			.toList();
		boolean one = reached.stream().map(CustomerProfile::customerId).distinct().count() == 1;
		return one ? Optional.of(proved(reached.getFirst(), null, email)) : Optional.empty();
	}

	/**
	 * The customer of an e-mail address, user name or customer number, with an address
	 * that reaches this one for sure.
	 * @param typed in lower case
	 */
	Optional<Proved> byAnything(String typed) {
		if (typed.contains("@")) {
			return byEmail(typed);
		}
		return this.directory.find(DirectoryKind.LOGIN, typed)
			.stream()
			.findFirst()
			.or(() -> number(typed))
			.flatMap((id) -> this.customers.find(id).flatMap((customer) -> reached(customer, id)));
	}

	/** A customer at that address, as an employee chose it. */
	Optional<Proved> chosen(String number, String email) {
		return number(number).flatMap(this.customers::find).map((customer) -> proved(customer, null, email));
	}

	private Optional<Proved> reached(CustomerProfile customer, long asked) {
		Proved found = proved(customer, asked, null);
		if (found.login() != null && found.login().contains("@")) {
			return Optional.of(proved(customer, asked, found.login()));
		}
		return customer.emails()
			.stream()
			.filter((point) -> point.canonical() != null && point.reachable() == Reachable.YES)
			.map(ContactPointView::canonical)
			.findFirst()
			.map((email) -> proved(customer, asked, email));
	}

	private Proved proved(CustomerProfile customer, Long asked, String email) {
		Map<Long, String> logins = this.access
			.logins(customer.numbers().stream().map(CustomerNumber::customerId).toList());
		long record = logins.isEmpty() ? customer.customerId()
				: (asked != null && logins.containsKey(asked)) ? asked : logins.keySet().iterator().next();
		return new Proved(customer, record, logins.get(record), email);
	}

	private static Optional<Long> number(String typed) {
		try {
			return Optional.of(CustomerNumber.parse(typed).customerId());
		}
		catch (MalformedNumber ex) {
			return Optional.empty();
		}
	}

	/**
	 * A customer and an address of this one.
	 *
	 * @param customer who it is
	 * @param record the record that the customer signs in to, or would
	 * @param login the user name; null: can't sign in yet
	 * @param email the address
	 */
	record Proved(CustomerProfile customer, long record, String login, String email) {

		/** The user name as mails have it: empty if there is none. */
		String loginOrEmpty() {
			return (this.login != null) ? this.login : "";
		}

	}

}

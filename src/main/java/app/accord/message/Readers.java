package app.accord.message;

import java.util.List;
import java.util.Optional;

import app.accord.customer.AccountNumber;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds whom a message goes to: in that one's language, by the ways that reach them. */
@Component
public class Readers {

	private final Customers customers;

	private final List<Readership> readerships;

	Readers(Customers customers, List<Readership> readerships) {
		this.customers = customers;
		this.readerships = readerships;
	}

	/**
	 * How a message to that customer goes as of now.
	 * @return empty where nothing reaches them: they can only be told
	 */
	public Optional<Reach> reach(CustomerProfile customer) {
		Recipient recipient = Recipient.of(customer, null);
		return (recipient.address() == null) ? Optional.empty() : customer.contactPoints()
			.stream()
			.filter((point) -> point.id() == recipient.contactPointId()
					&& (point.typed().equals(recipient.address()) || recipient.address().equals(point.canonical())))
			.findFirst()
			.map((point) -> new Reach(recipient.medium(), point.shown().replaceAll("\\s*\\R\\s*", ", ")));
	}

	/**
	 * Whom it goes to as of now.
	 * @param customerId whose message it is
	 * @param account the account it concerns, or null
	 * @param kind what it is
	 */
	@Transactional(readOnly = true)
	public CustomerProfile of(long customerId, AccountNumber account, String kind) {
		CustomerNumber owner = CustomerNumber.of(customerId);
		if (account == null) {
			return this.customers.read(owner);
		}
		return this.customers.read(this.readerships.stream()
			.flatMap((readership) -> readership.readerOf(account, kind).stream())
			.findFirst()
			.orElse(owner));
	}

}

package app.accord.security;

import java.io.Serializable;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * A customer who is signed in.
 *
 * @param customerId whose data may be read
 * @param number the customer number that people read: {@code C-10428-7}
 * @param username lower-case user name
 * @param displayName what people read: {@code Marisol Okafor}; where somebody acts for
 * another, the name of the one who acts
 * @param behalf how one acts for another; null where the data are one's own
 */
public record CustomerPrincipal(long customerId, String number, String username, String displayName,
		OnBehalf behalf) implements AuthenticatedPrincipal, Serializable {

	/** A customer who acts for nobody else. */
	public CustomerPrincipal(long customerId, String number, String username, String displayName) {
		this(customerId, number, username, displayName, null);
	}

	/** The same person, acting for another customer. */
	public CustomerPrincipal actingFor(long otherId, String otherNumber, OnBehalf how) {
		return new CustomerPrincipal(otherId, otherNumber, this.username, this.displayName, how);
	}

	/** The name that sessions are kept under; differs from any employee's. */
	@Override
	public String getName() {
		return sessionName(this.customerId);
	}

	/** The name that the sessions of a customer are kept under. */
	public static String sessionName(long customerId) {
		return "customer:" + customerId;
	}

}

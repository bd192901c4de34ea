package app.accord.security;

import java.io.Serializable;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * A customer who is signed in.
 *
 * @param customerId whose data may be read
 * @param number the customer number that people read: {@code C-10428-7}
 * @param username lower-case user name
 * @param displayName what people read: {@code Marisol Okafor}
 */
public record CustomerPrincipal(long customerId, String number, String username,
		String displayName) implements AuthenticatedPrincipal, Serializable {

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

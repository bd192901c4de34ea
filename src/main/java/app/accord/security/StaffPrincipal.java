package app.accord.security;

import java.io.Serializable;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * An employee who is signed in.
 *
 * @param username lower-case user name, unique among employees
 * @param displayName what people read: {@code Ada Lindqvist}
 * @param role what the employee may do
 */
public record StaffPrincipal(String username, String displayName,
		StaffRole role) implements AuthenticatedPrincipal, Serializable {

	/** The name that sessions are kept under; differs from any customer's. */
	@Override
	public String getName() {
		return sessionName(this.username);
	}

	/** The name that the sessions of that employee are kept under. */
	public static String sessionName(String username) {
		return "staff:" + username;
	}

}

package app.accord.security;

import java.util.Set;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Somebody who may sign in, and the password's hash.
 *
 * @param principal who it is
 * @param roles role names without prefix: {@code AGENT}
 * @param passwordHash as the password encoder made it
 */
public record Credential(AuthenticatedPrincipal principal, Set<String> roles, String passwordHash) {

	@Override
	public String toString() {
		return "Credential[" + this.principal + "]";
	}

}

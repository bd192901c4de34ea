package app.accord.testing;

import app.accord.security.StaffPrincipal;
import app.accord.security.StaffRole;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

/**
 * Requests of somebody who has signed in already: for pages that are tested without a
 * server.
 */
public final class SignedIn {

	private SignedIn() {
	}

	/** By Sam Thornton, in that role. */
	public static RequestPostProcessor as(StaffRole role) {
		return authentication(
				UsernamePasswordAuthenticationToken.authenticated(new StaffPrincipal("sam", "Sam Thornton", role), null,
						AuthorityUtils.createAuthorityList("ROLE_" + role.name())));
	}

}

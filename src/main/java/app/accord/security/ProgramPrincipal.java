package app.accord.security;

import java.io.Serializable;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * A program that called the API with a token.
 *
 * @param name the token's name
 */
public record ProgramPrincipal(String name) implements AuthenticatedPrincipal, Serializable {

	@Override
	public String getName() {
		return "program:" + this.name;
	}

}

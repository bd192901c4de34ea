package app.accord.security;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Signs in by user name and password. Does the same work whether or not the user exists,
 * so that neither the answer nor the time it takes tells which.
 */
class PasswordSignIn implements AuthenticationProvider {

	/** Longer ones are not hashed: nobody types them, and hashing costs. */
	private static final int LONGEST = 200;

	private final Function<String, Optional<Credential>> credentials;

	private final PasswordEncoder passwords;

	private final SignInThrottle throttle;

	private final String nobodysHash;

	PasswordSignIn(Function<String, Optional<Credential>> credentials, PasswordEncoder passwords,
			SignInThrottle throttle, String nobodysHash) {
		this.credentials = credentials;
		this.passwords = passwords;
		this.throttle = throttle;
		this.nobodysHash = nobodysHash;
	}

	@Override
	public Authentication authenticate(Authentication attempt) {
		String username = attempt.getName().strip().toLowerCase(Locale.ROOT);
		String password = String.valueOf(attempt.getCredentials());
		String address = (attempt.getDetails() instanceof WebAuthenticationDetails details) ? details.getRemoteAddress()
				: "";
		if (username.length() > LONGEST || password.length() > LONGEST || username.indexOf('\0') >= 0) {
			throw new BadCredentialsException("nobody's");
		}
		Duration wait = this.throttle.wait(username, address);
		if (wait.isPositive()) {
			throw new TooManyFailures(wait);
		}
		Optional<Credential> found = this.credentials.apply(username);
		boolean matches = this.passwords.matches(password,
				found.map(Credential::passwordHash).orElse(this.nobodysHash));
		if (found.isEmpty() || !matches) {
			this.throttle.failed(username, address);
			throw new BadCredentialsException("user name or password");
		}
		this.throttle.succeeded(username, address);
		return signedIn(found.get(), attempt);
	}

	private static Authentication signedIn(Credential credential, Authentication attempt) {
		Collection<GrantedAuthority> authorities = List.copyOf(credential.roles()
			.stream()
			.map((role) -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + role))
			.toList());
		UsernamePasswordAuthenticationToken token = UsernamePasswordAuthenticationToken
			.authenticated(credential.principal(), null, authorities);
		token.setDetails(attempt.getDetails());
		return token;
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
	}

}

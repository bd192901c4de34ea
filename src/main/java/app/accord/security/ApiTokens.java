package app.accord.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/**
 * The tokens by which programs use the API. Only a token's SHA-256 is kept: it is random
 * and long, so a fast digest is enough.
 */
@Component
public class ApiTokens {

	private final JdbcClient jdbc;

	private final Clock clock;

	ApiTokens(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * Lets a program in by that token from now on; does nothing when the token is known.
	 * @param name what people read in histories as the actor's name
	 */
	public void allow(String name, String token) {
		this.jdbc.sql("insert into api_token (token_hash, name, created_at) values (?, ?, ?) on conflict do nothing")
			.params(List.of(Digests.sha256(token), name, Timestamp.from(this.clock.instant())))
			.update();
	}

	/** Who has that token; empty when nobody has, or has no more. */
	public Optional<Authentication> find(String token) {
		return this.jdbc.sql("select name from api_token where token_hash = ? and revoked_at is null")
			.param(Digests.sha256(token))
			.query(String.class)
			.optional()
			.map((name) -> UsernamePasswordAuthenticationToken.authenticated(new ProgramPrincipal(name), null,
					AuthorityUtils.createAuthorityList("ROLE_PROGRAM")));
	}

}

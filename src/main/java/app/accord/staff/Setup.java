package app.accord.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import app.accord.security.Digests;
import app.accord.security.RandomTokens;
import app.accord.security.StaffRole;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the first administrator of a new installation gets in: by a link that is printed at
 * the start, works once, and for a day. Its token is kept as a SHA-256 only.
 */
@Service
public class Setup {

	/** How long a link works. */
	public static final Duration VALID = Duration.ofHours(24);

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Staff staff;

	Setup(JdbcClient jdbc, Clock clock, Staff staff) {
		this.jdbc = jdbc;
		this.clock = clock;
		this.staff = staff;
	}

	/**
	 * A new link's path, {@code /setup/…}, if there is no employee yet; links made before
	 * stop working.
	 */
	@Transactional
	public Optional<String> link() {
		if (!this.staff.none()) {
			return Optional.empty();
		}
		String token = RandomTokens.make(32);
		Instant now = this.clock.instant();
		this.jdbc.sql("delete from setup_link where used_at is null").update();
		this.jdbc.sql("insert into setup_link (token_hash, created_at, expires_at) values (?, ?, ?)")
			.params(Digests.sha256(token), Timestamp.from(now), Timestamp.from(now.plus(VALID)))
			.update();
		return Optional.of("/setup/" + token);
	}

	/** Whether that token's link works now. */
	@Transactional(readOnly = true)
	public boolean works(String token) {
		return this.staff.none() && this.jdbc
			.sql("select exists (select from setup_link where token_hash = ? and used_at is null and expires_at > ?)")
			.params(Digests.sha256(token), Timestamp.from(this.clock.instant()))
			.query(Boolean.class)
			.single();
	}

	/**
	 * Uses the link up and takes on the first administrator.
	 * @throws Refused with a sentence and the field; the link then still works
	 */
	@Transactional
	public void createAdministrator(String token, String displayName, String username, String rawPassword) {
		Timestamp now = Timestamp.from(this.clock.instant());
		int used = this.jdbc.sql("""
				update setup_link set used_at = ? where token_hash = ? and used_at is null and expires_at > ?
				""").params(now, Digests.sha256(token), now).update();
		if (used == 0 || !this.staff.none()) {
			throw new Refused(null, "This link has been used or is too old. Restart the program to get a new one.");
		}
		this.staff.create(username, displayName, StaffRole.ADMIN, rawPassword);
	}

}

package app.accord.signup;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CustomerNumber;
import app.accord.customer.Customers;
import app.accord.customer.PortalAccess;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.security.Digests;
import app.accord.security.RandomTokens;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which a customer sets a password, once, within {@link #VALID}. Sent only to an
 * address that is proved to be the customer's.
 */
@Component
public class PasswordLinks {

	/** How long a link works. */
	static final Duration VALID = Duration.ofHours(2);

	private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})-([A-Za-z0-9_-]{32})");

	private final JdbcClient jdbc;

	private final PortalAccess access;

	private final Customers customers;

	private final Timeline timeline;

	private final BusinessCalendar calendar;

	PasswordLinks(JdbcClient jdbc, PortalAccess access, Customers customers, Timeline timeline,
			BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.access = access;
		this.customers = customers;
		this.timeline = timeline;
		this.calendar = calendar;
	}

	/**
	 * Makes a link; earlier ones don't work any more.
	 * @return its token
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	String make(long customerId, String email) {
		String token = customerId + "-" + RandomTokens.make(24);
		Instant now = this.calendar.now();
		this.jdbc.sql("update password_link set expires_at = ? where customer_id = ? and expires_at > ?")
			.param(Timestamp.from(now))
			.param(customerId)
			.param(Timestamp.from(now))
			.update();
		this.jdbc.sql("""
				insert into password_link (customer_id, token_hash, email, created_at, expires_at)
				values (?, ?, ?, ?, ?)
				""")
			.param(customerId)
			.param(Digests.sha256(token))
			.param(email)
			.param(Timestamp.from(now))
			.param(Timestamp.from(now.plus(VALID)))
			.update();
		return token;
	}

	/** The user name that a link's customer will sign in by; empty if it is over. */
	@Transactional(readOnly = true)
	public Optional<String> login(String token) {
		return find(token).map((link) -> login(link));
	}

	private String login(Link link) {
		return this.access.logins(java.util.List.of(link.customerId())).getOrDefault(link.customerId(), link.email());
	}

	/**
	 * Sets the password.
	 * @return whether it was set; otherwise the link is over
	 * @throws app.accord.refusal.Refusal by the field password
	 */
	@Transactional
	public boolean set(String token, String rawPassword) {
		Optional<Link> found = find(token);
		if (found.isEmpty()) {
			return false;
		}
		Link link = found.get();
		NewPassword.check(rawPassword, link.email());
		int used = this.jdbc.sql("""
				update password_link set used_at = ? where customer_id = ? and token_hash = ? and used_at is null
				""")
			.param(Timestamp.from(this.calendar.now()))
			.param(link.customerId())
			.param(Digests.sha256(token))
			.update();
		if (used == 0) {
			return false;
		}
		boolean could = this.access.changePassword(link.customerId(), rawPassword);
		if (!could) {
			this.access.allow(link.customerId(), link.email(), rawPassword);
		}
		CustomerNumber number = CustomerNumber.of(link.customerId());
		this.timeline.record(NewInteraction.change(link.customerId(), this.calendar.now(), InteractionKind.DATA,
				new Actor(ActorKind.CUSTOMER, number.toString(), this.customers.read(number).name(), Channel.PORTAL),
				could ? "New password set by a link that was sent by e-mail."
						: "Can sign in to the portal now; the password was set by a link that was sent by e-mail."));
		return true;
	}

	private Optional<Link> find(String token) {
		Matcher parts = TOKEN.matcher(token);
		return !parts.matches() ? Optional.empty()
				: this.jdbc.sql("""
						select customer_id, email from password_link
						where customer_id = ? and token_hash = ? and expires_at > ? and used_at is null
						""")
					.param(Long.parseLong(parts.group(1)))
					.param(Digests.sha256(token))
					.param(Timestamp.from(this.calendar.now()))
					.query(Link.class)
					.optional();
	}

	private record Link(long customerId, String email) {
	}

}

package app.accord.signup;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import app.accord.actor.Actor;
import app.accord.actor.ActorKind;
import app.accord.actor.Channel;
import app.accord.customer.CustomerNumber;
import app.accord.customer.CustomerProfile;
import app.accord.customer.Customers;
import app.accord.customer.Directory;
import app.accord.customer.DirectoryKind;
import app.accord.customer.PortalAccess;
import app.accord.customer.Reachable;
import app.accord.interaction.InteractionKind;
import app.accord.interaction.NewInteraction;
import app.accord.interaction.Timeline;
import app.accord.message.MailPages;
import app.accord.message.Medium;
import app.accord.message.NewMessage;
import app.accord.message.Outbox;
import app.accord.security.Digests;
import app.accord.security.RandomTokens;
import app.accord.time.BusinessCalendar;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which a customer sets a password: each works once, within {@link #VALID}, and
 * only the newest. Only a digest of it is kept.
 */
@Component
public class PasswordLinks {

	/** How long a link works. */
	static final Duration VALID = Duration.ofMinutes(30);

	private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})-([A-Za-z0-9_-]{32})");

	private final JdbcClient jdbc;

	private final PortalAccess access;

	private final Customers customers;

	private final Directory directory;

	private final Timeline timeline;

	private final Outbox outbox;

	private final MailPages pages;

	private final BusinessCalendar calendar;

	PasswordLinks(JdbcClient jdbc, PortalAccess access, Customers customers, Directory directory, Timeline timeline,
			Outbox outbox, MailPages pages, BusinessCalendar calendar) {
		this.jdbc = jdbc;
		this.access = access;
		this.customers = customers;
		this.directory = directory;
		this.timeline = timeline;
		this.outbox = outbox;
		this.pages = pages;
		this.calendar = calendar;
	}

	/** Makes a link and says its whole address; earlier ones don't work any more. */
	@Transactional(propagation = Propagation.MANDATORY)
	String address(long customerId, String email) {
		return this.pages.address() + "/portal/password/" + make(customerId, email);
	}

	/**
	 * Makes a link; earlier ones don't work any more.
	 * @param customerId the record that is signed in to
	 * @param email where it is sent
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

	/** How many were made for a customer lately. */
	int lately(long customerId, Duration within) {
		return this.jdbc.sql("select count(*) from password_link where customer_id = ? and created_at > ?")
			.param(customerId)
			.param(Timestamp.from(this.calendar.now().minus(within)))
			.query(Integer.class)
			.single();
	}

	/** The user name that a link's customer will sign in by; empty if it is over. */
	@Transactional(readOnly = true)
	public Optional<String> login(String token) {
		return find(token).map(this::login);
	}

	// An address that somebody else signs in by can't be this one's user name as well.
	private String login(Link link) {
		String own = this.access.logins(List.of(link.customerId())).get(link.customerId());
		if (own != null) {
			return own;
		}
		return this.directory.find(DirectoryKind.LOGIN, link.email()).isEmpty() ? link.email()
				: CustomerNumber.of(link.customerId()).toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * Sets the password, ends the sessions that were opened with the old one, and tells
	 * the customer.
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
		String login = login(link);
		NewPassword.check(rawPassword, link.email(), login);
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
			this.access.allow(link.customerId(), login, rawPassword);
		}
		tell(link, token, could);
		return true;
	}

	private void tell(Link link, String token, boolean could) {
		CustomerProfile customer = this.customers.read(CustomerNumber.of(link.customerId()));
		Actor actor = new Actor(ActorKind.CUSTOMER, CustomerNumber.of(link.customerId()).toString(), customer.name(),
				Channel.PORTAL);
		// Whoever has the link has the mailbox.
		customer.emails()
			.stream()
			.filter((point) -> link.email().equals(point.canonical()) && point.reachable() != Reachable.YES)
			.forEach((point) -> this.customers.markReachable(actor, point.owner(), point.id(), Reachable.YES,
					"Confirmed by the link that was sent to it"));
		this.timeline.record(NewInteraction.change(link.customerId(), this.calendar.now(), InteractionKind.DATA, actor,
				could ? "New password set by a link that was sent by e-mail. Signed out everywhere."
						: "Can sign in to the portal now; the password was set by a link that was sent by e-mail."));
		Medium medium = !customer.emails().isEmpty() ? Medium.EMAIL : !customer.phones().isEmpty() ? Medium.SMS : null;
		if (medium != null) {
			this.outbox.decide(
					NewMessage
						.of(link.customerId(), null, PasswordChangedLetter.KIND,
								PasswordChangedLetter.KIND + "-" + Digests.sha256(token).substring(0, 32))
						.by(medium));
		}
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
